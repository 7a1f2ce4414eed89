package io.qvm.backtest.simulation;

/** Returns of all stocks, day by day in the order of the window. */
public interface DayReturns {
    /**
     * Returns of the next day, by column of the market data; NaN where a stock has none.
     *
     * @param k the day's index in the window; called once for each, ascending
     */
    void next(int k, double[] returns);

    /** True if a stock has left the market before the day; its weight is cash from then on. */
    boolean isGone(int column, int k);
}
