package io.qvm.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Ranks of values without NaN, in O(n log n). */
public final class Ranks {
    private Ranks() {}

    /** 1 for the highest value; equal values share the best of their ranks: 1, 2, 2, 4. */
    public static int[] descending(double[] x) {
        int[] order = order(x);
        int[] ranks = new int[x.length];
        for (int i = x.length - 1; i >= 0; i--) {
            boolean tie = i + 1 < x.length && x[order[i]] == x[order[i + 1]];
            ranks[order[i]] = tie ? ranks[order[i + 1]] : x.length - i;
        }
        return ranks;
    }

    /** 1 for the lowest value; equal values have the mean of their ranks: 1, 2.5, 2.5, 4. */
    public static double[] fractional(double[] x) {
        int[] order = order(x);
        double[] ranks = new double[x.length];
        for (int start = 0; start < x.length; ) {
            int end = start + 1;
            while (end < x.length && x[order[end]] == x[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    /**
     * Spearman's rank correlation: the correlation of the fractional ranks.
     *
     * @return NaN for fewer than 2 pairs, or if all values of one side are equal
     */
    public static double correlation(double[] x, double[] y) {
        return Statistics.correlation(fractional(x), fractional(y));
    }

    /** Positions by ascending value; equal values in the order of their positions. */
    public static int[] order(double[] x) {
        long[] keys = new long[x.length];
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < x.length; i++) {
            keys[i] = (long) Arrays.binarySearch(sorted, x[i]) << 32 | i;
        }
        Arrays.sort(keys);
        return IntStream.range(0, x.length).map(i -> (int) keys[i]).toArray();
    }
}
