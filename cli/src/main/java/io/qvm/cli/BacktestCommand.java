package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.ComparisonPage;
import io.qvm.report.MetricsJson;
import io.qvm.research.BacktestData;
import io.qvm.research.Suite;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stage 2: scores to holdings and daily returns. */
@Command(
        name = "backtest",
        description = {
            "Run a strategy on the scores; keeps holdings, daily returns, decisions and metrics.",
            "A suite, a file that names several products, is run on one load and compared on one page."
        },
        footer = {
            "%nExamples:",
            "  qvm backtest --db duckdb:market.duckdb --strategy qvm_top25 --out runs/first",
            "  qvm backtest --db duckdb:market.duckdb --strategy qvm_top25 --set selection.top_n=40 --set weighting=risk_parity",
            "  qvm backtest --db duckdb:market.duckdb --strategy product_suite"
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private StrategyOptions options = new StrategyOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for the run's files, default: runs/RUN-ID. A suite has a folder for each product in it.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        Suite suite = options.suite();
        Instant now = Instant.now();
        Terminal terminal = Terminal.standard();
        boolean alone = suite.strategies().size() == 1;
        Path folder;
        List<RunAnalysis> analyses = new ArrayList<>();
        try (Database db = database.open()) {
            BacktestData data = BacktestData.load(db, database.presetName(), suite.strategies(), Version.text());
            RunStore runs = RunStore.open(db);
            String id = freeId(fileName(suite.name()) + "-" + RUN_ID.format(now), runs.ids());
            folder = out.orElse(Path.of("runs", id));
            for (Strategy strategy : suite.strategies()) {
                BacktestRun run = Backtest.run(strategy, data.scores(strategy.scores()), data.market())
                        .with(data.origin(strategy.scores()));
                RunAnalysis analysis = RunAnalysis.of(run, Conventions.DEFAULT);
                String metrics = MetricsJson.render(analysis);
                String runId = alone ? id : id + "-" + fileName(strategy.name());
                Path runFolder = alone ? folder : folder.resolve(fileName(strategy.name()));
                RunFolder.write(runFolder, run, metrics);
                runs.save(runId, run, metrics, now);
                if (alone) {
                    new RunSummary(terminal).print(analysis);
                }
                terminal.line("Run %s is in the database and in %s", runId, runFolder);
                analyses.add(analysis);
            }
        }
        if (!alone) {
            terminal.line("");
            new RunSummary(terminal)
                    .compare(suite.strategies().stream().map(Strategy::name).toList(), analyses);
            Path page = folder.resolve("comparison.html");
            List<String> names = suite.strategies().stream().map(Strategy::name).toList();
            Pages.write(
                    page,
                    ComparisonPage.render(
                            suite.name(),
                            names,
                            analyses,
                            database.context(suite.strategies().get(0).scores(), page)));
            terminal.line("Comparison: %s", page);
        }
        return 0;
    }

    /** Runs of the same second get numbers, so that none takes the place of another. */
    private static String freeId(String wanted, List<String> taken) {
        String id = wanted;
        for (int number = 2; isTaken(id, taken); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }

    private static boolean isTaken(String id, List<String> taken) {
        return taken.stream().anyMatch(other -> other.equals(id) || other.startsWith(id + "-"));
    }

    /** A name without what file systems and shells dislike. */
    private static String fileName(String name) {
        return name.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "_");
    }
}
