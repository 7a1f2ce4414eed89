package io.qvm.factor;

import java.util.Arrays;

/**
 * Weighted sums of parts of which some can be missing, one per ticker.
 *
 * <p>Parts are added in the model's order, so that each sum has the same bits however tickers are gone through.
 */
final class WeightedSums {
    /** So that 0.2 + 0.3 covers a half of 1.0. */
    private static final double ROUNDING = 1e-12;

    private final ModelSpec.Missing rule;
    private final double[] sums;
    private final double[] available;
    private final double[] totals;

    /**
     * Sums of nothing yet.
     *
     * @param totals sum of the weights of all parts, whether they are there or not, one per ticker
     */
    WeightedSums(ModelSpec.Missing rule, double[] totals) {
        this.rule = rule;
        this.sums = new double[totals.length];
        this.available = new double[totals.length];
        this.totals = totals;
    }

    void reset() {
        Arrays.fill(sums, 0);
        Arrays.fill(available, 0);
    }

    /** Adds one ticker's part. */
    void add(int column, double weight, double part) {
        if (!Double.isNaN(part)) {
            sums[column] += weight * part;
            available[column] += weight;
        }
    }

    /**
     * Adds parts of some tickers.
     *
     * @param columns the tickers
     * @param weights one for each of them
     * @param parts one per ticker of the market
     */
    void add(int[] columns, double[] weights, double[] parts) {
        for (int i = 0; i < columns.length; i++) {
            add(columns[i], weights[i], parts[columns[i]]);
        }
    }

    /** True if a ticker's result counts as zero something that is missing. */
    boolean countsMissingAsZero(int column) {
        return rule.rule() == ModelSpec.Missing.Rule.ZERO
                ? available[column] < totals[column] - ROUNDING
                : rule.ifNone() == ModelSpec.Missing.IfNone.ZERO && !isCovered(column);
    }

    private boolean isCovered(int column) {
        return available[column] > 0 && available[column] >= rule.minCoverage() * totals[column] - ROUNDING;
    }

    /** A ticker's sum under the model's rule; NaN if too little of it is there. */
    double result(int column) {
        if (rule.rule() == ModelSpec.Missing.Rule.ZERO) {
            return sums[column];
        }
        if (isCovered(column)) {
            return sums[column] / available[column];
        }
        return rule.ifNone() == ModelSpec.Missing.IfNone.ZERO ? 0 : Double.NaN;
    }
}
