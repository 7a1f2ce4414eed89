package io.qvm.factor;

import io.qvm.market.Coverage;
import io.qvm.market.FactorScores;
import io.qvm.market.InputDigest;
import java.util.List;

/**
 * Scores of some days, and the record of how they came about.
 *
 * @param scores of all tickers on these days
 * @param coverage by day, factor and sector, in this order
 * @param inputs digests of what the scores were computed from, one per day
 */
public record ScoredDays(FactorScores scores, List<Coverage> coverage, List<InputDigest> inputs) {
    public ScoredDays {
        coverage = List.copyOf(coverage);
        inputs = List.copyOf(inputs);
    }
}
