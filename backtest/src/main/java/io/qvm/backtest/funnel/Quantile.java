package io.qvm.backtest.funnel;

/** Quantiles with linear interpolation (type 7 of Hyndman and Fan, 1996). */
public final class Quantile {
    private Quantile() {}

    /**
     * Quantile of the first {@code n} values, which are sorted ascending.
     *
     * @return NaN if n is 0
     */
    public static double ofSorted(double[] sorted, int n, double q) {
        if (n == 0) {
            return Double.NaN;
        }
        double position = (n - 1) * q;
        int below = (int) Math.floor(position);
        if (below >= n - 1) {
            return sorted[n - 1];
        }
        double low = sorted[below];
        double high = sorted[below + 1];
        double t = position - below;
        // From the nearer end, so that a position on a value gives exactly that value.
        return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
    }
}
