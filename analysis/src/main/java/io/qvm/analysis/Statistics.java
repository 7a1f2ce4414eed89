package io.qvm.analysis;

import java.util.Arrays;

/**
 * Moments and quantiles of a series without NaN.
 *
 * <p>Two passes, sums from left to right. A statistic that needs more values than there are is NaN. A series whose
 * spread is no more than rounding noise ({@code 1e-12} of its largest absolute value) counts as constant: its standard
 * deviation is exactly 0, so that nothing is later divided by noise.
 */
public final class Statistics {
    private static final double NOISE = 1e-12;

    private Statistics() {}

    /** Arithmetic mean; NaN if empty. */
    public static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /** Sample standard deviation (ddof 1); NaN for fewer than 2 values, exactly 0 for a constant series. */
    public static double std(double[] x) {
        return Math.sqrt(variance(x));
    }

    /** Sample variance (ddof 1); NaN for fewer than 2 values, exactly 0 for a constant series. */
    public static double variance(double[] x) {
        if (x.length < 2) {
            return Double.NaN;
        }
        double mean = mean(x);
        double sum = 0;
        double largest = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
            largest = Math.max(largest, Math.abs(v));
        }
        double variance = sum / (x.length - 1);
        return Math.sqrt(variance) <= NOISE * largest ? 0 : variance;
    }

    /** Sample covariance (ddof 1) of two series of equal length; NaN for fewer than 2 values. */
    public static double covariance(double[] x, double[] y) {
        if (x.length < 2) {
            return Double.NaN;
        }
        double mx = mean(x);
        double my = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / (x.length - 1);
    }

    /** Pearson correlation; NaN if either series is constant or has fewer than 2 values. */
    public static double correlation(double[] x, double[] y) {
        return ratio(covariance(x, y), std(x) * std(y));
    }

    /**
     * Empirical quantile with linear interpolation between order statistics: at position {@code p (n - 1)}.
     *
     * @param p between 0 and 1
     */
    public static double quantile(double[] x, double p) {
        if (x.length == 0) {
            return Double.NaN;
        }
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Mean of the values at or below a limit; NaN if there is none. */
    public static double meanAtOrBelow(double[] x, double limit) {
        return mean(Arrays.stream(x).filter(v -> v <= limit).toArray());
    }

    /**
     * Skewness adjusted for sample size: {@code n / ((n-1)(n-2)) * sum(((x - mean) / std)^3)}.
     *
     * <p>NaN for fewer than 3 values and for a constant series.
     */
    public static double skewness(double[] x) {
        double n = x.length;
        double std = std(x);
        return n < 3 || !(std > 0) ? Double.NaN : n / ((n - 1) * (n - 2)) * sumOfPowers(x, std, 3);
    }

    /**
     * Excess kurtosis adjusted for sample size, 0 for a normal distribution:
     * {@code n(n+1) / ((n-1)(n-2)(n-3)) * sum(((x - mean) / std)^4) - 3(n-1)^2 / ((n-2)(n-3))}.
     *
     * <p>NaN for fewer than 4 values and for a constant series.
     */
    public static double excessKurtosis(double[] x) {
        double n = x.length;
        double std = std(x);
        if (n < 4 || !(std > 0)) {
            return Double.NaN;
        }
        return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * sumOfPowers(x, std, 4)
                - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
    }

    /** Share of values above a limit; NaN if empty. */
    public static double shareAbove(double[] x, double limit) {
        return Arrays.stream(x).filter(v -> v > limit).count() / (double) x.length;
    }

    /** Compounded return {@code prod(1 + r) - 1}; 0 if empty. */
    public static double compound(double[] r) {
        double growth = 1;
        for (double v : r) {
            growth *= 1 + v;
        }
        return growth - 1;
    }

    /** {@code a / b}, but NaN where that would be infinite. */
    public static double ratio(double a, double b) {
        return finite(a / b);
    }

    /** The value, or NaN if it is infinite. */
    static double finite(double v) {
        return Double.isInfinite(v) ? Double.NaN : v;
    }

    private static double sumOfPowers(double[] x, double std, int power) {
        double mean = mean(x);
        double sum = 0;
        for (double v : x) {
            sum += Math.pow((v - mean) / std, power);
        }
        return sum;
    }
}
