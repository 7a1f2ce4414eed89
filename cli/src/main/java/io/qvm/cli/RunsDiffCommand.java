package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.RunComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two runs, compared. */
@Command(
        name = "diff",
        description = {
            "Compare two runs: their strategies line by line, where their numbers come from, their key figures, and what"
                    + " differs bit by bit.",
        },
        mixinStandardHelpOptions = true)
final class RunsDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "Id of a run in the database, or the folder of one.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The run to compare it with.")
    private String second = "";

    @Option(names = "--db", paramLabel = "URL", description = "Database of the runs, if they are named by their ids.")
    private Optional<String> url = Optional.empty();

    @Override
    public Integer call() {
        BacktestRun a = RunOptions.load(first, url);
        BacktestRun b = RunOptions.load(second, url);
        Terminal terminal = Terminal.standard();
        RunComparison comparison = RunComparison.of(a, b);
        List<String> mine = a.strategyText().lines().map(String::strip).toList();
        List<String> theirs = b.strategyText().lines().map(String::strip).toList();
        mine.stream()
                .filter(line -> !theirs.contains(line) && !line.isEmpty())
                .forEach(line -> terminal.line("- %s", line));
        theirs.stream()
                .filter(line -> !mine.contains(line) && !line.isEmpty())
                .forEach(line -> terminal.line("+ %s", line));
        comparison.provenance().forEach((key, change) -> terminal.line("%s: %s", key, change));
        terminal.line("");
        terminal.table(List.of("", "first", "second"), figures(a, b));
        terminal.line("");
        if (comparison.same()) {
            terminal.line("Every number, holding, trade and decision is the same, bit for bit");
        } else {
            comparison.differences().forEach(terminal::line);
        }
        return 0;
    }

    private static List<List<String>> figures(BacktestRun a, BacktestRun b) {
        List<Metric> one = RunAnalysis.of(a, Conventions.DEFAULT).metrics();
        List<Metric> other = RunAnalysis.of(b, Conventions.DEFAULT).metrics();
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : one) {
            other.stream()
                    .filter(m -> m.key().equals(metric.key()) && RunSummary.isKeyFigure(metric.key()))
                    .findFirst()
                    .ifPresent(m -> rows.add(List.of(metric.name(), metric.strategyText(), m.strategyText())));
        }
        return rows;
    }
}
