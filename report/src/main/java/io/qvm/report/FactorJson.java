package io.qvm.report;

import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.analysis.factor.FactorResult;
import io.qvm.analysis.factor.GroupResult;
import io.qvm.analysis.factor.HorizonResult;
import io.qvm.analysis.factor.MeanEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation for programs: every figure of the page in full precision.
 *
 * <p>Shares are written as such (0.12 is 12 %); what has no value is {@code null}.
 */
public final class FactorJson {
    private FactorJson() {}

    /** Renders the evaluation; ends with a line break. */
    public static String render(FactorEvaluation evaluation) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("scores_version", evaluation.version());
        root.put("first_day", evaluation.dates().date(0).toString());
        root.put(
                "last_day",
                evaluation.dates().date(evaluation.dates().size() - 1).toString());
        root.put("score_days", evaluation.dates().size());
        root.put("main_horizon", evaluation.settings().mainHorizon());
        root.put("execution_lag", evaluation.settings().executionLag());
        root.put("quantiles", evaluation.settings().quantiles());
        root.put(
                "conventions",
                Map.of(
                        "ic", "mean over days of the correlation across stocks of score and return over the horizon",
                        "t", "mean over its standard error, Newey-West with horizon less one lags",
                        "ratio", "mean over standard deviation of the daily values, not annualised",
                        "spread", "mean return of the top portfolio less the bottom one over the horizon, no costs"));
        Map<String, @Nullable Object> factors = new LinkedHashMap<>();
        evaluation.factors().forEach(factor -> factors.put(factor.name(), factor(factor)));
        root.put("factors", factors);
        root.put("rank_correlation", matrix(evaluation, evaluation.rankCorrelation()));
        root.put("linear_correlation", matrix(evaluation, evaluation.linearCorrelation()));
        root.put("return_correlation", matrix(evaluation, evaluation.returnCorrelation()));
        return MetricsJson.text(root);
    }

    private static Map<String, @Nullable Object> factor(FactorResult factor) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, @Nullable Object> horizons = new LinkedHashMap<>();
        factor.horizons().forEach(h -> horizons.put(String.valueOf(h.horizon()), horizon(h)));
        row.put("horizons", horizons);
        row.put("by_age", groups(factor.ages()));
        row.put("by_sector", groups(factor.sectors()));
        row.put("by_year", groups(factor.years()));
        Map<String, @Nullable Object> coverage = new LinkedHashMap<>();
        coverage.put("days", factor.coverage().days());
        coverage.put("stocks_a_day", number(factor.coverage().scored()));
        coverage.put("share_of_priced", number(factor.coverage().share()));
        coverage.put("tradable", number(factor.coverage().tradable()));
        row.put("coverage", coverage);
        Map<String, @Nullable Object> returns = new LinkedHashMap<>();
        returns.put("cagr", number(factor.returns().figures().annualReturn()));
        returns.put("volatility", number(factor.returns().figures().annualVolatility()));
        returns.put("sharpe", number(factor.returns().figures().sharpe()));
        returns.put("max_drawdown", number(factor.returns().figures().maxDrawdown()));
        row.put("returns", returns);
        return row;
    }

    private static Map<String, @Nullable Object> horizon(HorizonResult h) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("rank_ic", estimate(h.rank()));
        row.put("linear_ic", estimate(h.linear()));
        row.put("spread", estimate(h.spread()));
        row.put("portfolios", h.quantiles().stream().map(FactorJson::estimate).toList());
        row.put("monotony", number(h.monotonicity()));
        row.put("top_turnover", number(h.topTurnover()));
        row.put("autocorrelation", number(h.autocorrelation()));
        return row;
    }

    private static List<Object> groups(List<GroupResult> groups) {
        List<Object> rows = new ArrayList<>();
        for (GroupResult group : groups) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("name", group.name());
            row.put("stocks", number(group.stocks()));
            row.put("rank_ic", estimate(group.rank()));
            row.put("spread", estimate(group.spread()));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, @Nullable Object> estimate(MeanEstimate e) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("days", e.days());
        row.put("mean", number(e.mean()));
        row.put("std", number(e.std()));
        row.put("ratio", number(e.ratio()));
        row.put("t", number(e.tStatistic()));
        row.put("positive", number(e.positive()));
        return row;
    }

    private static Map<String, @Nullable Object> matrix(FactorEvaluation evaluation, double[][] values) {
        Map<String, @Nullable Object> rows = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int k = 0; k < values[i].length; k++) {
                row.put(evaluation.factors().get(k).name(), number(values[i][k]));
            }
            rows.put(evaluation.factors().get(i).name(), row);
        }
        return rows;
    }

    private static @Nullable Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
