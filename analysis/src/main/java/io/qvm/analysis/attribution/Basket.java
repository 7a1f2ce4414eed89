package io.qvm.analysis.attribution;

import java.util.Arrays;
import java.util.List;

/**
 * A paper portfolio: bought on each rebalance at stated weights, left to drift until the next, without costs.
 *
 * <p>It is bought at the close of the day on which the run's own orders were due and earns from the day after. A stock without
 * a price on that day is left out, the others fill its place. Suspended stocks rest at their last price. A delisted stock
 * earns its delisting return, and its money stays in cash until the next rebalance; before the first rebalance all is
 * cash. Cash earns nothing. A day costs O(members).
 */
final class Basket {
    private Basket() {}

    /**
     * What is bought on one day.
     *
     * @param day of the run, at whose close it is bought
     * @param columns of the market, ascending
     * @param weights of any sum, all at least 0
     */
    record Purchase(int day, int[] columns, double[] weights) {}

    /**
     * Follows a basket.
     *
     * @param purchases by day, ascending
     * @param segmentOf segment of each column
     * @param segments their names, the last one cash
     */
    static SectorDays follow(RunPrices prices, List<Purchase> purchases, int[] segmentOf, List<String> segments) {
        int days = prices.days().size();
        int width = segments.size();
        double[] weights = new double[days * width];
        double[] contributions = new double[days * width];
        int first = purchases.isEmpty() ? days : Math.min(days, purchases.get(0).day() + 1);
        for (int k = 0; k < first; k++) {
            weights[k * width + width - 1] = 1;
        }
        for (int i = 0; i < purchases.size(); i++) {
            int end = i + 1 < purchases.size() ? purchases.get(i + 1).day() + 1 : days;
            hold(prices, purchases.get(i), Math.min(end, days), segmentOf, width, weights, contributions);
        }
        return new SectorDays(prices.days(), segments, weights, contributions);
    }

    private static void hold(
            RunPrices prices,
            Purchase purchase,
            int end,
            int[] segmentOf,
            int width,
            double[] weights,
            double[] contributions) {
        int[] columns = purchase.columns();
        double[] value = new double[columns.length];
        double[] price = new double[columns.length];
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            price[i] = purchase.day() < end && !prices.isDelisted(purchase.day(), columns[i])
                    ? prices.at(purchase.day(), columns[i])
                    : Double.NaN;
            value[i] = Double.isNaN(price[i]) ? 0 : purchase.weights()[i];
            sum += value[i];
        }
        double cash = sum > 0 ? 0 : 1;
        double total = sum > 0 ? sum : 1;
        if (!(sum > 0)) {
            Arrays.fill(value, 0);
        }
        for (int k = purchase.day() + 1; k < end; k++) {
            double after = cash;
            double left = cash;
            weights[k * width + width - 1] = total > 0 ? cash / total : 1;
            for (int i = 0; i < columns.length; i++) {
                if (value[i] == 0) {
                    continue;
                }
                int c = columns[i];
                boolean gone = prices.isDelisted(k, c);
                double now = gone ? Double.NaN : prices.at(k, c);
                double profit = gone
                        ? value[i] * prices.delistingReturn(c)
                        : Double.isNaN(now) ? 0 : value[i] * (now / price[i] - 1);
                int at = k * width + segmentOf[c];
                weights[at] += value[i] / total;
                contributions[at] += profit / total;
                price[i] = Double.isNaN(now) ? price[i] : now;
                value[i] += profit;
                after += value[i];
                if (gone) {
                    left += value[i];
                    value[i] = 0;
                }
            }
            cash = left;
            total = after;
        }
    }
}
