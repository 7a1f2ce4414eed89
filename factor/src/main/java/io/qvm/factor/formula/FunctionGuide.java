package io.qvm.factor.formula;

import java.util.List;

/** What can be written in a formula, for people. */
public final class FunctionGuide {
    private static final String SIGN = "sign";
    private static final String NUMBER = "number";
    private static final String QUARTERS = "quarters";
    private static final String DAYS = "days";
    private static final String ACROSS = "across";

    private static final List<Entry> ENTRIES = List.of(
            new Entry(SIGN, "a + b, a - b, a * b, a / b, -a", "arithmetic; missing where b is zero in a / b"),
            new Entry(SIGN, "a < b, <=, >, >=, ==, !=", "1 if so, otherwise 0"),
            new Entry(SIGN, "a and b, a or b, not a", "conditions: zero is false, all else true"),
            new Entry(NUMBER, "if(c, a, b)", "a where c is true, b where not"),
            new Entry(NUMBER, "abs(a)", "absolute value"),
            new Entry(NUMBER, "sign(a)", "-1, 0 or 1"),
            new Entry(NUMBER, "log(a)", "natural logarithm; missing unless a is above zero"),
            new Entry(NUMBER, "exp(a)", "e to the power of a"),
            new Entry(NUMBER, "sqrt(a)", "square root; missing for negative numbers"),
            new Entry(NUMBER, "power(a, b)", "a to the power of b"),
            new Entry(NUMBER, "least(a, b, ...)", "the smallest"),
            new Entry(NUMBER, "greatest(a, b, ...)", "the greatest"),
            new Entry(NUMBER, "clip(a, low, high)", "a, but not below low nor above high"),
            new Entry(NUMBER, "positive(a)", "a if above zero, otherwise missing"),
            new Entry(NUMBER, "coalesce(a, b, ...)", "the first that is there"),
            new Entry(NUMBER, "optional(a)", "a; the quarter that counts need not have it"),
            new Entry(NUMBER, "zero_if_missing(a)", "a, or zero"),
            new Entry(NUMBER, "is_missing(a)", "1 if missing, otherwise 0"),
            new Entry(QUARTERS, "ttm(x)", "sum of four consecutive quarters"),
            new Entry(QUARTERS, "avg5(x)", "mean of five consecutive quarter ends"),
            new Entry(QUARTERS, "avg(x, n)", "mean of n consecutive quarters"),
            new Entry(QUARTERS, "lag(x, n)", "x of n quarters before"),
            new Entry(QUARTERS, "yoy(x)", "x - lag(x, 4)"),
            new Entry(QUARTERS, "qoq(x)", "x - lag(x, 1)"),
            new Entry(QUARTERS, "growth(x, n)", "x / lag(x, n) - 1; missing unless lag(x, n) is above zero"),
            new Entry(DAYS, "return(m, s)", "total return over m months, the last s months left out"),
            new Entry(DAYS, "ref(x, n), delta(x, n)", "x of n trading days before; x less that"),
            new Entry(
                    DAYS,
                    "sum(x, n), mean(x, n)",
                    "over the last n trading days, today included; min= values must be there"),
            new Entry(DAYS, "std(x, n), var(x, n)", "sample standard deviation and variance"),
            new Entry(DAYS, "skew(x, n), kurt(x, n)", "sample skewness and excess kurtosis"),
            new Entry(DAYS, "min(x, n), max(x, n)", "smallest and greatest"),
            new Entry(DAYS, "median(x, n), quantile(x, n, q)", "median, and quantile at the share q"),
            new Entry(DAYS, "rank(x, n)", "share of the last n values that are not above today's"),
            new Entry(DAYS, "count(x, n)", "values that are there"),
            new Entry(
                    DAYS,
                    "slope(x, n), rsquare(x, n), resi(x, n)",
                    "of the line through the last n values: slope a day, fit, rest"),
            new Entry(DAYS, "corr(x, y, n), cov(x, y, n), beta(x, y, n)", "of the days on which both are there"),
            new Entry(
                    DAYS,
                    "ema(x, n), wma(x, n)",
                    "exponentially (a = 2 / (n + 1), last 10 n days) and linearly weighted mean"),
            new Entry(DAYS, "last(x, n)", "latest value of the last n days"),
            new Entry(DAYS, "days_since(c, n)", "trading days since c was true, 0 for today; missing if not within n"),
            new Entry(
                    DAYS,
                    "days_since_max(x, n), days_since_min(x, n)",
                    "trading days since the greatest, the smallest"),
            new Entry(ACROSS, "rank(x)", "share of stocks whose x is not above it, ties averaged; by= groups"),
            new Entry(ACROSS, "zscore(x)", "distance from the mean in sample standard deviations; by= groups"),
            new Entry(ACROSS, "demean(x)", "x - mean; by= groups"),
            new Entry(ACROSS, "winsorize(x, low, high)", "x, but within these two quantiles; by= groups"),
            new Entry(ACROSS, "neutralize(x, y, ...)", "x without what y, ... explain, by least squares; by= groups"));

    private FunctionGuide() {}

    /**
     * One thing that can be written.
     *
     * @param kind what it works on: signs and numbers of one stock and day, quarters, days, or across stocks
     * @param call how it is written
     * @param meaning what it computes
     */
    public record Entry(String kind, String call, String meaning) {}

    /** Everything that can be written. */
    public static List<Entry> entries() {
        return ENTRIES;
    }
}
