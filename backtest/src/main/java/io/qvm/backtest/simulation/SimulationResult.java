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
 * @param costs the same costs by kind
 * @param contributions profit and costs by month and stock; none in constant-weight mode
 * @param notes what did not go as ordered, each {@code key: text}, keys once and ascending; for the run's provenance
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
        List<double[]> sharesAfter,
        DailyCosts costs,
        Contributions contributions,
        List<String> notes) {

    /** A result without stocks' contributions, whose costs are all commission. */
    public SimulationResult(
            double[] gross,
            double[] cost,
            double[] net,
            double[] exposure,
            double[] turnover,
            double[] equity,
            int[] positions,
            List<Trade> trades,
            List<double[]> sharesAfter) {
        this(
                gross,
                cost,
                net,
                exposure,
                turnover,
                equity,
                positions,
                trades,
                sharesAfter,
                DailyCosts.ofCommission(cost),
                Contributions.none(),
                List.of());
    }

    /** First day with a position, or the number of days if there is none. */
    public int firstInvested() {
        int k = 0;
        while (k < positions.length && positions[k] == 0) {
            k++;
        }
        return k;
    }
}
