package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategies;
import io.qvm.backtest.Strategy;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.MetricsJson;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stage 2: scores to holdings and daily returns. */
@Command(
        name = "backtest",
        description = "Run a strategy on the scores; keeps holdings, daily returns, decisions and metrics.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "NAME|FILE",
            description = "Strategy, e.g. qvm_top25 or my.yaml.")
    private String strategy = "";

    @Option(names = "--scores", paramLabel = "VERSION", description = "Version of the scores, default: the strategy's.")
    private Optional<String> scoresVersion = Optional.empty();

    @Option(
            names = "--benchmark",
            paramLabel = "SYMBOL",
            description = "Index to compare with, default: the strategy's.")
    private Optional<String> benchmark = Optional.empty();

    @Option(names = "--from", description = "First day, default: the strategy's, or the first score.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the strategy's, or the last score.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the run's files, default: runs/RUN-ID.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        Strategy chosen = Strategies.byNameOrFile(strategy).withRange(from, to);
        chosen = scoresVersion.map(chosen::withScores).orElse(chosen);
        chosen = benchmark.map(chosen::withBenchmark).orElse(chosen);
        Instant now = Instant.now();
        String runId = chosen.name() + "-" + RUN_ID.format(now);
        Path folder = out.orElse(Path.of("runs", runId));
        try (Database db = database.open()) {
            ScoreStore scoreStore = ScoreStore.open(db);
            FactorScores scores = scoreStore.load(chosen.scores(), Optional.empty(), Optional.empty());
            MarketData data = RawStore.of(db, database.preset()).load(LoadRange.all());
            BacktestRun run = Backtest.run(chosen, scores, data).with(origin(scoreStore, chosen.scores(), data));
            RunAnalysis analysis = RunAnalysis.of(run, Conventions.DEFAULT);
            String metrics = MetricsJson.render(analysis);
            RunFolder.write(folder, run, metrics);
            RunStore.open(db).save(runId, run, metrics, now);
            new RunSummary(Terminal.standard()).print(analysis);
            Terminal.standard().line("Run %s is in the database and in %s", runId, folder);
        }
        return 0;
    }

    /** What the strategy's file does not say: which model, inputs and program the numbers rest on. */
    private static Map<String, String> origin(ScoreStore scores, String version, MarketData data) {
        Map<String, String> origin = new TreeMap<>();
        origin.put("code_version", Version.text());
        origin.put("market_data", data.tickers() + ", " + data.dates());
        scores.manifest(version).values().stream().reduce((first, last) -> last).ifPresent(last -> {
            origin.put("model_sha256", last.modelDigest());
            origin.put("scores_run", last.runId());
            origin.put(
                    "scores_inputs",
                    "of " + last.date() + ": prices " + last.inputs().prices() + ", facts "
                            + last.inputs().facts() + ", instruments "
                            + last.inputs().instruments());
            origin.put("scores_code_version", last.codeVersion());
        });
        return origin;
    }
}
