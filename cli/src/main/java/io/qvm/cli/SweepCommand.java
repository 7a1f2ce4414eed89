package io.qvm.cli;

import io.qvm.analysis.MetricUnit;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.DateIndex;
import io.qvm.market.Sha256;
import io.qvm.report.SweepPage;
import io.qvm.research.BacktestData;
import io.qvm.research.Sweep;
import io.qvm.research.SweepPlan;
import io.qvm.research.Trial;
import io.qvm.research.WalkForwardResult;
import io.qvm.store.TrialStore;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many variants of a strategy. */
@Command(
        name = "sweep",
        description = {
            "Run many variants of a strategy on one load of scores and prices, and rank them.",
            "Every trial is kept in the database, so that a sweep that was stopped goes on where it was, and so that the"
                    + " number of trials is known when the best one is judged."
        },
        footer = {
            "%nA grid file:",
            "  parameters:",
            "    selection.top_n: [10, 25, 50]",
            "    overlay.regime.bear: [0, 0.5, 1]",
            "  objective: sharpe            # a metric; larger is better",
            "  search: grid                 # or random, with trials: 100 and seed: 1",
            "  walk_forward: {train_months: 36, test_months: 12}",
            "%nExample:",
            "  qvm sweep --db duckdb:market.duckdb --strategy qvm_top25 --grid grid.yaml"
        },
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private StrategyOptions options = new StrategyOptions();

    @Option(names = "--grid", required = true, paramLabel = "FILE", description = "What varies, and how it is judged.")
    private Path grid = Path.of("grid.yaml");

    @Option(names = "--threads", description = "Threads, default: one per core. The results do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for tables and page, default: sweeps/NAME.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        Strategy strategy = options.single();
        YamlFile file = YamlFile.read(grid);
        SweepPlan plan = SweepPlan.of(file);
        Map<Map<String, Object>, Strategy> variants = plan.variants(strategy);
        Terminal terminal = Terminal.standard();
        List<Trial> trials;
        try (Database db = database.open()) {
            BacktestData data =
                    BacktestData.load(db, database.presetName(), List.copyOf(variants.values()), Version.text());
            String sweep = strategy.name() + "-" + digest(strategy, data.origin(strategy.scores()));
            TrialStore store = TrialStore.open(db);
            trials = run(terminal, plan, variants, strategy, data, sweep, store);
        }
        Path folder = out.orElse(Path.of("sweeps", grid.getFileName().toString().replaceAll("\\.ya?ml$", "")));
        List<Trial> ranked = Sweep.ranked(trials, plan.objective());
        SweepTables tables = new SweepTables(plan, ranked);
        Pages.write(folder.resolve("trials.csv"), tables.csv());
        terminal.table(tables.header(), tables.rows(SHOWN));
        long failed = trials.stream().filter(t -> !t.error().isEmpty()).count();
        if (failed > 0) {
            terminal.line("%,d of %,d trials failed; trials.csv says why", failed, trials.size());
        }
        Optional<WalkForwardResult> walk =
                plan.walkForward().map(windows -> WalkForwardResult.of(trials, windows, plan.objective()));
        walk.ifPresent(result -> {
            terminal.line("");
            terminal.table(SweepTables.WALK_HEADER, tables.walk(result));
            terminal.line(
                    "%s over all test windows, %s to %s: %s",
                    plan.objective(),
                    result.dates().date(0),
                    result.dates().date(result.dates().size() - 1),
                    tables.text(plan.objective(), result.objective()));
            Pages.write(folder.resolve("walk_forward.csv"), tables.walkCsv(result));
        });
        Pages.write(
                folder.resolve("sweep.html"),
                SweepPage.render(tables.view(strategy.name() + ", " + grid.getFileName(), walk)));
        terminal.line("Trials: %s, page: %s", folder.resolve("trials.csv"), folder.resolve("sweep.html"));
        return 0;
    }

    private List<Trial> run(
            Terminal terminal,
            SweepPlan plan,
            Map<Map<String, Object>, Strategy> variants,
            Strategy strategy,
            BacktestData data,
            String sweep,
            TrialStore store) {
        // Walking forward needs daily returns, which are not kept; so these sweeps are run as a whole.
        Map<String, TrialStore.Row> known = plan.walkForward().isPresent() ? Map.of() : store.of(sweep);
        Map<Map<String, Object>, Strategy> open = new LinkedHashMap<>();
        Map<Map<String, Object>, Trial> done = new LinkedHashMap<>();
        variants.forEach((values, variant) -> {
            TrialStore.Row row = known.get(label(values));
            if (row == null) {
                open.put(values, variant);
            } else {
                done.put(
                        values, new Trial(values, row.metrics(), DateIndex.of(new int[0]), new double[0], row.error()));
            }
        });
        terminal.line(
                "%,d trials%s",
                variants.size(), done.isEmpty() ? "" : String.format(", %,d were there already", done.size()));
        LocalDate first = data.scores(strategy.scores()).dates().date(0);
        LocalDate last = data.scores(strategy.scores())
                .dates()
                .date(data.scores(strategy.scores()).dates().size() - 1);
        List<TrialStore.Row> unsaved = new ArrayList<>();
        Runnable save = () -> {
            store.save(sweep, strategy.name(), strategy.scores(), first, last, List.copyOf(unsaved), Instant.now());
            unsaved.clear();
        };
        try (CountBar bar = new CountBar("Trials", open.size())) {
            new Sweep(data.scores(strategy.scores()), data.market())
                    .run(open, threads, trial -> {
                        bar.step();
                        unsaved.add(new TrialStore.Row(label(trial.values()), trial.metrics(), trial.error()));
                        if (unsaved.size() >= 50) {
                            save.run();
                        }
                    })
                    .forEach(trial -> done.put(trial.values(), trial));
        }
        save.run();
        return variants.keySet().stream().map(done::get).toList();
    }

    private static String label(Map<String, Object> values) {
        return Trial.label(values);
    }

    /** Names a sweep by all that its results depend on, so that trials of other inputs are not taken for its own. */
    private static String digest(Strategy strategy, Map<String, String> origin) {
        StringBuilder all = new StringBuilder(strategy.file().content());
        for (String key : List.of("market_data_sha256", "scores_sha256", "code_version")) {
            all.append(origin.getOrDefault(key, ""));
        }
        return Sha256.start(all.toString(), 8);
    }

    /** How a metric is written. */
    static MetricUnit unit(String metric) {
        return switch (metric) {
            case "sharpe", "sortino", "calmar", "information_ratio", "annual_turnover" -> MetricUnit.RATIO;
            default -> MetricUnit.PERCENT;
        };
    }
}
