package io.qvm.analysis;

/**
 * Figures of a series against a benchmark b, over the days on which b has a return.
 *
 * <p>A day on which b is NaN drops out of both series. Figures that need a spread are NaN for fewer than 2 common days;
 * beta, alpha and correlation are NaN against a constant benchmark.
 *
 * @param commonPeriods days on which both have a return
 * @param beta {@code cov(r, b) / var(b)}, ddof 1
 * @param alpha {@code (1 + mean(r - rf - beta (b - rf)))^P - 1}, a year
 * @param correlation Pearson
 * @param activeReturn CAGR of r less CAGR of b, both over the common days
 * @param trackingError {@code std(r - b, ddof 1) * sqrt(P)}
 * @param informationRatio {@code mean(r - b) / std(r - b, ddof 1) * sqrt(P)}
 * @param hitRate share of common days with r above b
 * @param upCapture {@code mean(r) / mean(b)} over the days with b above 0
 * @param downCapture {@code mean(r) / mean(b)} over the days with b below 0; lower is better
 */
public record RelativeMetrics(
        int commonPeriods,
        double beta,
        double alpha,
        double correlation,
        double activeReturn,
        double trackingError,
        double informationRatio,
        double hitRate,
        double upCapture,
        double downCapture) {

    /**
     * Compares two series of the same days.
     *
     * @param returns one per day, never NaN
     * @param benchmark one per day, NaN where it has none
     * @throws io.qvm.market.InvalidInputException if lengths differ or a return cannot be
     */
    public static RelativeMetrics of(double[] returns, double[] benchmark, Conventions conventions) {
        ReturnSeries.requireSameLength(returns, benchmark);
        ReturnSeries.requireReturns(returns, "strategy");
        double[] r = ReturnSeries.where(returns, benchmark);
        double[] b = ReturnSeries.present(benchmark);
        ReturnSeries.requireReturns(b, "benchmark");
        int n = r.length;
        int periods = conventions.periodsPerYear();
        double root = Math.sqrt(periods);
        double rf = conventions.riskFreePerPeriod();
        double beta = Statistics.ratio(Statistics.covariance(r, b), Statistics.variance(b));
        double residual = Statistics.mean(r) - rf - beta * (Statistics.mean(b) - rf);
        double[] active = ReturnSeries.minus(r, b);
        double spread = Statistics.std(active);
        return new RelativeMetrics(
                n,
                beta,
                Statistics.finite(Math.pow(1 + residual, periods) - 1),
                Statistics.correlation(r, b),
                PerformanceMetrics.annualised(Statistics.compound(r), n, periods)
                        - PerformanceMetrics.annualised(Statistics.compound(b), n, periods),
                spread * root,
                Statistics.ratio(Statistics.mean(active), spread) * root,
                Statistics.shareAbove(active, 0),
                capture(r, b, 1),
                capture(r, b, -1));
    }

    private static double capture(double[] r, double[] b, int sign) {
        double mine = 0;
        double theirs = 0;
        for (int i = 0; i < r.length; i++) {
            if (b[i] * sign > 0) {
                mine += r[i];
                theirs += b[i];
            }
        }
        return Statistics.ratio(mine, theirs);
    }
}
