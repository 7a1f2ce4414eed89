package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import java.util.List;

/**
 * What a portfolio had in each sector at the beginning of each day, and what that added to the day's return.
 *
 * <p>Arrays are days by segments, row by row. Weights of a day sum to 1: cash is the last segment.
 *
 * @param days trading days of the run
 * @param segments sectors ascending, then {@link #CASH}
 * @param weights at the day's beginning, share of capital
 * @param contributions weight x return, before costs
 */
record SectorDays(DateIndex days, List<String> segments, double[] weights, double[] contributions) {
    /** Stands for what is not invested. */
    static final String CASH = "Cash";

    /** Sums of contributions: the portfolio's returns before costs. */
    double[] returns() {
        int n = segments.size();
        double[] returns = new double[days.size()];
        for (int k = 0; k < returns.length; k++) {
            for (int s = 0; s < n; s++) {
                returns[k] += contributions[k * n + s];
            }
        }
        return returns;
    }
}
