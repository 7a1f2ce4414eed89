package io.qvm.backtest.overlay;

import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.IndexHistory;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The index that a run is compared with, on the days of its window.
 *
 * <p>A day's return goes from the index's previous close, whenever that was; a day without close has none.
 */
public final class Benchmark {
    /** An index may lack the first or last days of a range: single days are missing in real data. */
    private static final int SLACK_DAYS = 7;

    private Benchmark() {}

    /**
     * Finds the index that the strategy means.
     *
     * @return empty if it means none, or if it leaves the choice and the data have no index
     * @throws InvalidInputException if the data lack it, if it does not cover the window, or if the choice is not clear
     */
    public static Optional<IndexHistory> find(StrategyRules rules, MarketData data, RunWindow window) {
        String symbol = rules.benchmark();
        Map<String, IndexHistory> all = new TreeMap<>(data.indices());
        if (symbol.equals(StrategyRules.NONE)) {
            return Optional.empty();
        }
        if (symbol.equals(StrategyRules.AUTO)) {
            if (all.isEmpty() && rules.overlay().regime().isEmpty()) {
                return Optional.empty();
            }
            if (all.size() != 1) {
                throw new InvalidInputException("strategy " + rules.name() + " names no benchmark, and the data have "
                        + (all.isEmpty()
                                ? "no index; its regime overlay needs one"
                                : "several indices: " + String.join(", ", all.keySet()) + "; name one as benchmark"));
            }
            symbol = all.keySet().iterator().next();
        }
        IndexHistory index = all.get(symbol);
        if (index == null || index.dates().isEmpty()) {
            throw new InvalidInputException("no index '" + symbol + "' in the data; there "
                    + (all.isEmpty() ? "is none" : "are " + String.join(", ", all.keySet())));
        }
        var from = index.dates().date(0);
        var to = index.dates().date(index.dates().size() - 1);
        if (from.isAfter(window.date(0).plusDays(SLACK_DAYS))
                || to.isBefore(window.date(window.size() - 1).minusDays(SLACK_DAYS))) {
            throw new InvalidInputException("benchmark " + symbol + " covers " + from + " to " + to
                    + ", but the backtest runs from " + window.date(0) + " to " + window.date(window.size() - 1)
                    + "; choose a range within the benchmark's or benchmark: none");
        }
        return Optional.of(index);
    }

    /** Returns on the days of the window; NaN where the index has no close or no earlier one. */
    public static double[] returns(IndexHistory index, RunWindow window) {
        double[] returns = new double[window.size()];
        Arrays.fill(returns, Double.NaN);
        for (int k = 0; k < returns.length; k++) {
            int i = index.dates().indexOf(window.date(k));
            if (i > 0) {
                returns[k] = index.close()[i] / index.close()[i - 1] - 1;
            }
        }
        return returns;
    }
}
