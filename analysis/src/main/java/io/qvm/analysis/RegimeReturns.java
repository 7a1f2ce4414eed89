package io.qvm.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How a strategy and its benchmark did on the days of one regime.
 *
 * @param regime the label
 * @param days number of days
 * @param share of all labelled days
 * @param strategy compounded net return over these days
 * @param benchmark compounded return over those of them that have one, NaN if none
 * @param averageExposure mean share of capital invested
 */
public record RegimeReturns(
        String regime, int days, double share, double strategy, double benchmark, double averageExposure) {

    /** One row per label, most frequent first, equal ones by name; empty if no day has a label. */
    public static List<RegimeReturns> of(TrackRecord record) {
        long labelled = Arrays.stream(record.regime()).filter(r -> !r.isEmpty()).count();
        return new TreeSet<>(Arrays.asList(record.regime()))
                .stream()
                        .filter(label -> !label.isEmpty())
                        .map(label -> row(record, label, labelled))
                        .sorted((a, b) -> Integer.compare(b.days, a.days))
                        .toList();
    }

    private static RegimeReturns row(TrackRecord record, String label, long labelled) {
        int[] days = IntStream.range(0, record.regime().length)
                .filter(i -> record.regime()[i].equals(label))
                .toArray();
        double[] benchmark = ReturnSeries.present(pick(record.benchmark(), days));
        return new RegimeReturns(
                label,
                days.length,
                days.length / (double) labelled,
                Statistics.compound(pick(record.net(), days)),
                benchmark.length == 0 ? Double.NaN : Statistics.compound(benchmark),
                Statistics.mean(pick(record.exposure(), days)));
    }

    private static double[] pick(double[] x, int[] days) {
        return Arrays.stream(days).mapToDouble(day -> x[day]).toArray();
    }
}
