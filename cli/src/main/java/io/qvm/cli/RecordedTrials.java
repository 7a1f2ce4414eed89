package io.qvm.cli;

import io.qvm.analysis.Trials;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.MetricsJson;
import io.qvm.store.RunStore;
import io.qvm.store.TrialStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What was tried on a version of the scores: the variants of sweeps, and the runs of the register. */
final class RecordedTrials {
    private static final String SHARPE = "sharpe";

    private RecordedTrials() {}

    /** Counts by Sharpe ratio: the same strategy run twice is one trial, for its ratio is the same. */
    static Trials of(String url, BacktestRun run) {
        try (Database db = Database.openExisting(DatabaseUrl.parse(url))) {
            double[] sweeps = TrialStore.open(db).all(run.scoresVersion(), SHARPE);
            double[] runs = RunStore.open(db).list().stream()
                    .filter(entry -> entry.scoresVersion().equals(run.scoresVersion()))
                    .map(entry -> MetricsJson.figures(entry.metrics()).get(SHARPE))
                    .filter(java.util.Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return Trials.of(DoubleStream.concat(Arrays.stream(sweeps), Arrays.stream(runs))
                    .distinct()
                    .toArray());
        }
    }
}
