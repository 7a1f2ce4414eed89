package io.qvm.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Risk and return of a strategy on the days of one regime, against its benchmark on the same days.
 *
 * <p>The days of a regime are strung together as if the others did not exist. Ratios are annualised as everywhere, from
 * means and deviations of these days; there is no drawdown, for a path with gaps has none. Figures are NaN where
 * {@link PerformanceMetrics} and {@link RelativeMetrics} have none.
 *
 * @param regime the label
 * @param days number of days
 * @param annualMean {@code mean(r) * P}: not compounded, so that the regimes' figures weighted by their days add up
 * @param annualVolatility {@code std(r, ddof 1) * sqrt(P)}
 * @param sharpe {@code mean(r - rf) / std(r - rf, ddof 1) * sqrt(P)}
 * @param hitRate share of days with a gain
 * @param worstDay lowest return
 * @param benchmarkMean {@code mean(b) * P} over the days that b has
 * @param benchmarkSharpe the benchmark's Sharpe ratio over these
 * @param beta to the benchmark on these days
 * @param averageExposure mean share of capital invested
 */
public record RegimeFigures(
        String regime,
        int days,
        double annualMean,
        double annualVolatility,
        double sharpe,
        double hitRate,
        double worstDay,
        double benchmarkMean,
        double benchmarkSharpe,
        double beta,
        double averageExposure) {

    /** One row per label in the order of {@link RegimeReturns}; empty if no day has a label. */
    public static List<RegimeFigures> of(TrackRecord record, Conventions conventions) {
        List<RegimeFigures> rows = new ArrayList<>();
        for (RegimeReturns regime : RegimeReturns.of(record)) {
            int[] days = IntStream.range(0, record.regime().length)
                    .filter(i -> record.regime()[i].equals(regime.regime()))
                    .toArray();
            double[] r = pick(record.net(), days);
            double[] b = pick(record.benchmark(), days);
            double[] present = ReturnSeries.present(b);
            PerformanceMetrics own = PerformanceMetrics.of(r, conventions);
            PerformanceMetrics other = PerformanceMetrics.ofPresent(b, conventions);
            rows.add(new RegimeFigures(
                    regime.regime(),
                    days.length,
                    Statistics.mean(r) * conventions.periodsPerYear(),
                    own.annualVolatility(),
                    own.sharpe(),
                    own.hitRate(),
                    own.worstPeriod(),
                    Statistics.mean(present) * conventions.periodsPerYear(),
                    other.sharpe(),
                    RelativeMetrics.of(r, b, conventions).beta(),
                    regime.averageExposure()));
        }
        return List.copyOf(rows);
    }

    private static double[] pick(double[] x, int[] days) {
        return Arrays.stream(days).mapToDouble(day -> x[day]).toArray();
    }
}
