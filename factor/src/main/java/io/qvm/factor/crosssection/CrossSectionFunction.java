package io.qvm.factor.crosssection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a formula computes from one day's values of all tickers, or of each group of them. */
public enum CrossSectionFunction {
    /** Share of values that are not above it, ties averaged: above 0, up to 1. */
    RANK(1, 1, 0),
    /** (x - mean) / sample standard deviation; missing without dispersion. */
    ZSCORE(1, 1, 0),
    /** x - mean. */
    DEMEAN(1, 1, 0),
    /** x, but within the values at two quantiles, given as shares: {@code winsorize(x, 0.01, 0.99)}. */
    WINSORIZE(1, 1, 2),
    /**
     * What a regression of the first on the others leaves unexplained, with an intercept for each group and slopes in common;
     * missing where there are no more stocks than coefficients.
     */
    NEUTRALIZE(2, 8, 0);

    private final int leastOperands;
    private final int mostOperands;
    private final int parameters;

    CrossSectionFunction(int leastOperands, int mostOperands, int parameters) {
        this.leastOperands = leastOperands;
        this.mostOperands = mostOperands;
        this.parameters = parameters;
    }

    /** Least number of series that it takes. */
    public int leastOperands() {
        return leastOperands;
    }

    /** Greatest number of series that it takes. */
    public int mostOperands() {
        return mostOperands;
    }

    /** Numbers that it takes after the series. */
    public int parameters() {
        return parameters;
    }

    /** Its name in formulas. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names in formulas. */
    public static List<String> names() {
        return Arrays.stream(values()).map(CrossSectionFunction::functionName).toList();
    }
}
