package io.qvm.factor;

/** A weighted sum of parts of which some can be missing. */
final class WeightedSum {
    /** So that 0.2 + 0.3 covers a half of 1.0. */
    private static final double ROUNDING = 1e-12;

    private final ModelSpec.Missing rule;
    private double sum;
    private double available;
    private double total;

    WeightedSum(ModelSpec.Missing rule) {
        this.rule = rule;
    }

    void reset() {
        sum = 0;
        available = 0;
        total = 0;
    }

    void add(double weight, double part) {
        total += weight;
        if (!Double.isNaN(part)) {
            sum += weight * part;
            available += weight;
        }
    }

    /** True if the result counts as zero something that is missing. */
    boolean countsMissingAsZero() {
        return rule.rule() == ModelSpec.Missing.Rule.ZERO
                ? available < total - ROUNDING
                : rule.ifNone() == ModelSpec.Missing.IfNone.ZERO && !isCovered();
    }

    private boolean isCovered() {
        return available > 0 && available >= rule.minCoverage() * total - ROUNDING;
    }

    /** The sum under the model's rule; NaN if too little of it is there. */
    double result() {
        if (rule.rule() == ModelSpec.Missing.Rule.ZERO) {
            return sum;
        }
        if (isCovered()) {
            return sum / available;
        }
        return rule.ifNone() == ModelSpec.Missing.IfNone.ZERO ? 0 : Double.NaN;
    }
}
