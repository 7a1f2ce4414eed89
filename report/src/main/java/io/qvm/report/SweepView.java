package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import java.time.LocalDate;
import java.util.List;

/**
 * The results of a sweep, as a page shows them.
 *
 * @param title heading
 * @param objective metric that ranks the trials
 * @param unit of the objective
 * @param parameterNames keys that vary
 * @param metricNames metrics of each row
 * @param metricUnits theirs
 * @param rows trials, best first
 * @param heatmaps mean objective by pairs of parameters
 * @param walkForward windows, empty if there are none
 * @param notes further texts
 */
public record SweepView(
        String title,
        String objective,
        MetricUnit unit,
        List<String> parameterNames,
        List<String> metricNames,
        List<MetricUnit> metricUnits,
        List<SweepRow> rows,
        List<Heatmap> heatmaps,
        List<WalkForwardRow> walkForward,
        List<String> notes) {
    /** One trial; its metrics are NaN if it failed. */
    public record SweepRow(int rank, List<String> values, List<Double> metrics, String error) {}

    /** Mean objective by two parameters; NaN where no trial has the two values. */
    public record Heatmap(
            String rowParameter, List<String> rows, String columnParameter, List<String> columns, double[][] values) {}

    /** One step of walking forward. */
    public record WalkForwardRow(
            LocalDate trainFrom,
            LocalDate testFrom,
            LocalDate testTo,
            String chosen,
            double train,
            double test,
            int rankInTest) {}
}
