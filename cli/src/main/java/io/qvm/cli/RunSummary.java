package io.qvm.cli;

import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The key figures of a run, as a table on the terminal. */
final class RunSummary {
    private static final Set<String> KEY_FIGURES = Set.of(
            "total_return",
            "annual_return",
            "annual_volatility",
            "sharpe",
            "return_over_volatility",
            "sortino",
            "max_drawdown",
            "calmar",
            "beta",
            "alpha",
            "information_ratio",
            "annual_turnover",
            "annual_cost",
            "average_exposure");

    private final Terminal terminal;

    RunSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether a figure belongs into short listings. */
    static boolean isKeyFigure(String key) {
        return KEY_FIGURES.contains(key);
    }

    /** Key figures of several runs, a column for each. */
    void compare(List<String> names, List<RunAnalysis> analyses) {
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(names);
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : analyses.get(0).metrics()) {
            if (isKeyFigure(metric.key())) {
                List<String> row = new ArrayList<>(List.of(metric.name()));
                analyses.forEach(a -> row.add(text(a, metric.key())));
                rows.add(row);
            }
        }
        terminal.table(header, rows);
    }

    /** The most important figures of several runs, a row for each. */
    void rows(List<String> names, List<RunAnalysis> analyses) {
        List<String> keys = List.of(
                "annual_return", "annual_volatility", "sharpe", "max_drawdown", "annual_turnover", "annual_cost");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> row = new ArrayList<>(List.of(names.get(i)));
            for (String key : keys) {
                row.add(text(analyses.get(i), key));
            }
            rows.add(row);
        }
        terminal.table(
                List.of("", "CAGR", "volatility", "Sharpe", "max drawdown", "turnover a year", "costs a year"), rows);
    }

    private static String text(RunAnalysis analysis, String key) {
        return analysis.metrics().stream()
                .filter(m -> m.key().equals(key))
                .findFirst()
                .map(Metric::strategyText)
                .orElse("");
    }

    void print(RunAnalysis analysis) {
        BacktestRun run = analysis.run();
        terminal.line(
                "%s on %s, %s to %s, %,d rebalances",
                run.strategyName(),
                run.scoresVersion(),
                run.start(),
                run.end(),
                run.holdings().stream().map(h -> h.date()).distinct().count());
        List<List<String>> rows = analysis.metrics().stream()
                .filter(m -> KEY_FIGURES.contains(m.key()))
                .map(m -> List.of(m.name(), m.strategyText(), m.benchmarkText()))
                .toList();
        String benchmark = run.benchmarkSymbol().isEmpty() ? "no benchmark" : run.benchmarkSymbol();
        terminal.table(List.of("", "strategy", benchmark), rows);
    }
}
