package io.qvm.store;

import io.qvm.market.MissingReason;
import java.util.Map;

/**
 * How far a version's scores of one factor reach, over all its days and sectors.
 *
 * @param factor name of the factor, or of the composite
 * @param tickers tickers that the model scores, summed over the days
 * @param scored of these, those with a value
 * @param byZeroRule of those with a value, those for which a missing part was counted as zero
 * @param lagDated of those with a value, those that rest on a fact dated by the reporting lag
 * @param missing reasons of those without a value
 */
public record FactorCoverage(
        String factor, long tickers, long scored, long byZeroRule, long lagDated, Map<MissingReason, Long> missing) {
    public FactorCoverage {
        missing = Map.copyOf(missing);
    }
}
