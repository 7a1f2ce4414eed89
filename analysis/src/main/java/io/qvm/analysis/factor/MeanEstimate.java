package io.qvm.analysis.factor;

import io.qvm.analysis.Statistics;

/**
 * The mean of a series of days, and how sure it is where the days overlap.
 *
 * <p>Values of horizon h on neighbouring days share h - 1 of h days, so that they are far from independent. The standard
 * error is that of W. Newey and K. West, "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation
 * Consistent Covariance Matrix", Econometrica 55(3), 1987, with L = h - 1 lags:
 *
 * <pre>{@code se^2 = n / (n - 1) * sum over i, j of w(|i - j|) d_i d_j / n^2,   w(k) = max(0, 1 - k / (L + 1))}</pre>
 *
 * <p>with d the distances from the mean. Distances between days are counted in trading days, whether the days in between
 * have a value or not. Without lags this is the ordinary t-statistic.
 *
 * @param days values that are there
 * @param mean their mean; NaN if none
 * @param std standard deviation, ddof 1; NaN for fewer than 2
 * @param ratio mean / std, per day and not annualised: of information coefficients, the ICIR
 * @param tStatistic mean / standard error
 * @param positive share of values above 0
 */
public record MeanEstimate(int days, double mean, double std, double ratio, double tStatistic, double positive) {

    /**
     * Estimates.
     *
     * @param values NaN where a day has none
     * @param positions trading day of each value, ascending
     * @param lags L, 0 for days that do not overlap
     */
    public static MeanEstimate of(double[] values, int[] positions, int lags) {
        int n = 0;
        double[] x = new double[values.length];
        int[] at = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                x[n] = values[i];
                at[n++] = positions[i];
            }
        }
        double[] present = java.util.Arrays.copyOf(x, n);
        double mean = Statistics.mean(present);
        double std = Statistics.std(present);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double d = present[i] - mean;
            sum += d * d;
            for (int j = i - 1; j >= 0 && at[i] - at[j] <= lags; j--) {
                sum += 2 * (1 - (at[i] - at[j]) / (lags + 1.0)) * d * (present[j] - mean);
            }
        }
        double error = std > 0 ? Math.sqrt(Math.max(0, sum) / (n - 1.0) / n) : Double.NaN;
        return new MeanEstimate(
                n,
                mean,
                std,
                Statistics.ratio(mean, std),
                Statistics.ratio(mean, error),
                n == 0 ? Double.NaN : Statistics.shareAbove(present, 0));
    }
}
