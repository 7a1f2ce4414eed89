package io.qvm.factor.statistics;

/** Quantiles and ranks of values in ascending order, without NaN: the first {@code count} of an array. */
public final class SortedValues {
    private SortedValues() {}

    /**
     * The value below which a share of the values lies, by linear interpolation (type 7 of Hyndman and Fan, <i>Sample
     * quantiles in statistical packages</i>, 1996).
     *
     * @param count at least 1
     * @param share between 0 and 1
     */
    public static double quantile(double[] sorted, int count, double share) {
        double at = share * (count - 1);
        int below = (int) at;
        double low = sorted[below];
        return below + 1 < count ? low + (sorted[below + 1] - low) * (at - below) : low;
    }

    /**
     * Share of the values that are not above one of them, ties averaged: those below count whole, the value itself and those
     * that equal it as if they stood in every order.
     *
     * @return above 0, up to 1; NaN for NaN
     */
    public static double percentileRank(double[] sorted, int count, double value) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        int below = below(sorted, count, value);
        int upTo = below(sorted, count, Math.nextUp(value));
        return (below + (upTo - below + 1) / 2.0) / count;
    }

    /** Number of values below one, by bisection without unpredictable branches. */
    public static int below(double[] sorted, int count, double value) {
        int base = 0;
        int length = count;
        while (length > 1) {
            int half = length >>> 1;
            base = sorted[base + half - 1] < value ? base + half : base;
            length -= half;
        }
        return length == 1 && sorted[base] < value ? base + 1 : base;
    }
}
