package io.qvm.analysis.attribution;

import io.qvm.market.InvalidInputException;
import java.util.Arrays;

/**
 * Factors by which parts of single periods' returns are multiplied, so that over all periods they add up to the compounded
 * return.
 *
 * <p>Returns of periods compound, their parts only add; without linking, the parts of a year's months do not sum to the
 * year. Logarithmic linking is that of D. Cariño, "Combining Attribution Effects Over Time", Journal of Performance
 * Measurement 3(4), 1999: a period's factor is {@code k_t / k} with
 *
 * <pre>{@code k_t = (ln(1 + p_t) - ln(1 + b_t)) / (p_t - b_t),   k the same of the compounded returns P and B}</pre>
 *
 * <p>and {@code 1 / (1 + b)} where the two returns are equal. No period is favoured for being early or late. A total loss
 * has no logarithm; the factors then are the limits: the first period of total loss carries everything, the others
 * nothing.
 *
 * <p>Sums are from left to right; the remainder is rounding, below 1e-12 over decades of daily returns.
 */
public final class Linking {
    private Linking() {}

    /**
     * Factors for parts of a return: {@code sum over t of factor_t r_t} is the compounded return.
     *
     * @param returns one per period, in time order
     * @throws InvalidInputException if a return is missing, infinite or below -1
     */
    public static double[] carino(double[] returns) {
        return carino(returns, new double[returns.length]);
    }

    /**
     * Factors for parts of a difference: {@code sum over t of factor_t (p_t - b_t)} is the compounded return of the one less
     * that of the other.
     *
     * @param portfolio returns, one per period, in time order
     * @param comparison returns of the same periods
     * @throws InvalidInputException if a return is missing, infinite or below -1, or the lengths differ
     */
    public static double[] carino(double[] portfolio, double[] comparison) {
        if (portfolio.length != comparison.length) {
            throw new InvalidInputException(
                    "linking needs returns of the same periods, got " + portfolio.length + " and " + comparison.length);
        }
        double p = compound(portfolio);
        double b = compound(comparison);
        double[] factors = new double[portfolio.length];
        if (p == -1 || b == -1) {
            int lost = firstLoss(p == -1 ? portfolio : comparison);
            double difference = portfolio[lost] - comparison[lost];
            factors[lost] = difference == 0 ? 0 : (p - b) / difference;
            return factors;
        }
        double whole = logarithmic(p, b);
        for (int t = 0; t < factors.length; t++) {
            factors[t] = logarithmic(portfolio[t], comparison[t]) / whole;
        }
        return factors;
    }

    /**
     * The other way to link, by money: a period's factor is the value of one unit of capital at its beginning, so that a part
     * is a share of the capital at the beginning of all periods. Late periods of a growing account count for more.
     *
     * @throws InvalidInputException if a return is missing, infinite or below -1
     */
    public static double[] growth(double[] returns) {
        compound(returns);
        double[] factors = new double[returns.length];
        double value = 1;
        for (int t = 0; t < factors.length; t++) {
            factors[t] = value;
            value *= 1 + returns[t];
        }
        return factors;
    }

    private static double compound(double[] returns) {
        double value = 1;
        for (int t = 0; t < returns.length; t++) {
            if (!Double.isFinite(returns[t]) || returns[t] < -1) {
                throw new InvalidInputException("return " + (t + 1) + " of " + returns.length + " is " + returns[t]
                        + "; linking needs numbers that are not below -1");
            }
            value *= 1 + returns[t];
        }
        return value - 1;
    }

    private static int firstLoss(double[] returns) {
        for (int t = 0; t < returns.length; t++) {
            if (returns[t] == -1) {
                return t;
            }
        }
        throw new InvalidInputException(
                "returns " + Arrays.toString(returns) + " lose all they have without a total loss");
    }

    /** {@code (ln(1 + p) - ln(1 + b)) / (p - b)} without cancellation where the two are close. */
    private static double logarithmic(double p, double b) {
        double x = (p - b) / (1 + b);
        return (x == 0 ? 1 : Math.log1p(x) / x) / (1 + b);
    }
}
