package io.qvm.cli;

import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.PageContext;
import io.qvm.report.PageJson;
import io.qvm.report.Tearsheet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run to a tearsheet. */
@Command(
        name = "report",
        description = {
            "Draw the tearsheet of a run as one HTML file that opens offline.",
            "With --db, the page counts the trials on record against the Sharpe ratio and gives complete commands for"
                    + " tracing its figures."
        },
        footer = {
            "%nExamples:",
            "  qvm report --run runs/first",
            "  qvm report --run runs/first --db duckdb:market.duckdb --pdf",
            "  qvm report --run ID --db duckdb:market.duckdb --format json --out figures.json"
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Default: tearsheet.html in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        page.check();
        BacktestRun loaded = run.load();
        RunAnalysis analysis = RunAnalysis.of(loaded, page.conventions());
        Path file = out.orElseGet(
                () -> run.isFolder() ? Path.of(run.name(), page.named("tearsheet")) : Path.of(page.named(run.name())));
        PageContext context = run.context(loaded, List.of()).in(PageFormat.html(file));
        page.write(
                "Tearsheet",
                file,
                () -> Tearsheet.render(analysis, context),
                () -> Tearsheet.markdown(analysis, context),
                () -> PageJson.tearsheet(analysis, context));
        return 0;
    }
}
