package io.qvm.analysis.attribution;

import io.qvm.market.InvalidInputException;

/**
 * Allocation, selection and interaction of one period.
 *
 * <p>Of each segment, with weights w and returns r of the portfolio p and the comparison b:
 *
 * <pre>{@code
 * allocation  = (w_p - w_b)(r_b - R_b)   or (w_p - w_b) r_b, see BrinsonModel
 * selection   = w_b (r_p - r_b)
 * interaction = (w_p - w_b)(r_p - r_b)
 * }</pre>
 *
 * <p>Their sum over segments is R_p - R_b where both sets of weights sum to the same. A segment that only one side has
 * takes the other's return: all it does then is allocation.
 *
 * @param allocation by segment
 * @param selection by segment
 * @param interaction by segment
 * @param portfolioReturn R_p, {@code sum of w_p r_p}
 * @param comparisonReturn R_b
 */
public record BrinsonPeriod(
        double[] allocation,
        double[] selection,
        double[] interaction,
        double portfolioReturn,
        double comparisonReturn) {
    /** Weights below this are rounding, and a return over them would be noise. */
    static final double NO_WEIGHT = 1e-9;

    /**
     * Splits one period.
     *
     * @param portfolioWeights at the period's beginning; their sum is that of the others, cash a segment like any other
     * @param portfolioContributions weight x return of each segment
     * @param comparisonWeights as the first
     * @param comparisonContributions as the second
     * @throws InvalidInputException if the lengths differ
     */
    public static BrinsonPeriod of(
            BrinsonModel model,
            double[] portfolioWeights,
            double[] portfolioContributions,
            double[] comparisonWeights,
            double[] comparisonContributions) {
        int n = portfolioWeights.length;
        if (portfolioContributions.length != n
                || comparisonWeights.length != n
                || comparisonContributions.length != n) {
            throw new InvalidInputException("weights and contributions must be of the same " + n + " segments");
        }
        double p = sum(portfolioContributions);
        double b = sum(comparisonContributions);
        double hurdle = model == BrinsonModel.BRINSON_FACHLER ? b : 0;
        double[] allocation = new double[n];
        double[] selection = new double[n];
        double[] interaction = new double[n];
        for (int s = 0; s < n; s++) {
            double wp = portfolioWeights[s];
            double wb = comparisonWeights[s];
            double cp = portfolioContributions[s];
            double cb = comparisonContributions[s];
            if (Math.abs(wb) < NO_WEIGHT) {
                allocation[s] = cp - cb - (wp - wb) * hurdle;
            } else if (Math.abs(wp) < NO_WEIGHT) {
                // Without a weight there may still be a profit, of what was bought and sold within the period.
                allocation[s] = -cb - (wp - wb) * hurdle;
                selection[s] = cp;
            } else {
                double rb = cb / wb;
                double rp = cp / wp;
                allocation[s] = (wp - wb) * (rb - hurdle);
                selection[s] = wb * (rp - rb);
                interaction[s] = (wp - wb) * (rp - rb);
            }
        }
        return new BrinsonPeriod(allocation, selection, interaction, p, b);
    }

    /** The same from returns, NaN for a segment that a side does not have. */
    public static BrinsonPeriod ofReturns(
            BrinsonModel model,
            double[] portfolioWeights,
            double[] portfolioReturns,
            double[] comparisonWeights,
            double[] comparisonReturns) {
        return of(
                model,
                portfolioWeights,
                contributions(portfolioWeights, portfolioReturns),
                comparisonWeights,
                contributions(comparisonWeights, comparisonReturns));
    }

    private static double[] contributions(double[] weights, double[] returns) {
        double[] product = new double[weights.length];
        for (int s = 0; s < product.length; s++) {
            product[s] = weights[s] == 0 ? 0 : weights[s] * returns[s];
        }
        return product;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }
}
