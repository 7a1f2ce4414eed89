package io.qvm.analysis;

/**
 * One figure of a run with its name, unit and convention: a row of every table, file and terminal listing.
 *
 * @param key stable name for files, e.g. {@code max_drawdown}
 * @param group heading that it stands under
 * @param name for people
 * @param unit how it is written
 * @param strategy value for the strategy; NaN if it has none
 * @param benchmark value for the benchmark; NaN if it has none or the figure makes no sense for it
 * @param convention how it is computed, in a line
 */
public record Metric(
        String key, String group, String name, MetricUnit unit, double strategy, double benchmark, String convention) {

    public String strategyText() {
        return unit.format(strategy);
    }

    public String benchmarkText() {
        return unit.format(benchmark);
    }
}
