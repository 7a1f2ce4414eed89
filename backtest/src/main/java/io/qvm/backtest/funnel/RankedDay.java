package io.qvm.backtest.funnel;

/**
 * A rebalance day down to the ranking, which depends on the day and on the rules of universe, liquidity and signal alone.
 * Its arrays are not changed.
 *
 * @param scored by column, who has a score
 * @param screen outcome of the liquidity filter
 * @param liquid columns that passed it and have a score, ascending
 * @param signal by column; NaN for those that are not ranked
 * @param order ranked columns, best first
 */
record RankedDay(boolean[] scored, LiquidityScreen screen, int[] liquid, double[] signal, int[] order) {}
