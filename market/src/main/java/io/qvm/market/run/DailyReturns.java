package io.qvm.market.run;

import io.qvm.market.DateIndex;

/**
 * The daily account of a run, in columns of equal length.
 *
 * @param dates trading days of the run
 * @param gross return before costs
 * @param cost share of capital paid as costs that day
 * @param net gross less cost
 * @param benchmark return of the benchmark, NaN where it has none
 * @param exposure share of capital invested
 * @param turnover sum of absolute weight changes / 2
 * @param equity value of one unit of capital, after the day
 * @param positions number of stocks held
 * @param regime label of the market regime known for the day's decision, empty where no overlay looks at it
 * @param exposureCause what the exposure decided at the day's close rests on, e.g. {@code regime Bear}; empty where
 *     everything is invested
 */
public record DailyReturns(
        DateIndex dates,
        double[] gross,
        double[] cost,
        double[] net,
        double[] benchmark,
        double[] exposure,
        double[] turnover,
        double[] equity,
        int[] positions,
        String[] regime,
        String[] exposureCause) {
    public DailyReturns {
        int n = dates.size();
        if (gross.length != n
                || cost.length != n
                || net.length != n
                || benchmark.length != n
                || exposure.length != n
                || turnover.length != n
                || equity.length != n
                || positions.length != n
                || regime.length != n
                || exposureCause.length != n) {
            throw new IllegalArgumentException("all columns must have " + n + " days");
        }
    }
}
