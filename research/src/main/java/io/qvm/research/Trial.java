package io.qvm.research;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.PerformanceMetrics;
import io.qvm.analysis.RelativeMetrics;
import io.qvm.analysis.TrackRecord;
import io.qvm.analysis.TradingActivity;
import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One variant of a sweep and how it did.
 *
 * @param values what it sets, by key
 * @param metrics by the keys of {@link #METRICS}; empty if it failed
 * @param dates trading days
 * @param net daily net returns; empty if it failed
 * @param error why it failed; empty if it did not
 */
public record Trial(
        Map<String, Object> values, Map<String, Double> metrics, DateIndex dates, double[] net, String error) {
    /** What a trial is judged by, in the order of tables. */
    public static final List<String> METRICS = List.of(
            "annual_return",
            "annual_volatility",
            "sharpe",
            "sortino",
            "calmar",
            "max_drawdown",
            "information_ratio",
            "annual_turnover",
            "annual_cost",
            "average_exposure");

    /** The metrics of a run, as its report has them. */
    static Map<String, Double> metrics(BacktestRun run, Conventions conventions) {
        TrackRecord record = TrackRecord.of(run.daily());
        PerformanceMetrics own = PerformanceMetrics.of(record.net(), conventions);
        TradingActivity trading = TradingActivity.of(run, record, conventions);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("annual_return", own.annualReturn());
        metrics.put("annual_volatility", own.annualVolatility());
        metrics.put("sharpe", own.sharpe());
        metrics.put("sortino", own.sortino());
        metrics.put("calmar", own.calmar());
        metrics.put("max_drawdown", own.maxDrawdown());
        metrics.put(
                "information_ratio",
                RelativeMetrics.of(record.net(), record.benchmark(), conventions)
                        .informationRatio());
        metrics.put("annual_turnover", trading.annualTurnover());
        metrics.put("annual_cost", trading.annualCost());
        metrics.put("average_exposure", trading.averageExposure());
        return metrics;
    }

    /** A variant that could not be run. */
    static Trial failed(Map<String, Object> values, String error) {
        return new Trial(values, Map.of(), DateIndex.of(new int[0]), new double[0], error);
    }

    /** A metric, NaN if the trial failed. */
    public double metric(String key) {
        return metrics.getOrDefault(key, Double.NaN);
    }

    /** What it sets, as {@code key=value, key=value}. */
    public String label() {
        return label(values);
    }

    /** The same of any values. */
    public static String label(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
