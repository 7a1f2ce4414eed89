package io.qvm.analysis.factor;

import io.qvm.analysis.Statistics;

/**
 * Correlations between two rows over the columns that both have, by rank and linear.
 *
 * <p>Ranks are taken among the common columns, equal values sharing the mean of their ranks. O(columns) after sorting. One
 * instance serves one thread.
 */
final class CrossCorrelation {
    private static final double NOISE = 1e-12;

    private final int[] byX;
    private final int[] byY;
    private final double[] rankX;
    private final double[] rankY;
    private int pairs;
    private double rank = Double.NaN;
    private double linear = Double.NaN;

    CrossCorrelation(int columns) {
        byX = new int[columns];
        byY = new int[columns];
        rankX = new double[columns];
        rankY = new double[columns];
    }

    /** Correlates row {@code i} of x with row {@code j} of y. */
    CrossCorrelation of(OrderedRows x, int i, OrderedRows y, int j) {
        x.copyOrder(i, byX);
        y.copyOrder(j, byY);
        return of(x, i, byX, x.count(i), y, j, byY, y.count(j));
    }

    /** The same over some columns only, given in each row's own order. */
    CrossCorrelation of(OrderedRows x, int i, int[] byX, int nx, OrderedRows y, int j, int[] byY, int ny) {
        pairs = ranks(x, i, byX, nx, y, j, rankX);
        ranks(y, j, byY, ny, x, i, rankY);
        double middle = (pairs + 1) / 2.0;
        double mx = 0;
        double my = 0;
        for (int k = 0; k < nx; k++) {
            int c = byX[k];
            double other = y.value(j, c);
            if (!Double.isNaN(other)) {
                mx += x.value(i, c);
                my += other;
            }
        }
        mx /= pairs;
        my /= pairs;
        double[] sums = new double[6];
        for (int k = 0; k < nx; k++) {
            int c = byX[k];
            double other = y.value(j, c);
            if (!Double.isNaN(other)) {
                add(sums, 0, rankX[c] - middle, rankY[c] - middle);
                add(sums, 3, x.value(i, c) - mx, other - my);
            }
        }
        rank = correlation(sums, 0);
        linear = constant(x, i, byX, nx, y, j) || constant(y, j, byY, ny, x, i) ? Double.NaN : correlation(sums, 3);
        return this;
    }

    /** True if the common values of one side differ by no more than rounding, as in {@link Statistics}. */
    private static boolean constant(OrderedRows x, int i, int[] order, int n, OrderedRows other, int j) {
        int low = 0;
        while (low < n && Double.isNaN(other.value(j, order[low]))) {
            low++;
        }
        int high = n - 1;
        while (high > low && Double.isNaN(other.value(j, order[high]))) {
            high--;
        }
        if (low >= high) {
            return true;
        }
        double least = x.value(i, order[low]);
        double most = x.value(i, order[high]);
        return most - least <= NOISE * Math.max(Math.abs(least), Math.abs(most));
    }

    /** Columns that both rows have. */
    int pairs() {
        return pairs;
    }

    /** Spearman's; NaN if one side is constant. */
    double rank() {
        return rank;
    }

    /** Pearson's; NaN if one side is constant. */
    double linear() {
        return linear;
    }

    private static int ranks(OrderedRows x, int i, int[] order, int n, OrderedRows other, int j, double[] ranks) {
        int before = 0;
        for (int start = 0; start < n; ) {
            double value = x.value(i, order[start]);
            int end = start;
            int tied = 0;
            while (end < n && x.value(i, order[end]) == value) {
                tied += Double.isNaN(other.value(j, order[end])) ? 0 : 1;
                end++;
            }
            double rank = before + (tied + 1) / 2.0;
            for (int k = start; k < end; k++) {
                ranks[order[k]] = rank;
            }
            before += tied;
            start = end;
        }
        return before;
    }

    private static void add(double[] sums, int at, double dx, double dy) {
        sums[at] += dx * dx;
        sums[at + 1] += dy * dy;
        sums[at + 2] += dx * dy;
    }

    private static double correlation(double[] sums, int at) {
        return Statistics.ratio(sums[at + 2], Math.sqrt(sums[at]) * Math.sqrt(sums[at + 1]));
    }
}
