package io.qvm.simulator;

import io.qvm.market.IndexHistory;
import io.qvm.market.MarketField;
import java.util.List;

/**
 * The market's total-return index: yesterday's capitalisations weight today's adjusted returns.
 *
 * <p>A stock without a row keeps its last price; one that is delisted leaves at its delisting return, or at its last price
 * if that is unknown. Starts at 1,000.
 */
final class IndexBuilder {
    private IndexBuilder() {}

    static IndexHistory build(PriceRows rows, List<Company> companies) {
        int days = rows.dates.size();
        int stocks = companies.size();
        double[] cap = new double[stocks];
        double[] adjusted = new double[stocks];
        double[] caps = rows.of(MarketField.MARKET_CAP);
        double[] prices = rows.of(MarketField.ADJUSTED_CLOSE);
        double[] levels = new double[days];
        double level = 1000;
        for (int t = 0; t < days; t++) {
            double before = 0;
            double gain = 0;
            for (int i = 0; i < stocks; i++) {
                int at = rows.at(t, i);
                before += cap[i];
                if (t == companies.get(i).endRow()) {
                    double last = companies.get(i).instrument().delistingReturn();
                    gain += cap[i] * (Double.isNaN(last) ? 0 : last);
                    cap[i] = 0;
                } else if (rows.has(t, i)) {
                    double change = cap[i] > 0 ? prices[at] / adjusted[i] - 1 : 0;
                    gain += cap[i] * change;
                    cap[i] = Double.isNaN(caps[at]) ? cap[i] * (1 + change) : caps[at];
                    adjusted[i] = prices[at];
                }
            }
            level *= before > 0 ? 1 + gain / before : 1;
            levels[t] = Math.rint(level * 1e4) / 1e4;
        }
        return new IndexHistory(SimulatedMarket.INDEX, rows.dates, levels);
    }
}
