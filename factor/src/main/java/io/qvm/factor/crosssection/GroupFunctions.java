package io.qvm.factor.crosssection;

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
        int n = sorted.length;
        for (int i = from; i < to; i++) {
            int below = firstNotBelow(sorted, x[i]);
            int notAbove = firstNotBelow(sorted, Math.nextUp(x[i]));
            x[i] = (below + (notAbove - below + 1) / 2.0) / n;
        }
    }

    /** (x - mean) / sample standard deviation; missing with fewer than two values or without dispersion. */
    static void zScore(double[] x, int from, int to) {
        double mean = mean(x, from, to);
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        double deviation = Math.sqrt(squares / (to - from - 1));
        boolean degenerate = to - from < 2 || deviation <= NO_DISPERSION * Math.abs(mean);
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
        double low = quantile(sorted, lower);
        double high = quantile(sorted, upper);
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

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        return below + 1 >= sorted.length
                ? sorted[sorted.length - 1]
                : sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }

    /** Number of sorted values below a bound. */
    private static int firstNotBelow(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
