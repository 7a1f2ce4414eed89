package io.qvm.backtest.simulation;

/** Returns of stocks, day by day in the order of the window. */
public interface DayReturns {
    /**
     * Return of a stock on a day; NaN if it has none.
     *
     * @param column of the market data
     * @param k the day's index in the window
     */
    double on(int column, int k);

    /** True if a stock has left the market before the day; its weight is cash from then on. */
    boolean isGone(int column, int k);
}
