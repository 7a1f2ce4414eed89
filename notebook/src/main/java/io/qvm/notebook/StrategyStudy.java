package io.qvm.notebook;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.CapacityPage;
import io.qvm.report.PageContext;
import io.qvm.research.Ablation;
import io.qvm.research.BacktestData;
import io.qvm.research.Capacity;
import io.qvm.research.Sweep;
import io.qvm.research.SweepPlan;
import io.qvm.research.SweepPlan.Search;
import io.qvm.research.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A strategy to be tried: its rules, one of them changed, a run. Nothing changes in place; every change is a new strategy. */
public final class StrategyStudy implements Shown {
    private final Session session;
    private final Strategy strategy;

    StrategyStudy(Session session, Strategy strategy) {
        this.session = session;
        this.strategy = strategy;
    }

    /** The strategy as the engine reads it. */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * The same strategy with another value.
     *
     * @param key of the strategy file, nested ones as {@code selection.top_n}
     * @param value number, text, list or map; null takes the key out
     * @throws InvalidInputException with what would be right
     */
    public StrategyStudy with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(key, value);
        return new StrategyStudy(session, strategy.with(values));
    }

    /** The same strategy under another name, without which two runs could not be told apart on a chart. */
    public StrategyStudy named(String name) {
        return with("name", name);
    }

    /** The same strategy on another version of the scores. */
    public StrategyStudy onScores(String version) {
        return new StrategyStudy(session, strategy.withScores(version));
    }

    /** Runs it. */
    public RunStudy run() {
        return run(session, strategy);
    }

    static RunStudy run(Session session, Strategy strategy) {
        BacktestData data = session.data(List.of(strategy));
        BacktestRun run = Backtest.run(strategy, data.scores(strategy.scores()), data.market());
        return new RunStudy(session, RunAnalysis.of(run, Conventions.DEFAULT));
    }

    /**
     * Runs variants on several threads, with a bar in the cell.
     *
     * @param parameters values by key; every combination is a trial
     */
    public SweepStudy sweep(Map<String, ? extends List<?>> parameters) {
        Map<String, List<Object>> grid = new java.util.TreeMap<>();
        parameters.forEach((key, values) -> grid.put(key, new ArrayList<>(values)));
        SweepPlan plan;
        try {
            plan = new SweepPlan(grid, Search.GRID, Optional.empty(), 1L, "sharpe", Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
        Map<Map<String, Object>, Strategy> variants = plan.variants(strategy);
        BacktestData data = session.data(List.copyOf(variants.values()));
        List<Trial> trials;
        try (Progress progress = new Progress("Trials", variants.size())) {
            trials = new Sweep(data.scores(strategy.scores()), data.market())
                    .run(variants, Runtime.getRuntime().availableProcessors(), trial -> progress.step(1));
        }
        return new SweepStudy(List.copyOf(grid.keySet()), trials);
    }

    /** What each stage and each overlay costs and brings: the strategy with one of them switched off in turn. */
    public ComparisonStudy ablation() {
        BacktestData data = session.data(List.of(strategy));
        List<RunStudy> runs = new ArrayList<>();
        Map<String, Strategy> variants = Ablation.variants(strategy);
        try (Progress progress = new Progress("Variants", variants.size())) {
            variants.forEach((name, variant) -> {
                BacktestRun run =
                        Backtest.run(variant.with("name", name), data.scores(variant.scores()), data.market());
                runs.add(new RunStudy(session, RunAnalysis.of(run, Conventions.DEFAULT)));
                progress.step(1);
            });
        }
        return new ComparisonStudy("What each part of " + strategy.name() + " brings", runs);
    }

    /** Net return against capital, a page; the strategy needs costs that grow with size. */
    public Page capacity(double... capital) {
        BacktestData data = session.data(List.of(strategy));
        List<RunAnalysis> analyses =
                Capacity.run(strategy, capital, data.scores(strategy.scores()), data.market()).values().stream()
                        .map(run -> RunAnalysis.of(run, Conventions.DEFAULT))
                        .toList();
        return new Page(
                "Capacity of " + strategy.name(),
                CapacityPage.render(strategy.name(), capital, analyses, PageContext.unnamed(strategy.scores())));
    }

    /** Writes the strategy to a file that {@code ./qvm backtest --strategy} runs with the same result. */
    public Path save(String file) {
        Path path = Saved.write(file, strategy.text());
        Strategy.of(YamlFile.read(path));
        return path;
    }

    @Override
    public String html() {
        return "<pre style=\"font-size:12px\">" + Html.escape(strategy.text()) + "</pre>";
    }

    @Override
    public String text() {
        return strategy.text();
    }

    @Override
    public String toString() {
        return strategy.name();
    }
}
