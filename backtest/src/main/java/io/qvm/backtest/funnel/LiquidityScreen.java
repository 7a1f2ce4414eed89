package io.qvm.backtest.funnel;

/**
 * What the liquidity filter found on one rebalance day, by column of the market data.
 *
 * @param candidates who took part
 * @param rule the rule that a candidate failed; empty if it passed
 * @param observed number that the failed rule looked at
 * @param limit number that it was compared with
 * @param adtv currency; NaN for others than candidates
 * @param daysTraded days with trade within the window
 * @param universe columns that passed, by ADTV descending, then ticker
 */
public record LiquidityScreen(
        boolean[] candidates,
        String[] rule,
        double[] observed,
        double[] limit,
        double[] adtv,
        int[] daysTraded,
        int[] universe) {

    /** True if the column passed every rule. */
    public boolean passed(int column) {
        return candidates[column] && rule[column].isEmpty();
    }
}
