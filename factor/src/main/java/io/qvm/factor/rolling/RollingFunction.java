package io.qvm.factor.rolling;

import io.qvm.factor.statistics.SortedValues;
import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    MEAN(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> new Mean(least))),
    /** {@code var(x, n)}: sample variance, of at least two values; exactly 0 for a constant. */
    VAR(1, 0, n -> n - 1, n -> n, moments((n, squares) -> squares / (n - 1))),
    /** {@code std(x, n)}: sample standard deviation, of at least two values; exactly 0 for a constant. */
    STD(1, 0, n -> n - 1, n -> n, moments((n, squares) -> Math.sqrt(squares / (n - 1)))),
    /** {@code skew(x, n)}: sample skewness, corrected for bias, of at least three values; missing for a constant. */
    SKEW(
            1,
            0,
            n -> n - 1,
            n -> n,
            new AnchoredBlocks((n, least) -> new HigherMoments(least, 3, HigherMoments::skewness))),
    /** {@code kurt(x, n)}: sample excess kurtosis, corrected for bias, of at least four values; missing for a constant. */
    KURT(
            1,
            0,
            n -> n - 1,
            n -> n,
            new AnchoredBlocks((n, least) -> new HigherMoments(least, 4, HigherMoments::kurtosis))),
    /** {@code min(x, n)}. */
    MIN(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> Extreme.least(least))),
    /** {@code max(x, n)}. */
    MAX(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> Extreme.greatest(least))),
    /** {@code median(x, n)}; the mean of the middle two if their number is even. */
    MEDIAN(1, 0, n -> n - 1, n -> n, new SortedWindow((x, n, today, none) -> SortedValues.quantile(x, n, 0.5))),
    /** {@code quantile(x, n, share)}: linear interpolation between neighbours (type 7 of Hyndman and Fan). */
    QUANTILE(1, 1, n -> n - 1, n -> n, new SortedWindow((x, n, today, share) -> SortedValues.quantile(x, n, share[0]))),
    /**
     * {@code rank(x, n)}: rank of the row's own value among the window's, divided by their number; above 0, up to 1. Equal
     * values share the mean of their ranks. Missing if the own value is.
     */
    RANK(1, 0, n -> n - 1, n -> n, new SortedWindow((x, n, today, none) -> SortedValues.percentileRank(x, n, today))),
    /**
     * {@code slope(x, n)}: change per row of the least-squares line of x against the row's position. Missing values are left
     * out, the others keep their positions. At least two values; so with the next two.
     */
    SLOPE(1, 0, n -> n - 1, n -> n, trend(Trend.Output.SLOPE)),
    /** {@code rsquare(x, n)}: share of the variance that this line explains; missing for a constant. */
    RSQUARE(1, 0, n -> n - 1, n -> n, trend(Trend.Output.R_SQUARE)),
    /** {@code resi(x, n)}: the row's own value less that of the line; missing if the own value is. */
    RESI(1, 0, n -> n - 1, n -> n, trend(Trend.Output.RESIDUAL)),
    /** {@code wma(x, n)}: mean with weights n for the row itself, n - 1 for the one before, down to 1. */
    WMA(1, 0, n -> n - 1, n -> n, trend(Trend.Output.WEIGHTED_MEAN)),
    /** {@code ema(x, n)}: mean with weights (1 - 2 / (n + 1))^age over the last 10 n rows. */
    EMA(1, 0, n -> DecayedMean.SPANS * n - 1, n -> n, new AnchoredBlocks(DecayedMean::new)),
    /** {@code corr(x, y, n)}: correlation; missing if one of the two does not vary. */
    CORR(2, 0, n -> n - 1, n -> n, coMoments(CoMoments::correlation)),
    /** {@code cov(x, y, n)}: sample covariance, of at least two pairs. */
    COV(2, 0, n -> n - 1, n -> n, coMoments((n, xx, xy, yy) -> xy / (n - 1))),
    /** {@code beta(x, y, n)}: change of x per unit of y, cov(x, y) / var(y); missing if y does not vary. */
    BETA(2, 0, n -> n - 1, n -> n, coMoments((n, xx, xy, yy) -> xy / yy)),
    /** {@code last(x, n)}: the latest value that is there. */
    LAST(1, 0, n -> n - 1, n -> 1, new AnchoredBlocks((n, least) -> Latest.value(least))),
    /**
     * {@code days_since(c, n)}: rows since c was last true, that is there and not zero; 0 if it is now, missing if it was not
     * in the window.
     */
    DAYS_SINCE(1, 0, n -> n - 1, n -> 1, new AnchoredBlocks((n, least) -> Latest.ageOfTrue(least))),
    /** {@code days_since_max(x, n)}: rows since the greatest value, the latest of equal ones. */
    DAYS_SINCE_MAX(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> ExtremeAge.ofGreatest(least))),
    /** {@code days_since_min(x, n)}: rows since the least value, the latest of equal ones. */
    DAYS_SINCE_MIN(1, 0, n -> n - 1, n -> n, new AnchoredBlocks((n, least) -> ExtremeAge.ofLeast(least)));

    /** Functions that are made of the same states. */
    private static final List<Set<RollingFunction>> TOGETHER =
            List.of(EnumSet.of(VAR, STD), EnumSet.of(SLOPE, RSQUARE, RESI, WMA), EnumSet.of(CORR, COV, BETA));

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

    private static Kernel moments(Moments.Result result) {
        return new AnchoredBlocks((n, least) -> new Moments(least, result));
    }

    private static Kernel trend(Trend.Output output) {
        return new AnchoredBlocks((n, least) -> new Trend(n, least, output));
    }

    private static Kernel coMoments(CoMoments.Result result) {
        return new AnchoredBlocks((n, least) -> new CoMoments(least, result));
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

    /**
     * Refuses numbers after the window that can't be meant.
     *
     * @throws InvalidInputException with what would be right
     */
    public void checkParameters(double... numbers) {
        if (this == QUANTILE && !(numbers[0] >= 0 && numbers[0] <= 1)) {
            throw new InvalidInputException(
                    "quantile takes a share between 0 and 1 after the window, e.g. quantile(x, 20, 0.9), got "
                            + numbers[0]);
        }
    }

    /** Rows before the row itself that a result depends on. */
    public int lookback(int window) {
        return lookback.applyAsInt(window);
    }

    /** Values that must be there for a result if the formula does not say. */
    public int defaultMinCount(int window) {
        return defaultMinCount.applyAsInt(window);
    }

    /** Whether another function of the same series and window, with the same least count, can be computed in one pass. */
    public boolean goesWith(RollingFunction other) {
        return TOGETHER.stream().anyMatch(some -> some.contains(this) && some.contains(other));
    }

    /**
     * Computes functions of which each {@link #goesWith} the first, as {@link #apply} does one by one, to the bit.
     *
     * @param outs receive the results, one for each function
     */
    public static void applyTogether(
            List<RollingFunction> functions,
            double[][] arguments,
            int columns,
            RowCalendar calendar,
            int firstRow,
            int window,
            int minCount,
            List<double[]> outs) {
        List<AnchoredBlocks> kernels = new ArrayList<>();
        List<Kernel.Task> tasks = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            RollingFunction function = functions.get(i);
            if (!(function.kernel instanceof AnchoredBlocks kernel)
                    || !functions.get(0).goesWith(function)) {
                throw new IllegalArgumentException(functions + " have no states in common");
            }
            kernels.add(kernel);
            tasks.add(function.task(
                    arguments, columns, calendar, firstRow, window, minCount, new double[0], outs.get(i)));
        }
        AnchoredBlocks.run(kernels, tasks);
    }

    /**
     * Computes the rows from {@code firstRow} on.
     *
     * @param arguments {@link #series()} series, rows by columns, finite or NaN; rows that are not there are taken as the
     *     begin of the data, so that {@link #lookback} rows before {@code firstRow} have to be there unless it is
     * @param columns tickers
     * @param calendar of the rows
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
            RowCalendar calendar,
            int firstRow,
            int window,
            int minCount,
            double[] parameters,
            double[] out) {
        kernel.run(task(arguments, columns, calendar, firstRow, window, minCount, parameters, out));
    }

    private Kernel.Task task(
            double[][] arguments,
            int columns,
            RowCalendar calendar,
            int firstRow,
            int window,
            int minCount,
            double[] parameters,
            double[] out) {
        boolean fits = arguments.length == series && parameters.length == this.parameters && window >= 1;
        for (double[] argument : arguments) {
            fits &= argument.length == calendar.rows() * columns;
        }
        if (!fits || out.length != calendar.rows() * columns || firstRow < 0 || firstRow > calendar.rows()) {
            throw new IllegalArgumentException(functionName() + " takes " + series + " series of " + calendar.rows()
                    + " rows by " + columns + " columns, a window of at least 1 and " + this.parameters
                    + " parameters");
        }
        checkParameters(parameters);
        int reach = Math.addExact(lookback(window), 1);
        return new Kernel.Task(
                arguments, columns, calendar.blocks(reach), firstRow, window, reach, minCount, parameters, out);
    }
}
