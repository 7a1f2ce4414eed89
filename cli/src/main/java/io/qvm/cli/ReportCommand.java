package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.Tearsheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run to a tearsheet. */
@Command(
        name = "report",
        description = "Draw the tearsheet of a run as one HTML file that opens offline.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Default: tearsheet.html in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--risk-free",
            defaultValue = "0",
            description = "Risk-free rate a year, 0.03 is 3 %%; default ${DEFAULT-VALUE}.")
    private double riskFree;

    @Override
    public Integer call() throws IOException {
        BacktestRun loaded = run.load();
        Path file = out.orElseGet(
                () -> run.isFolder() ? Path.of(run.name(), "tearsheet.html") : Path.of(run.name() + ".html"));
        String page = Tearsheet.render(loaded, Conventions.DEFAULT.withRiskFree(riskFree));
        Files.writeString(file, page);
        Terminal.standard().line("Tearsheet: %s (%,d kB)", file, Files.size(file) / 1024);
        return 0;
    }
}
