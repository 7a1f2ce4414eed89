package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One run. */
@Command(
        name = "show",
        description = "Show a run: its key figures, where its numbers come from, and the strategy that it followed.",
        mixinStandardHelpOptions = true)
final class RunsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Id of a run in the database, or the folder of one.")
    private String run = "";

    @Option(names = "--db", paramLabel = "URL", description = "Database of the run, if it is named by its id.")
    private Optional<String> url = Optional.empty();

    @Override
    public Integer call() {
        BacktestRun loaded = RunOptions.load(run, url);
        Terminal terminal = Terminal.standard();
        new RunSummary(terminal).print(RunAnalysis.of(loaded, Conventions.DEFAULT));
        terminal.line("");
        terminal.table(
                List.of("origin", ""),
                loaded.provenance().entrySet().stream()
                        .map(e -> List.of(e.getKey(), e.getValue()))
                        .toList());
        terminal.line("");
        terminal.line("%s", loaded.strategyText());
        return 0;
    }
}
