package io.qvm.cli;

import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.EvaluationIdentity;
import io.qvm.report.FactorPage;
import io.qvm.report.PageIdentity;
import io.qvm.research.BacktestData;
import io.qvm.research.RunComparison;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Presets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A run or a page, made again and compared. */
@Command(
        name = "verify",
        description = {
            "Make a run again from its strategy and the database, and compare every number, holding, trade and decision,"
                    + " bit by bit.",
            "Of a page (tearsheet, deep-dive, comparison, ablation, capacity, evaluation) its runs are made again from what the page says about itself,"
                    + " then the page, which must come out the same letter by letter.",
            "Ends with 0 if all are the same, with 1 if not, and then says what differs and whether the inputs or the"
                    + " program have changed since."
        },
        footer = {
            "%nExamples:",
            "  qvm verify runs/first --db duckdb:market.duckdb",
            "  qvm verify runs/first/tearsheet.html --db duckdb:market.duckdb",
            "  qvm verify qvm_top25-20240131-120000 --db mysql://me@db.example/market"
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            paramLabel = "RUN|PAGE",
            description = "Id of a run in the database, the folder of one, or an HTML page.")
    private String run = "";

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() {
        boolean page = run.toLowerCase(Locale.ROOT).matches(".*\\.html?");
        return page ? verifyPage(Path.of(run)) : verifyRun();
    }

    private int verifyRun() {
        try (Database db = database.open()) {
            BacktestRun kept = Files.isRegularFile(Path.of(run, "run.json"))
                    ? RunFolder.read(Path.of(run))
                    : RunStore.open(db).load(run);
            BacktestRun again = new Loaded(db).again(kept.strategyText(), BacktestData.preset(kept));
            RunComparison comparison = RunComparison.of(kept, again);
            tellChanges("", comparison.provenance());
            if (comparison.same()) {
                terminal.line(
                        "Run %s is confirmed: %,d days, %,d holdings, %,d trades, %,d decisions, the same bit for bit",
                        run,
                        kept.daily().dates().size(),
                        kept.holdings().size(),
                        kept.trades().size(),
                        kept.decisions().size());
                return 0;
            }
            terminal.line("Run %s is NOT confirmed:", run);
            comparison.differences().forEach(line -> terminal.line("  %s", line));
            return 1;
        }
    }

    private int verifyPage(Path file) {
        String html;
        try {
            html = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": no such readable page", e);
        }
        Optional<EvaluationIdentity> evaluation = EvaluationIdentity.read(run, html);
        if (evaluation.isPresent()) {
            return verifyEvaluation(evaluation.get(), html);
        }
        PageIdentity identity = PageIdentity.read(run, html);
        List<String> differences = new ArrayList<>();
        List<RunAnalysis> analyses = new ArrayList<>();
        try (Database db = database.open()) {
            Loaded loaded = new Loaded(db);
            for (PageIdentity.Run kept : identity.runs()) {
                BacktestRun again = loaded.again(kept.strategyText(), BacktestData.preset(kept.provenance()));
                String name = identity.runs().size() == 1 ? "" : kept.strategyName() + ": ";
                tellChanges(name, RunComparison.changes(kept.provenance(), again.provenance()));
                RunAnalysis analysis = RunAnalysis.of(again.withOnly(kept.provenance()), identity.conventions());
                kept.differences(analysis).forEach(line -> differences.add(name + line));
                analyses.add(analysis);
            }
        }
        if (differences.isEmpty() && !rendered(identity, analyses).equals(html)) {
            differences.add("the runs are the same, but the page is not, letter by letter: it was changed by hand, or"
                    + " another version of the program wrote it");
        }
        if (differences.isEmpty()) {
            terminal.line(
                    "Page %s is confirmed: %s recomputed, %,d figures the same bit for bit, the page the same letter by"
                            + " letter",
                    run,
                    analyses.size() == 1 ? "its run" : analyses.size() + " runs",
                    identity.runs().stream().mapToInt(r -> r.figures().size()).sum());
            return 0;
        }
        terminal.line("Page %s is NOT confirmed:", run);
        differences.forEach(line -> terminal.line("  %s", line));
        return 1;
    }

    private int verifyEvaluation(EvaluationIdentity identity, String html) {
        EvaluateCommand.Evaluated evaluated = EvaluateCommand.evaluate(
                database,
                database.presetName().or(identity.commands()::preset).map(Presets::byNameOrFile),
                identity.version(),
                identity.factors(),
                identity.settings(),
                identity.from(),
                identity.to());
        FactorEvaluation again = evaluated.evaluation();
        tellChanges("", RunComparison.changes(identity.provenance(), evaluated.provenance()));
        if (FactorPage.render(again, identity).equals(html)) {
            terminal.line(
                    "Page %s is confirmed: %d factors evaluated again on %,d score days, the page the same letter by"
                            + " letter",
                    run, again.factors().size(), again.dates().size());
            return 0;
        }
        terminal.line("Page %s is NOT confirmed:", run);
        terminal.line(
                "  the page is another one, letter by letter: scores or prices of %s have changed, it was changed"
                        + " by hand, or another version of the program wrote it",
                identity.version());
        return 1;
    }

    private String rendered(PageIdentity identity, List<RunAnalysis> analyses) {
        return identity.render(
                analyses,
                () -> AttributionData.load(
                                database.url(),
                                database.presetName(),
                                analyses.get(0).run())
                        .attribution());
    }

    /** Data of the last run, as long as the next one reads no others. */
    private final class Loaded {
        private final Database db;
        private @Nullable BacktestData data;
        private Optional<String> preset = Optional.empty();

        Loaded(Database db) {
            this.db = db;
        }

        /**
         * Makes a run again.
         *
         * @param itsPreset that it was made with; another one may be named
         */
        BacktestRun again(String strategyText, Optional<String> itsPreset) {
            Strategy strategy = Strategy.of(new YamlFile("strategy of " + run, strategyText));
            Optional<String> wanted = database.presetName().or(() -> itsPreset);
            BacktestData now = data;
            if (now == null || !wanted.equals(preset) || !now.suffices(List.of(strategy))) {
                now = BacktestData.load(db, wanted, List.of(strategy), Version.text());
                data = now;
                preset = wanted;
            }
            return Backtest.run(strategy, now.scores(strategy.scores()), now.market())
                    .with(now.origin(strategy.scores()));
        }
    }

    private void tellChanges(String name, Map<String, String> changes) {
        changes.forEach((key, change) -> terminal.line("%s%s has changed: %s", name, key, change));
    }
}
