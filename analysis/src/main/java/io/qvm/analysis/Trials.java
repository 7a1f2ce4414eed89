package io.qvm.analysis;

import java.util.Arrays;

/**
 * How many variants were tried before a strategy was chosen, and how far their Sharpe ratios lie apart: what the deflated
 * Sharpe ratio needs.
 *
 * @param count number of variants, the chosen one included; 0 if nobody counted
 * @param annualSharpeVariance variance (ddof 1) of their annual Sharpe ratios; NaN for fewer than two
 */
public record Trials(int count, double annualSharpeVariance) {
    /** Nobody counted. */
    public static final Trials UNKNOWN = new Trials(0, Double.NaN);

    /** Counts trials by their annual Sharpe ratios; those without one do not count. */
    public static Trials of(double[] annualSharpes) {
        double[] present = Arrays.stream(annualSharpes).filter(Double::isFinite).toArray();
        return present.length == 0 ? UNKNOWN : new Trials(present.length, Statistics.variance(present));
    }

    /** True if a ratio can be deflated by them. */
    public boolean areKnown() {
        return count > 1 && annualSharpeVariance > 0;
    }

    /** The deflated Sharpe ratio of an estimate: a probability; NaN if the trials are not known. */
    public double deflated(SharpeEstimate estimate, Conventions conventions) {
        return areKnown() ? estimate.deflated(count, annualSharpeVariance / conventions.periodsPerYear()) : Double.NaN;
    }
}
