package io.qvm.analysis.annual;

import java.time.YearMonth;

/**
 * One month of a year under review.
 *
 * @param month the calendar month
 * @param strategy return, net of costs
 * @param benchmark return over the days that the benchmark has; NaN if it has none
 * @param exposure mean share of capital invested
 * @param turnover sum of absolute weight changes / 2
 * @param cost sum of the daily costs as shares of capital
 */
public record MonthReview(
        YearMonth month, double strategy, double benchmark, double exposure, double turnover, double cost) {
    /** Return above the benchmark's, NaN without a benchmark. */
    public double active() {
        return strategy - benchmark;
    }
}
