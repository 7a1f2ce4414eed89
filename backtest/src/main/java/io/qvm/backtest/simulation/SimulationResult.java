package io.qvm.backtest.simulation;

import io.qvm.market.run.Trade;
import java.util.List;

/**
 * Daily numbers of a simulation, one entry per day of the window, and what was traded.
 *
 * @param gross return before costs
 * @param cost costs as a share of the capital at the end of the day before
 * @param net gross less cost
 * @param exposure share of capital invested
 * @param turnover sum of absolute weight changes / 2
 * @param equity value of one unit of capital after the day
 * @param positions number of stocks held
 * @param trades executions, by day; empty where there are none
 * @param sharesAfter per rebalance, shares held of each selected stock after execution, by rank; NaN where unknown
 */
public record SimulationResult(
        double[] gross,
        double[] cost,
        double[] net,
        double[] exposure,
        double[] turnover,
        double[] equity,
        int[] positions,
        List<Trade> trades,
        List<double[]> sharesAfter) {

    /** First day with a position, or the number of days if there is none. */
    public int firstInvested() {
        int k = 0;
        while (k < positions.length && positions[k] == 0) {
            k++;
        }
        return k;
    }
}
