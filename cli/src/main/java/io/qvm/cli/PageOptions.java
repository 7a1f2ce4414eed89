package io.qvm.cli;

import io.qvm.analysis.Conventions;
import picocli.CommandLine.Option;

/** How a page of a run is written, and under which conventions its figures are stated. */
final class PageOptions extends PageFormat {
    @Option(
            names = "--risk-free",
            defaultValue = "0",
            description = "Risk-free rate a year, 0.03 is 3 %%; default ${DEFAULT-VALUE}.")
    private double riskFree;

    Conventions conventions() {
        return Conventions.DEFAULT.withRiskFree(riskFree);
    }
}
