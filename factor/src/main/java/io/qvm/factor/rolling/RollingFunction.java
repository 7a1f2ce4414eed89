package io.qvm.factor.rolling;

import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * What is computed from the last rows of each column. The package comment says how, at what cost and with which error.
 *
 * <p>In what follows x and y are series, n is the window: the last n rows, the row itself included. Missing values in a
 * window are left out; with fewer than {@code minCount} values (pairs, where there are two series) the result is missing.
 * At the begin of the data a window has fewer rows.
 */
public enum RollingFunction {
    /** {@code ref(x, n)}: x, n rows ago. Knows no least count. */
    REF(1, 0, n -> n, n -> 0, new Shift(false)),
    /** {@code delta(x, n)}: x - ref(x, n). Knows no least count. */
    DELTA(1, 0, n -> n, n -> 0, new Shift(true)),
    /** {@code sum(x, n)}. */
    SUM(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> new Totals(least, (count, sum) -> sum))),
    /** {@code count(x, n)}: values that are there; 0 if none is. */
    COUNT(1, 0, n -> n - 1, n -> 0, new AnchoredBlocks((n, least) -> new Totals(least, (count, sum) -> count))),
    /** {@code mean(x, n)}; the mean of a constant is that constant, to the bit. */
    MEAN(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> new Mean(least)));

    private final int series;
    private final int parameters;
    private final IntUnaryOperator lookback;
    private final IntUnaryOperator defaultMinCount;
    private final Kernel kernel;

    RollingFunction(
            int series, int parameters, IntUnaryOperator lookback, IntUnaryOperator defaultMinCount, Kernel kernel) {
        this.series = series;
        this.parameters = parameters;
        this.lookback = lookback;
        this.defaultMinCount = defaultMinCount;
        this.kernel = kernel;
    }

    /** Its name in formulas. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Number of series that it takes. */
    public int series() {
        return series;
    }

    /** Numbers that it takes after the window. */
    public int parameters() {
        return parameters;
    }

    /** Rows before the row itself that a result depends on. */
    public int lookback(int window) {
        return lookback.applyAsInt(window);
    }

    /** Values that must be there for a result if the formula does not say. */
    public int defaultMinCount(int window) {
        return defaultMinCount.applyAsInt(window);
    }

    /**
     * Computes the rows from {@code firstRow} on.
     *
     * @param arguments {@link #series()} series, rows by columns, finite or NaN; rows that are not there are taken as the
     *     begin of the data, so that {@link #lookback} rows before {@code firstRow} have to be there unless it is
     * @param columns tickers
     * @param blocks of the rows
     * @param firstRow first row that is wanted
     * @param window trading days, at least 1
     * @param minCount values that must be there for a result
     * @param parameters {@link #parameters()} numbers
     * @param out receives the results, rows by columns, not one of the arguments; earlier rows stay as they are
     * @throws IllegalArgumentException if sizes don't fit
     */
    public void apply(
            double[][] arguments,
            int columns,
            RowBlocks blocks,
            int firstRow,
            int window,
            int minCount,
            double[] parameters,
            double[] out) {
        boolean fits = arguments.length == series && parameters.length == this.parameters && window >= 1;
        for (double[] argument : arguments) {
            fits &= argument.length == blocks.rows() * columns;
        }
        if (!fits || out.length != blocks.rows() * columns || firstRow < 0 || firstRow > blocks.rows()) {
            throw new IllegalArgumentException(functionName() + " takes " + series + " series of " + blocks.rows()
                    + " rows by " + columns + " columns, a window of at least 1 and " + this.parameters
                    + " parameters");
        }
        int reach = Math.addExact(lookback(window), 1);
        kernel.run(new Kernel.Task(arguments, columns, blocks, firstRow, window, reach, minCount, parameters, out));
    }
}
