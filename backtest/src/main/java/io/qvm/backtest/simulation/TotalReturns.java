package io.qvm.backtest.simulation;

import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.MarketData;
import java.util.Arrays;

/**
 * Normal returns: from the last known adjusted close, however old, to the day's; on the delisting day the delisting return.
 */
public final class TotalReturns implements DayReturns {
    private final Prices prices;
    private final RunWindow window;
    private final double unknownDelistingReturn;
    private final double[] last;
    private final int[] goneSince;
    private int nextRow;

    public TotalReturns(SimulationRules rules, RunWindow window, MarketData data) {
        this.prices = new Prices(data);
        this.window = window;
        this.unknownDelistingReturn = rules.unknownDelistingReturn();
        this.last = new double[prices.columns()];
        this.goneSince = new int[prices.columns()];
        Arrays.fill(last, Double.NaN);
        Arrays.fill(goneSince, Integer.MAX_VALUE);
    }

    @Override
    public void next(int k, double[] returns) {
        int row = window.row(k);
        int day = window.dates().epochDay(k);
        for (; nextRow < row; nextRow++) {
            for (int c = 0; c < last.length; c++) {
                double price = prices.at(nextRow, c);
                last[c] = Double.isNaN(price) ? last[c] : price;
            }
        }
        nextRow = row + 1;
        for (int c = 0; c < last.length; c++) {
            if (prices.isDelisted(c, day)) {
                boolean leaves = goneSince[c] == Integer.MAX_VALUE;
                double known = prices.delistingReturn(c);
                returns[c] = !leaves ? Double.NaN : Double.isNaN(known) ? unknownDelistingReturn : known;
                goneSince[c] = leaves ? k : goneSince[c];
            } else {
                double price = prices.at(row, c);
                returns[c] = price / last[c] - 1;
                last[c] = Double.isNaN(price) ? last[c] : price;
            }
        }
    }

    @Override
    public boolean isGone(int column, int k) {
        return goneSince[column] < k;
    }
}
