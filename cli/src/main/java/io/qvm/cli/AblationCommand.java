package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.backtest.Strategy;
import io.qvm.report.AblationPage;
import io.qvm.research.Ablation;
import io.qvm.research.BacktestData;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each part of a strategy costs and brings. */
@Command(
        name = "ablation",
        description =
                "Run a strategy with each funnel stage and each overlay switched off in turn: what each costs and brings.",
        footer = {"%nExample:", "  qvm ablation --db duckdb:market.duckdb --strategy qvm_top25 --out ablation.html"},
        mixinStandardHelpOptions = true)
final class AblationCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private StrategyOptions options = new StrategyOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Write a page with charts, .html.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        Strategy strategy = options.single();
        Terminal terminal = Terminal.standard();
        List<String> names = new ArrayList<>();
        List<RunAnalysis> analyses = new ArrayList<>();
        try (Database db = database.open()) {
            BacktestData data = BacktestData.load(db, database.presetName(), List.of(strategy), Version.text());
            Ablation.run(strategy, data.scores(strategy.scores()), data.market())
                    .forEach((name, run) -> {
                        names.add(name);
                        analyses.add(RunAnalysis.of(run.with(data.origin(strategy.scores())), Conventions.DEFAULT));
                    });
        }
        new RunSummary(terminal).rows(names, analyses);
        out.ifPresent(file -> {
            Pages.write(
                    file,
                    AblationPage.render(strategy.name(), names, analyses, database.context(strategy.scores(), file)));
            terminal.line("Page: %s", file);
        });
        return 0;
    }
}
