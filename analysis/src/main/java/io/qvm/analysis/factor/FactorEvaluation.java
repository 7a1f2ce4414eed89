package io.qvm.analysis.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A version of scores, evaluated factor by factor.
 *
 * <p>A stock may be scored and not be bought, e.g. because it is suspended; it then has no return and counts in coverage
 * only. Nothing is filtered by liquidity, and there are no costs: what is measured is information, not profit. Ten years of
 * 714 stocks and four factors take about a second on two cores.
 *
 * @param version of the scores
 * @param settings how it was evaluated
 * @param dates score days
 * @param factors one result per factor
 * @param rankCorrelation mean over the days of the rank correlation between two factors' scores
 * @param linearCorrelation the same, linear
 * @param returnCorrelation correlation of the factors' daily returns over common days
 */
public record FactorEvaluation(
        String version,
        EvaluationSettings settings,
        DateIndex dates,
        List<FactorResult> factors,
        double[][] rankCorrelation,
        double[][] linearCorrelation,
        double[][] returnCorrelation) {

    /** Names of the factors of a version: quality, value, momentum, qvm, then the model's own, ascending. */
    public static Set<String> names(FactorScores scores) {
        return panels(scores).keySet();
    }

    /**
     * Evaluates all factors under the default settings.
     *
     * @throws InvalidInputException as the other method
     */
    public static FactorEvaluation of(FactorScores scores, MarketData market) {
        return of(scores, market, List.copyOf(names(scores)), EvaluationSettings.DEFAULT);
    }

    /**
     * Evaluates factors.
     *
     * @param scores of the days to be evaluated
     * @param market adjusted closes, volumes and instruments, reaching beyond the last score by the longest horizon
     * @param factors names, see {@link #names}
     * @throws InvalidInputException if there is no score day, a factor is unknown, or the market has no prices
     */
    public static FactorEvaluation of(
            FactorScores scores, MarketData market, List<String> factors, EvaluationSettings settings) {
        Map<String, Panel> known = panels(scores);
        List<Panel> panels = new ArrayList<>();
        for (String factor : factors) {
            Panel panel = known.get(factor);
            if (panel == null) {
                throw new InvalidInputException("version " + scores.strategyVersion() + " has no factor '" + factor
                        + "'; it has " + String.join(", ", known.keySet()));
            }
            panels.add(panel);
        }
        if (scores.dates().isEmpty()) {
            throw new InvalidInputException("version " + scores.strategyVersion() + " has no scores to evaluate");
        }
        return new FactorEvaluator(scores, market, settings).evaluate(factors, panels);
    }

    private static Map<String, Panel> panels(FactorScores scores) {
        Map<String, Panel> panels = new LinkedHashMap<>();
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column.name().toLowerCase(Locale.ROOT), scores.panel(column));
        }
        panels.putAll(scores.others());
        return panels;
    }

    /** The result of a factor. */
    public FactorResult factor(String name) {
        return factors.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no factor " + name));
    }
}
