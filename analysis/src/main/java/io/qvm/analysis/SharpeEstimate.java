package io.qvm.analysis;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * A Sharpe ratio as an estimate: how sure it is, how long a record it takes to be sure, and what is left of it after many
 * trials.
 *
 * <p>All ratios here are <em>per period</em>, not annualised; divide an annual one by {@code sqrt(P)}. With SR the
 * estimate, g3 and g4 skewness and kurtosis (3 for a normal distribution), its standard error is
 *
 * <pre>{@code sqrt((1 - g3 SR + (g4 - 1) / 4 SR^2) / (n - 1))}</pre>
 *
 * <p>Sources: D. Bailey and M. Lopez de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 2012, for
 * the probability and the length; the same, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
 * The papers leave the estimators of the moments open; here they are the ones of {@link Statistics}, adjusted for sample
 * size, so that a reader can recompute the figures from the others on the page.
 *
 * <p>Returns are taken as independent of each other. NaN for fewer than 4 returns, for constant ones, and wherever an
 * input is NaN.
 *
 * @param sharpe {@code mean(r - rf) / std(r - rf, ddof 1)}, per period
 * @param periods number of returns n
 * @param skewness g3
 * @param kurtosis g4, 3 for a normal distribution
 */
public record SharpeEstimate(double sharpe, int periods, double skewness, double kurtosis) {
    private static final double EULER_MASCHERONI = 0.57721566490153286;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Estimates from returns; a NaN among them makes all figures NaN. */
    public static SharpeEstimate of(double[] returns, Conventions conventions) {
        double[] excess = ReturnSeries.minus(returns, conventions.riskFreePerPeriod());
        return new SharpeEstimate(
                Statistics.ratio(Statistics.mean(excess), Statistics.std(excess)),
                returns.length,
                Statistics.skewness(excess),
                Statistics.excessKurtosis(excess) + 3);
    }

    /** Standard error of {@link #sharpe}. */
    public double standardError() {
        return Math.sqrt(variancePerReturn() / (periods - 1));
    }

    /**
     * Probabilistic Sharpe ratio: the probability that the true ratio is above a threshold,
     * {@code Phi((SR - threshold) / standardError)}.
     *
     * @param threshold per period, e.g. 0
     */
    public double probabilityAbove(double threshold) {
        double z = Statistics.ratio(sharpe - threshold, standardError());
        return Double.isNaN(z) ? Double.NaN : NORMAL.cumulativeProbability(z);
    }

    /**
     * Minimum track record length: how many returns like these it takes until the probability that the true ratio is
     * above the threshold reaches a confidence, {@code 1 + (1 - g3 SR + (g4 - 1) / 4 SR^2) (z / (SR - threshold))^2}.
     *
     * @param threshold per period
     * @param confidence between 0.5 and 1, e.g. 0.95
     * @return a number of returns, not rounded; NaN if the ratio is not above the threshold: no length suffices then
     */
    public double minimumTrackRecord(double threshold, double confidence) {
        if (!(sharpe > threshold)) {
            return Double.NaN;
        }
        double z = NORMAL.inverseCumulativeProbability(confidence) / (sharpe - threshold);
        return Statistics.finite(1 + variancePerReturn() * z * z);
    }

    /**
     * Deflated Sharpe ratio: the probability that the true ratio is above what the best of so many worthless trials would
     * have shown.
     *
     * @param trials how many strategies were tried before this one was chosen, itself included; at least 1
     * @param trialVariance variance of the trials' Sharpe ratios, per period
     */
    public double deflated(int trials, double trialVariance) {
        return probabilityAbove(expectedMaximum(trials, trialVariance));
    }

    /**
     * Expected largest Sharpe ratio among trials whose true ratio is 0:
     * {@code sqrt(V) ((1 - g) PhiInv(1 - 1/N) + g PhiInv(1 - 1/(N e)))}, g the Euler-Mascheroni constant; 0 for one trial.
     *
     * @param trials N
     * @param trialVariance V, variance of the ratios over the trials
     */
    public static double expectedMaximum(int trials, double trialVariance) {
        if (trials < 1) {
            throw new IllegalArgumentException("trials must be at least 1, was " + trials);
        }
        if (trials == 1) {
            return 0;
        }
        double first = NORMAL.inverseCumulativeProbability(1 - 1.0 / trials);
        double second = NORMAL.inverseCumulativeProbability(1 - 1.0 / (trials * Math.E));
        return Math.sqrt(trialVariance) * ((1 - EULER_MASCHERONI) * first + EULER_MASCHERONI * second);
    }

    /** n - 1 times the variance of the estimate; NaN where extreme sample moments make it negative. */
    private double variancePerReturn() {
        double v = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        return v > 0 ? v : Double.NaN;
    }
}
