package io.qvm.backtest.funnel;

/** Says which stocks can be bought on a day, and why the others cannot. */
@FunctionalInterface
public interface LiquidityFilter {
    /**
     * Screens stocks on a rebalance day.
     *
     * @param row the day's row in the market data; nothing of this row or a later one is read, except whether a stock is
     *     still listed
     * @param scored by column, who has a score that day
     */
    LiquidityScreen screen(int row, boolean[] scored);
}
