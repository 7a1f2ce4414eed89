package io.qvm.cli;

import io.qvm.analysis.attribution.BrinsonAttribution;
import io.qvm.analysis.attribution.ContributionAnalysis;
import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.analysis.attribution.StageAttribution;
import io.qvm.market.run.BacktestRun;
import java.time.LocalDate;
import java.util.Optional;

/** What the attribution command found, part by part; what was not asked for is empty. */
final class AttributionResult {
    final BacktestRun run;
    final LocalDate from;
    final LocalDate to;
    Optional<ContributionAnalysis> contributions = Optional.empty();
    boolean byStock;
    boolean bySector;
    Optional<BrinsonAttribution> brinson = Optional.empty();
    boolean months;
    Optional<StageAttribution> stages = Optional.empty();
    Optional<FactorRegression> regression = Optional.empty();
    Optional<FactorRegression.RollingBetas> rolling = Optional.empty();
    String factorSource = "";

    AttributionResult(BacktestRun run, LocalDate from, LocalDate to) {
        this.run = run;
        this.from = from;
        this.to = to;
    }
}
