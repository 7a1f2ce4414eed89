package io.qvm.factor.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A function of consecutive fiscal quarters.
 *
 * <p>Each is written out as arithmetic on lagged facts, so that a formula, whatever it is made of, is a function of the one
 * quarter that counts and of those at fixed distances before it. A quarter that is missing makes the result missing.
 */
enum QuarterlyFunction {
    /** Sum of four quarters. */
    TTM(0),
    /** Mean of five quarter ends. */
    AVG5(0),
    /** Value so many quarters before: {@code lag(x, 4)}. */
    LAG(1),
    /** Change since the same quarter of the year before: x - lag(x, 4). */
    YOY(0),
    /** Change since the quarter before: x - lag(x, 1). */
    QOQ(0),
    /** Growth over so many quarters: x / lag(x, n) - 1; missing where there was nothing above zero to grow from. */
    GROWTH(1),
    /** Mean over so many quarters: {@code avg(x, 8)}. */
    AVG(1);

    /** Ten years: as far as any published definition looks back. */
    static final int MOST_QUARTERS = 40;

    private final int parameters;

    QuarterlyFunction(int parameters) {
        this.parameters = parameters;
    }

    /** Whole numbers after the operand. */
    int parameters() {
        return parameters;
    }

    /** Writes the function out. */
    Expression apply(Expression x, int quarters) {
        return switch (this) {
            case TTM -> ofItem(x, Aggregation.TTM, sum(x, 4));
            case AVG5 -> ofItem(x, Aggregation.AVG5, ratio(sum(x, 5), new Expression.Constant(5)));
            case LAG -> lag(x, quarters);
            case YOY -> difference(x, lag(x, 4));
            case QOQ -> difference(x, lag(x, 1));
            case GROWTH ->
                difference(
                        ratio(x, new Expression.Pointwise(Operation.POSITIVE, List.of(lag(x, quarters)))),
                        new Expression.Constant(1));
            case AVG -> ratio(sum(x, quarters), new Expression.Constant(quarters));
        };
    }

    /** Sums and averages of an item itself may come precomputed, so they stay one fact. */
    private static Expression ofItem(Expression x, Aggregation aggregation, Expression writtenOut) {
        return x instanceof Expression.Fact fact && fact.aggregation() == Aggregation.NONE
                ? new Expression.Fact(fact.item(), aggregation, fact.lag())
                : writtenOut;
    }

    /** From the oldest quarter to the newest. */
    private static Expression sum(Expression x, int quarters) {
        return IntStream.rangeClosed(1 - quarters, 0)
                .mapToObj(offset -> lag(x, -offset))
                .reduce((left, right) -> new Expression.Pointwise(Operation.ADD, List.of(left, right)))
                .orElseThrow();
    }

    private static Expression difference(Expression left, Expression right) {
        return new Expression.Pointwise(Operation.SUBTRACT, List.of(left, right));
    }

    private static Expression ratio(Expression left, Expression right) {
        return new Expression.Pointwise(Operation.DIVIDE, List.of(left, right));
    }

    private static Expression lag(Expression x, int quarters) {
        if (x instanceof Expression.Fact fact) {
            return new Expression.Fact(fact.item(), fact.aggregation(), fact.lag() + quarters);
        }
        if (x instanceof Expression.Pointwise pointwise) {
            return new Expression.Pointwise(
                    pointwise.operation(),
                    pointwise.operands().stream().map(o -> lag(o, quarters)).toList());
        }
        return x;
    }

    /** Its name in formulas. */
    String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(QuarterlyFunction::functionName).toList();
    }
}
