package io.qvm.factor.formula;

import io.qvm.market.MissingReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a formula computes from numbers of one ticker on one day.
 *
 * <p>A missing operand makes the result missing, unless said. So does a result that is no finite number. Conditions are
 * numbers: zero is false, everything else true.
 */
public enum Operation {
    /** a + b. */
    ADD((a, b, c) -> a + b, 2, false),
    /** a - b. */
    SUBTRACT((a, b, c) -> a - b, 2, false),
    /** a * b. */
    MULTIPLY((a, b, c) -> a * b, 2, false),
    /** a / b; missing where b is zero. */
    DIVIDE((a, b, c) -> b == 0 ? Double.NaN : a / b, 2, false),
    /** -a. */
    NEGATE((a, b, c) -> -a, 1, false),
    /** 1 if a < b, otherwise 0. */
    LESS((a, b, c) -> truth(a, b, a < b), 2, false),
    /** 1 if a <= b, otherwise 0. */
    LESS_OR_EQUAL((a, b, c) -> truth(a, b, a <= b), 2, false),
    /** 1 if a > b, otherwise 0. */
    GREATER((a, b, c) -> truth(a, b, a > b), 2, false),
    /** 1 if a >= b, otherwise 0. */
    GREATER_OR_EQUAL((a, b, c) -> truth(a, b, a >= b), 2, false),
    /** 1 if a and b are the same number, otherwise 0. */
    EQUAL((a, b, c) -> truth(a, b, a == b), 2, false),
    /** 1 if a and b are different numbers, otherwise 0. */
    NOT_EQUAL((a, b, c) -> truth(a, b, a != b), 2, false),
    /** 1 if both are true, otherwise 0. */
    AND((a, b, c) -> truth(a, b, a != 0 && b != 0), 2, false),
    /** 1 if one is true, otherwise 0. */
    OR((a, b, c) -> truth(a, b, a != 0 || b != 0), 2, false),
    /** 1 if a is false, otherwise 0. */
    NOT((a, b, c) -> truth(a, a, a == 0), 1, false),
    /** b if a is true, c if not; missing if a is missing or the chosen one is. */
    IF((a, b, c) -> Double.isNaN(a) ? Double.NaN : a != 0 ? b : c, 3, true),
    /** Absolute value. */
    ABS((a, b, c) -> Math.abs(a), 1, true),
    /** -1, 0 or 1. */
    SIGN((a, b, c) -> Math.signum(a), 1, true),
    /** Natural logarithm; missing for numbers that are not above zero. */
    LOG((a, b, c) -> a > 0 ? StrictMath.log(a) : Double.NaN, 1, true),
    /** e to the power of a. */
    EXP((a, b, c) -> StrictMath.exp(a), 1, true),
    /** Square root; missing for negative numbers. */
    SQRT((a, b, c) -> Math.sqrt(a), 1, true),
    /** a to the power of b. */
    POWER((a, b, c) -> StrictMath.pow(a, b), 2, true),
    /** The smaller of two. */
    LEAST((a, b, c) -> Math.min(a, b), 2, true),
    /** The greater of two. */
    GREATEST((a, b, c) -> Math.max(a, b), 2, true),
    /** a, but not below b nor above c. */
    CLIP((a, b, c) -> Double.isNaN(b) || Double.isNaN(c) ? Double.NaN : Math.max(b, Math.min(c, a)), 3, true),
    /** The value if it is above zero, otherwise missing. */
    POSITIVE((a, b, c) -> a > 0 ? a : Double.NaN, 1, true),
    /** The value; a formula does without it where it is missing. */
    OPTIONAL((a, b, c) -> a, 1, true),
    /** 1 if it is missing, otherwise 0. */
    IS_MISSING((a, b, c) -> Double.isNaN(a) ? 1 : 0, 1, true),
    /** The value, or zero if it is missing. */
    ZERO_IF_MISSING((a, b, c) -> Double.isNaN(a) ? 0 : a, 1, true),
    /** The first of two or more that is not missing. */
    COALESCE((a, b, c) -> Double.isNaN(a) ? b : a, 2, true);

    private interface Scalar {
        double apply(double a, double b, double c);
    }

    private final Scalar scalar;
    private final int operands;
    private final boolean called;

    Operation(Scalar scalar, int operands, boolean called) {
        this.scalar = scalar;
        this.operands = operands;
        this.called = called;
    }

    private static double truth(double a, double b, boolean holds) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : holds ? 1 : 0;
    }

    /**
     * Computes one number; operands beyond {@link #operands()} are not looked at.
     *
     * @return NaN if missing or not finite
     */
    public double apply(double a, double b, double c) {
        return finite(scalar.apply(a, b, c));
    }

    /**
     * Computes the first {@code length} values.
     *
     * @param operands one array per operand
     * @param out receives the results; may be one of the operands
     */
    public void apply(double[][] operands, double[] out, int length) {
        double[] a = operands[0];
        double[] b = operands.length > 1 ? operands[1] : a;
        double[] c = operands.length > 2 ? operands[2] : a;
        // The arithmetic has loops of its own, so that they are compiled to vector instructions.
        switch (this) {
            case ADD -> {
                for (int i = 0; i < length; i++) {
                    out[i] = finite(a[i] + b[i]);
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < length; i++) {
                    out[i] = finite(a[i] - b[i]);
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < length; i++) {
                    out[i] = finite(a[i] * b[i]);
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < length; i++) {
                    out[i] = finite(a[i] / b[i]);
                }
            }
            case POSITIVE -> {
                for (int i = 0; i < length; i++) {
                    out[i] = a[i] > 0 ? a[i] : Double.NaN;
                }
            }
            case COALESCE -> {
                for (int i = 0; i < length; i++) {
                    out[i] = Double.isNaN(a[i]) ? b[i] : a[i];
                }
            }
            default -> {
                for (int i = 0; i < length; i++) {
                    out[i] = finite(scalar.apply(a[i], b[i], c[i]));
                }
            }
        }
    }

    private static double finite(double value) {
        return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
    }

    /** Number of operands, 1 to 3. */
    public int operands() {
        return operands;
    }

    /** True if the result can be there although this operand is missing. */
    public boolean toleratesMissing(int operand) {
        return switch (this) {
            case COALESCE, ZERO_IF_MISSING, OPTIONAL, IS_MISSING -> true;
            case IF -> operand > 0;
            default -> false;
        };
    }

    /** Why it gives nothing although its operands are there. */
    public MissingReason whyMissing() {
        return switch (this) {
            case POSITIVE, DIVIDE, LOG, SQRT -> MissingReason.NOT_POSITIVE;
            default -> MissingReason.UNDEFINED;
        };
    }

    /** Its name in formulas. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are written as a call. */
    public static List<Operation> functions() {
        return Arrays.stream(values()).filter(o -> o.called).toList();
    }
}
