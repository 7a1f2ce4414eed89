package io.qvm.analysis.annual;

import io.qvm.market.run.FunnelDecision;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One rebalance: who came in, who went out, and what followed until the next one.
 *
 * @param date the day of the decision
 * @param held stocks in the new portfolio
 * @param in stocks that were not in the portfolio before, best rank first
 * @param out stocks that are no longer in it, in the order of their former weights
 * @param reached stocks that came at least as far, by stage of the funnel in its order; empty without decisions
 * @param turnover sum of absolute weight changes / 2 after the decision, up to the next one
 * @param cost share of capital over the same days
 * @param exposure mean share of capital invested over the same days
 * @param strategy return over the same days, net of costs; NaN if there are none
 * @param benchmark the benchmark's over those that it has
 */
public record RebalanceReview(
        LocalDate date,
        int held,
        List<Move> in,
        List<Move> out,
        List<Integer> reached,
        double turnover,
        double cost,
        double exposure,
        double strategy,
        double benchmark) {
    /**
     * A stock that came or went.
     *
     * @param ticker the stock
     * @param sector empty if not classified
     * @param weight the new weight of one that came in, the former weight of one that went out
     * @param formerRank rank at the rebalance before, 0 if it was not ranked then
     * @param decision what the funnel said about it on the day; empty if it had no score
     */
    public record Move(
            String ticker, String sector, double weight, int formerRank, Optional<FunnelDecision> decision) {}
}
