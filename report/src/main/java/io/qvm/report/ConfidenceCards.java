package io.qvm.report;

import io.qvm.analysis.Metric;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.report.TearsheetPage.Card;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How sure the figures of a run are, each with what it means and how it is computed. */
final class ConfidenceCards {
    private final RunAnalysis analysis;
    private final Trials trials;
    private final Map<String, Metric> metrics;

    private ConfidenceCards(RunAnalysis analysis, Trials trials) {
        this.analysis = analysis;
        this.trials = trials;
        this.metrics = analysis.metrics().stream()
                .collect(Collectors.toMap(Metric::key, Function.identity(), (first, second) -> first));
    }

    static List<Card> of(RunAnalysis analysis, Trials trials) {
        ConfidenceCards cards = new ConfidenceCards(analysis, trials);
        return List.of(
                cards.probabilistic(),
                cards.deflated(),
                cards.trackRecord(),
                cards.interval("annual_return", "CAGR, 95 % interval"),
                cards.interval("sharpe", "Sharpe ratio, 95 % interval"),
                cards.interval("max_drawdown", "Maximum drawdown, 95 % interval"));
    }

    private Card probabilistic() {
        return new Card(
                "Probability that the true Sharpe ratio is above 0",
                text("probabilistic_sharpe"),
                "if nothing else had been tried",
                convention("probabilistic_sharpe"));
    }

    private Card deflated() {
        String how =
                "deflated Sharpe ratio: the same probability against the largest ratio that so many worthless trials"
                        + " would have shown by luck";
        if (!trials.areKnown()) {
            return new Card(
                    "The same after counting trials",
                    MetricUnit.NONE,
                    trials.count() == 1
                            ? "this run is the only one on record"
                            : "trials are counted when the page is made with --db",
                    how);
        }
        double probability = trials.deflated(analysis.sharpeEstimate(), analysis.conventions());
        return new Card(
                "The same after counting trials",
                MetricUnit.PERCENT.format(probability),
                MetricUnit.COUNT.format(trials.count()) + " trials on these scores, standard deviation of their Sharpe"
                        + " ratios "
                        + MetricUnit.RATIO.format(Math.sqrt(trials.annualSharpeVariance())),
                how);
    }

    private Card trackRecord() {
        int days = analysis.record().dates().size();
        double needed = value("min_track_record_days");
        boolean enough = needed <= days;
        boolean none = Double.isNaN(needed);
        return new Card(
                "Minimum track record",
                none ? MetricUnit.NONE : text("min_track_record_days") + " days",
                none
                        ? "no length suffices for a Sharpe ratio that is not above 0"
                        : String.format(
                                Locale.ROOT, "%s: the record has %,d days", enough ? "reached" : "not reached", days),
                convention("min_track_record_days"));
    }

    private Card interval(String key, String name) {
        boolean none = Double.isNaN(value(key + "_low_95")) || Double.isNaN(value(key + "_high_95"));
        return new Card(
                name,
                none ? MetricUnit.NONE : text(key + "_low_95") + " to " + text(key + "_high_95"),
                none ? "needs more returns, and returns that vary" : "estimate " + text(key),
                convention(key + "_low_95"));
    }

    private double value(String key) {
        Metric metric = metrics.get(key);
        return metric == null ? Double.NaN : metric.strategy();
    }

    private String text(String key) {
        Metric metric = metrics.get(key);
        return metric == null ? MetricUnit.NONE : metric.strategyText();
    }

    private String convention(String key) {
        Metric metric = metrics.get(key);
        return metric == null ? "" : metric.convention();
    }
}
