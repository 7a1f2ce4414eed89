package io.qvm.cli;

import io.qvm.analysis.MetricUnit;
import io.qvm.report.MetricsJson;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All runs with their key figures. */
@Command(
        name = "list",
        description = "List all runs, newest first, with their key figures.",
        mixinStandardHelpOptions = true)
final class RunsListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        try (Database db = database.open()) {
            List<RunStore.Entry> runs = RunStore.open(db).list();
            if (runs.isEmpty()) {
                Terminal.standard().line("No run yet; make one with 'qvm backtest'");
                return 0;
            }
            Terminal.standard()
                    .table(
                            List.of("run", "made (UTC)", "scores", "from", "to", "CAGR", "Sharpe", "max drawdown"),
                            runs.stream().map(RunsListCommand::row).toList());
        }
        return 0;
    }

    private static List<String> row(RunStore.Entry run) {
        Map<String, Double> metrics = MetricsJson.figures(run.metrics());
        return List.of(
                run.runId(),
                run.createdAt().map(TIME::format).orElse("-"),
                run.scoresVersion(),
                run.start().toString(),
                run.end().toString(),
                MetricUnit.PERCENT.format(metrics.getOrDefault("annual_return", Double.NaN)),
                MetricUnit.RATIO.format(metrics.getOrDefault("sharpe", Double.NaN)),
                MetricUnit.PERCENT.format(metrics.getOrDefault("max_drawdown", Double.NaN)));
    }
}
