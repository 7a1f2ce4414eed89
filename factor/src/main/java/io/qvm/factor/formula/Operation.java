package io.qvm.factor.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What a formula computes from numbers of one ticker on one day. A missing operand makes the result missing, unless said. */
enum Operation {
    /** a + b. */
    ADD((a, b) -> a + b),
    /** a - b. */
    SUBTRACT((a, b) -> a - b),
    /** a * b. */
    MULTIPLY((a, b) -> a * b),
    /** a / b; missing where b is zero. */
    DIVIDE((a, b) -> b == 0 ? Double.NaN : a / b),
    /** -a. */
    NEGATE(a -> -a, false),
    /** Absolute value. */
    ABS(Math::abs, true),
    /** The value if it is above zero, otherwise missing. */
    POSITIVE(a -> a > 0 ? a : Double.NaN, true),
    /** The value, or zero if it is missing. */
    ZERO_IF_MISSING(a -> Double.isNaN(a) ? 0 : a, true),
    /** The first of two or more that is not missing. */
    COALESCE((a, b) -> Double.isNaN(a) ? b : a, true);

    private final DoubleUnaryOperator unary;
    private final DoubleBinaryOperator binary;
    private final boolean takesTwo;
    private final boolean called;

    Operation(DoubleBinaryOperator binary) {
        this(binary, false);
    }

    Operation(DoubleBinaryOperator binary, boolean called) {
        this.unary = a -> Double.NaN;
        this.binary = binary;
        this.takesTwo = true;
        this.called = called;
    }

    Operation(DoubleUnaryOperator unary, boolean called) {
        this.unary = unary;
        this.binary = (a, b) -> Double.NaN;
        this.takesTwo = false;
        this.called = called;
    }

    double apply(double operand) {
        return unary.applyAsDouble(operand);
    }

    double apply(double left, double right) {
        return binary.applyAsDouble(left, right);
    }

    /** True if it combines two operands, or more from left to right; false if it takes one. */
    boolean takesTwo() {
        return takesTwo;
    }

    /** True if the result can be there although an operand is missing. */
    boolean toleratesMissing() {
        return this == COALESCE || this == ZERO_IF_MISSING;
    }

    /** Its name in formulas. */
    String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are written as a call. */
    static List<Operation> functions() {
        return Arrays.stream(values()).filter(o -> o.called).toList();
    }
}
