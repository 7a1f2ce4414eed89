package io.qvm.factor.crosssection;

import io.qvm.factor.statistics.SortedValues;
import java.util.Arrays;

/** Functions of the values of one group, in place: those of {@code x} from {@code from} to before {@code to}. */
final class GroupFunctions {
    /** Standard deviation, relative to the mean, up to which there is no dispersion but rounding. */
    private static final double NO_DISPERSION = 1e-12;

    private GroupFunctions() {}

    /** Share of values that are not above each, ties averaged: (values below + (ties + 1) / 2) / n. */
    static void rank(double[] x, int from, int to) {
        double[] sorted = Arrays.copyOfRange(x, from, to);
        Arrays.sort(sorted);
        for (int i = from; i < to; i++) {
            x[i] = SortedValues.percentileRank(sorted, sorted.length, x[i]);
        }
    }

    /**
     * (x - mean) / sample standard deviation; missing with fewer than two values, without dispersion, or where numbers are too large
     * for it to be one.
     */
    static void zScore(double[] x, int from, int to) {
        double mean = mean(x, from, to);
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        double deviation = Math.sqrt(squares / (to - from - 1));
        boolean degenerate =
                to - from < 2 || deviation <= NO_DISPERSION * Math.abs(mean) || !Double.isFinite(deviation);
        for (int i = from; i < to; i++) {
            x[i] = degenerate ? Double.NaN : (x[i] - mean) / deviation;
        }
    }

    /** x - mean. */
    static void demean(double[] x, int from, int to) {
        double mean = mean(x, from, to);
        for (int i = from; i < to; i++) {
            x[i] -= mean;
        }
    }

    /** x within two quantiles, interpolated linearly (Hyndman and Fan 1996, type 7). */
    static void winsorize(double[] x, int from, int to, double lower, double upper) {
        if (from == to) {
            return;
        }
        double[] sorted = Arrays.copyOfRange(x, from, to);
        Arrays.sort(sorted);
        double low = SortedValues.quantile(sorted, sorted.length, lower);
        double high = SortedValues.quantile(sorted, sorted.length, upper);
        for (int i = from; i < to; i++) {
            x[i] = Math.max(low, Math.min(high, x[i]));
        }
    }

    /** Relative to the first value, so that the mean of a constant is that constant. */
    private static double mean(double[] x, int from, int to) {
        if (from == to) {
            return Double.NaN;
        }
        double first = x[from];
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i] - first;
        }
        return first + sum / (to - from);
    }
}
