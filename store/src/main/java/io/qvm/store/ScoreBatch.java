package io.qvm.store;

import io.qvm.market.Coverage;
import io.qvm.market.FactorScores;
import java.util.List;

/**
 * Days to be written in one transaction.
 *
 * @param scores of these days
 * @param coverage of these days
 * @param manifest one row per day
 */
public record ScoreBatch(FactorScores scores, List<Coverage> coverage, List<ManifestRow> manifest) {
    public ScoreBatch {
        coverage = List.copyOf(coverage);
        manifest = List.copyOf(manifest);
    }
}
