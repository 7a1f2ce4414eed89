package io.qvm.analysis;

import io.qvm.market.DateIndex;
import io.qvm.market.run.DailyReturns;
import java.util.Arrays;

/**
 * The days of a run that count: from the first one with an invested position to the last.
 *
 * <p>Days in cash before the first position say nothing about a strategy and would only dilute its figures; days in cash
 * afterwards are its decisions and stay in. Empty if nothing was ever held. All columns have the length of
 * {@code dates}.
 *
 * @param dates trading days
 * @param net return after costs
 * @param gross return before costs
 * @param benchmark return of the benchmark, NaN where it has none
 * @param cost share of capital
 * @param exposure share of capital invested
 * @param turnover sum of absolute weight changes / 2
 * @param positions number of stocks held
 * @param regime label, empty if none
 */
public record TrackRecord(
        DateIndex dates,
        double[] net,
        double[] gross,
        double[] benchmark,
        double[] cost,
        double[] exposure,
        double[] turnover,
        int[] positions,
        String[] regime) {

    /** Cuts off the days before the first invested position: exposure above 0, or a stock held. */
    public static TrackRecord of(DailyReturns daily) {
        int n = daily.dates().size();
        int from = 0;
        while (from < n && !(daily.exposure()[from] > 0) && daily.positions()[from] == 0) {
            from++;
        }
        return new TrackRecord(
                daily.dates().slice(from, n),
                Arrays.copyOfRange(daily.net(), from, n),
                Arrays.copyOfRange(daily.gross(), from, n),
                Arrays.copyOfRange(daily.benchmark(), from, n),
                Arrays.copyOfRange(daily.cost(), from, n),
                Arrays.copyOfRange(daily.exposure(), from, n),
                Arrays.copyOfRange(daily.turnover(), from, n),
                Arrays.copyOfRange(daily.positions(), from, n),
                Arrays.copyOfRange(daily.regime(), from, n));
    }

    /** The rows from {@code from}, included, to {@code to}, not included. */
    public TrackRecord slice(int from, int to) {
        return new TrackRecord(
                dates.slice(from, to),
                Arrays.copyOfRange(net, from, to),
                Arrays.copyOfRange(gross, from, to),
                Arrays.copyOfRange(benchmark, from, to),
                Arrays.copyOfRange(cost, from, to),
                Arrays.copyOfRange(exposure, from, to),
                Arrays.copyOfRange(turnover, from, to),
                Arrays.copyOfRange(positions, from, to),
                Arrays.copyOfRange(regime, from, to));
    }

    public boolean isEmpty() {
        return dates.isEmpty();
    }

    /** Days on which the benchmark has a return. */
    public int benchmarkDays() {
        return ReturnSeries.present(benchmark).length;
    }

    /** True if the benchmark has a return on at least one day. */
    public boolean hasBenchmark() {
        return benchmarkDays() > 0;
    }
}
