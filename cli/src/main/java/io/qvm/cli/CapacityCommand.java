package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.backtest.Strategy;
import io.qvm.market.InvalidInputException;
import io.qvm.report.CapacityPage;
import io.qvm.research.BacktestData;
import io.qvm.research.Capacity;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much capital a strategy can carry. */
@Command(
        name = "capacity",
        description = {
            "Run a strategy with several sizes of capital: the curve of net return against capital.",
            "The strategy needs costs that grow with size: simulation.impact or simulation.max_participation."
        },
        footer = {
            "%nExample:",
            "  qvm capacity --db duckdb:market.duckdb --strategy qvm_top25 --set simulation.impact={} --capital 1e9,1e10,1e11"
        },
        mixinStandardHelpOptions = true)
final class CapacityCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private StrategyOptions options = new StrategyOptions();

    @Option(
            names = "--capital",
            split = ",",
            required = true,
            paramLabel = "AMOUNT",
            description = "Sizes in currency, e.g. 1e8,1e9,1e10.")
    private List<Double> capital = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write a page with the curve, .html.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        if (capital.stream().anyMatch(amount -> !(amount > 0) || amount.isInfinite())) {
            throw new InvalidInputException("--capital must be above 0, was " + capital);
        }
        Strategy strategy = options.single();
        Terminal terminal = Terminal.standard();
        double[] sizes = capital.stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .distinct()
                .toArray();
        List<RunAnalysis> analyses = new ArrayList<>();
        try (Database db = database.open()) {
            BacktestData data = BacktestData.load(db, database.presetName(), List.of(strategy), Version.text());
            Capacity.run(strategy, sizes, data.scores(strategy.scores()), data.market())
                    .values()
                    .forEach(run -> analyses.add(
                            RunAnalysis.of(run.with(data.origin(strategy.scores())), Conventions.DEFAULT)));
        }
        new RunSummary(terminal)
                .rows(
                        Arrays.stream(sizes)
                                .mapToObj(size -> String.format(Locale.ROOT, "%,.0f", size))
                                .toList(),
                        analyses);
        out.ifPresent(file -> {
            Pages.write(
                    file,
                    CapacityPage.render(strategy.name(), sizes, analyses, database.context(strategy.scores(), file)));
            terminal.line("Page: %s", file);
        });
        return 0;
    }
}
