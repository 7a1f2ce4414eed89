package io.qvm.factor.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a formula computes from numbers of one ticker on one day. A missing operand makes the result missing, unless said. */
public enum Operation {
    /** a + b. */
    ADD(2, 2, false) {
        @Override
        double apply(double[] x) {
            return x[0] + x[1];
        }
    },
    /** a - b. */
    SUBTRACT(2, 2, false) {
        @Override
        double apply(double[] x) {
            return x[0] - x[1];
        }
    },
    /** a * b. */
    MULTIPLY(2, 2, false) {
        @Override
        double apply(double[] x) {
            return x[0] * x[1];
        }
    },
    /** a / b; missing where b is zero. */
    DIVIDE(2, 2, false) {
        @Override
        double apply(double[] x) {
            return x[1] == 0 ? Double.NaN : x[0] / x[1];
        }
    },
    /** -a. */
    NEGATE(1, 1, false) {
        @Override
        double apply(double[] x) {
            return -x[0];
        }
    },
    /** Absolute value. */
    ABS(1, 1, true) {
        @Override
        double apply(double[] x) {
            return Math.abs(x[0]);
        }
    },
    /** The value if it is above zero, otherwise missing. */
    POSITIVE(1, 1, true) {
        @Override
        double apply(double[] x) {
            return x[0] > 0 ? x[0] : Double.NaN;
        }
    },
    /** The first operand that is not missing. */
    COALESCE(1, Integer.MAX_VALUE, true) {
        @Override
        double apply(double[] x) {
            for (double value : x) {
                if (!Double.isNaN(value)) {
                    return value;
                }
            }
            return Double.NaN;
        }
    },
    /** The value, or zero if it is missing. */
    ZERO_IF_MISSING(1, 1, true) {
        @Override
        double apply(double[] x) {
            return Double.isNaN(x[0]) ? 0 : x[0];
        }
    };

    private final int fewestOperands;
    private final int mostOperands;
    private final boolean called;

    Operation(int fewestOperands, int mostOperands, boolean called) {
        this.fewestOperands = fewestOperands;
        this.mostOperands = mostOperands;
        this.called = called;
    }

    abstract double apply(double[] operands);

    /** True if the result can be there although an operand is missing. */
    boolean toleratesMissing() {
        return this == COALESCE || this == ZERO_IF_MISSING;
    }

    boolean accepts(int operands) {
        return operands >= fewestOperands && operands <= mostOperands;
    }

    int fewestOperands() {
        return fewestOperands;
    }

    /** Its name in formulas. */
    String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are written as a call, by name. */
    static List<Operation> functions() {
        return Arrays.stream(values()).filter(o -> o.called).toList();
    }
}
