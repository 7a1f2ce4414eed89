package io.qvm.analysis;

import io.qvm.market.DateIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Figures by the rules of the reference engine (K1 to K3 of the reference data), for comparing an installation with it.
 *
 * <p>They differ from {@link PerformanceMetrics} on purpose: "Sharpe Ratio" is annual return over volatility, the
 * drawdown ignores the starting value, beta divides by the variance over all days of the benchmark, Sortino divides by
 * the standard deviation of the negative returns. A missing return still counts in the number of days. A ratio whose
 * divisor is zero is 0. Percentages are multiplied by 100, the names are the reference's own.
 */
public final class ReferenceMetrics {
    private static final int DAYS = 252;

    private ReferenceMetrics() {}

    /**
     * The reference's "official" figures: from the first return that is not zero.
     *
     * @param dates day of each return
     * @param returns may be NaN, which is not zero
     * @param benchmarkDates days of the benchmark, which may be others
     * @param benchmark its returns
     */
    public static Map<String, Double> official(
            DateIndex dates, double[] returns, DateIndex benchmarkDates, double[] benchmark) {
        int first = 0;
        while (first < returns.length - 1 && returns[first] == 0) {
            first++;
        }
        double[] r = Arrays.copyOfRange(returns, first, returns.length);
        int firstBenchmark = benchmarkDates.ceiling(dates.date(first));
        double[] b = Arrays.copyOfRange(benchmark, firstBenchmark, benchmark.length);
        double[] aligned = align(dates.slice(first, dates.size()), benchmarkDates, benchmark);

        Map<String, Double> figures = new LinkedHashMap<>();
        double annual = Math.pow(growth(r), 1 / (r.length / (double) DAYS)) - 1;
        double volatility = Statistics.std(ReturnSeries.present(r)) * Math.sqrt(DAYS);
        double drawdown = maxDrawdown(r);
        double[] excess = ReturnSeries.present(ReturnSeries.minus(r, aligned));
        double variance = Statistics.variance(ReturnSeries.present(b));
        double[] commonReturns = ReturnSeries.where(r, excessMask(r, aligned));
        double[] commonBenchmark = ReturnSeries.where(aligned, excessMask(r, aligned));
        figures.put("Annualized Return (%)", annual * 100);
        figures.put("Annualized Volatility (%)", volatility * 100);
        figures.put("Sharpe Ratio", ratioOrZero(annual, volatility));
        figures.put("Max Drawdown (%)", drawdown * 100);
        figures.put("Calmar Ratio", ratioOrZero(annual, Math.abs(drawdown)));
        figures.put("Information Ratio", informationRatio(excess));
        figures.put("Beta", ratioOrZero(Statistics.covariance(commonReturns, commonBenchmark), variance));
        return figures;
    }

    /**
     * The reference's "performance" figures: over the whole window, days in cash at its start included.
     *
     * @param dates day of each return
     * @param returns never NaN
     * @param benchmarkDates days of the benchmark, cut to the window
     * @param benchmark its returns
     */
    public static Map<String, Double> performance(
            DateIndex dates, double[] returns, DateIndex benchmarkDates, double[] benchmark) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double annual = Math.pow(growth(returns), DAYS / (double) returns.length) - 1;
        double volatility = Statistics.std(returns) * Math.sqrt(DAYS);
        double drawdown = maxDrawdown(returns);
        double[] negative = Arrays.stream(returns).filter(r -> r < 0).toArray();
        double[] excess = ReturnSeries.present(ReturnSeries.minus(returns, align(dates, benchmarkDates, benchmark)));
        figures.put("Annual Return (%)", annual * 100);
        figures.put("Annual Volatility (%)", volatility * 100);
        figures.put("Sharpe Ratio", ratioOrZero(annual, volatility));
        figures.put("Max Drawdown (%)", drawdown * 100);
        figures.put("Calmar Ratio", ratioOrZero(annual, Math.abs(drawdown)));
        figures.put("Sortino Ratio", ratioOrZero(annual, Statistics.std(negative) * Math.sqrt(DAYS)));
        figures.put("Win Rate (%)", Statistics.shareAbove(returns, 0) * 100);
        figures.put("Total Days", (double) returns.length);
        figures.put("Information Ratio", informationRatio(excess));
        figures.put("Tracking Error (%)", Statistics.std(excess) * Math.sqrt(DAYS) * 100);
        return figures;
    }

    private static double growth(double[] r) {
        return Statistics.compound(ReturnSeries.present(r)) + 1;
    }

    /** Lowest value over the highest so far, where the first value is that after the first return. */
    private static double maxDrawdown(double[] r) {
        double value = 1;
        double peak = 0;
        double lowest = 0;
        for (double v : ReturnSeries.present(r)) {
            value *= 1 + v;
            peak = Math.max(peak, value);
            lowest = peak > 0 ? Math.min(lowest, value / peak - 1) : -1;
        }
        return lowest;
    }

    private static double informationRatio(double[] excess) {
        return ratioOrZero(Statistics.mean(excess) * DAYS, Statistics.std(excess) * Math.sqrt(DAYS));
    }

    private static double[] excessMask(double[] r, double[] aligned) {
        return ReturnSeries.minus(r, aligned);
    }

    private static double[] align(DateIndex dates, DateIndex benchmarkDates, double[] benchmark) {
        return IntStream.range(0, dates.size())
                .mapToDouble(i -> {
                    int row = benchmarkDates.indexOf(dates.date(i));
                    return row < 0 ? Double.NaN : benchmark[row];
                })
                .toArray();
    }

    private static double ratioOrZero(double a, double b) {
        return b == 0 ? 0 : a / b;
    }
}
