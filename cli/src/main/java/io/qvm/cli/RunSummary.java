package io.qvm.cli;

import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
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
