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
    /** Price that was known at the row that was looked at last, so that days in a row need one look each. */
    private final double[] last;

    private final int[] seenUpTo;

    public TotalReturns(SimulationRules rules, RunWindow window, MarketData data) {
        this.prices = new Prices(data);
        this.window = window;
        this.unknownDelistingReturn = rules.unknownDelistingReturn();
        this.last = new double[prices.columns()];
        this.seenUpTo = new int[prices.columns()];
        Arrays.fill(seenUpTo, -1);
    }

    @Override
    public double on(int column, int k) {
        if (prices.isDelisted(column, window.dates().epochDay(k))) {
            double known = prices.delistingReturn(column);
            return isGone(column, k) ? Double.NaN : Double.isNaN(known) ? unknownDelistingReturn : known;
        }
        int row = window.row(k);
        double price = prices.at(row, column);
        double before = lastBefore(row, column);
        seenUpTo[column] = row;
        last[column] = Double.isNaN(price) ? before : price;
        return price / before - 1;
    }

    private double lastBefore(int row, int column) {
        for (int r = row - 1; r >= 0; r--) {
            if (r == seenUpTo[column]) {
                return last[column];
            }
            double price = prices.at(r, column);
            if (!Double.isNaN(price)) {
                return price;
            }
        }
        return Double.NaN;
    }

    @Override
    public boolean isGone(int column, int k) {
        return k > 0 && prices.isDelisted(column, window.dates().epochDay(k - 1));
    }
}
