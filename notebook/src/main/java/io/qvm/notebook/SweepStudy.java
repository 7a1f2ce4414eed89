package io.qvm.notebook;

import io.qvm.research.Sweep;
import io.qvm.research.Trial;
import java.util.List;
import org.dflib.DataFrame;

/** Variants of a strategy and how they did. */
public final class SweepStudy implements Shown {
    private final List<String> keys;
    private final List<Trial> trials;

    SweepStudy(List<String> keys, List<Trial> trials) {
        this.keys = keys;
        this.trials = trials;
    }

    /** The trials in the order of the grid. */
    public List<Trial> trials() {
        return trials;
    }

    /** A row for each trial, the best by Sharpe ratio first: a column for each parameter, each figure, and {@code error}. */
    public DataFrame frame() {
        var columns = Frames.of(Sweep.ranked(trials, "sharpe"));
        for (String key : keys) {
            columns.text(key, trial -> trial.values().get(key));
        }
        for (String metric : Trial.METRICS) {
            columns.number(metric, trial -> trial.metric(metric));
        }
        return columns.text("error", Trial::error).frame();
    }

    /** A figure by the values of one parameter, averaged over the others: a peak between poor neighbours is luck. */
    public Plot plot(String key, String metric) {
        List<Object> values = trials.stream()
                .map(trial -> trial.values().getOrDefault(key, ""))
                .distinct()
                .toList();
        double[] means = values.stream()
                .mapToDouble(value -> trials.stream()
                        .filter(t -> value.equals(t.values().get(key)))
                        .mapToDouble(t -> t.metric(metric))
                        .filter(x -> !Double.isNaN(x))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        return Plot.over(
                        metric + " by " + key,
                        values.stream().map(String::valueOf).toList())
                .bar(metric, means);
    }

    @Override
    public String html() {
        return Table.of(frame())
                .percent("annual_return", "annual_volatility", "max_drawdown", "annual_cost", "average_exposure")
                .shaded("sharpe", "annual_return", "max_drawdown")
                .html();
    }

    @Override
    public String text() {
        return Table.of(frame()).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
