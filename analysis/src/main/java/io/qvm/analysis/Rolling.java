package io.qvm.analysis;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Figures over a moving window that ends with each day.
 *
 * <p>Each window is computed afresh, so that no rounding error travels along: O(n * window), 2,500 days by 252 in a few
 * milliseconds. Days before the first full window are NaN.
 */
public final class Rolling {
    private Rolling() {}

    /** Sharpe ratio of the last {@code rollingWindow} returns, as in {@link PerformanceMetrics#sharpe}. */
    public static double[] sharpe(double[] returns, Conventions conventions) {
        double rf = conventions.riskFreePerPeriod();
        double root = Math.sqrt(conventions.periodsPerYear());
        return over(returns, conventions.rollingWindow(), window -> {
            double[] excess = ReturnSeries.minus(window, rf);
            return Statistics.ratio(Statistics.mean(excess), Statistics.std(excess)) * root;
        });
    }

    /** Annualised standard deviation of the last {@code rollingWindow} returns. */
    public static double[] volatility(double[] returns, Conventions conventions) {
        double root = Math.sqrt(conventions.periodsPerYear());
        return over(returns, conventions.rollingWindow(), window -> Statistics.std(window) * root);
    }

    /** CAGR of the last {@code rollingWindow} returns. */
    public static double[] annualReturn(double[] returns, Conventions conventions) {
        return over(
                returns,
                conventions.rollingWindow(),
                window -> PerformanceMetrics.annualised(
                        Statistics.compound(window), window.length, conventions.periodsPerYear()));
    }

    /** Sortino ratio of the last {@code rollingWindow} returns, as in {@link PerformanceMetrics#sortino}. */
    public static double[] sortino(double[] returns, Conventions conventions) {
        double rf = conventions.riskFreePerPeriod();
        double root = Math.sqrt(conventions.periodsPerYear());
        return over(returns, conventions.rollingWindow(), window -> {
            double[] excess = ReturnSeries.minus(window, rf);
            return Statistics.ratio(Statistics.mean(excess), PerformanceMetrics.downsideDeviation(excess)) * root;
        });
    }

    /** Deepest fall within the last {@code rollingWindow} returns, the value before them included. */
    public static double[] maxDrawdown(double[] returns, Conventions conventions) {
        return over(
                returns,
                conventions.rollingWindow(),
                window -> Arrays.stream(Drawdowns.series(window)).min().orElse(Double.NaN));
    }

    /** Correlation with the benchmark over the last {@code rollingWindow} days, missing days as in {@link #beta}. */
    public static double[] correlation(double[] returns, double[] benchmark, Conventions conventions) {
        return overBoth(returns, benchmark, conventions.rollingWindow(), Statistics::correlation);
    }

    /**
     * Information ratio over the last {@code rollingWindow} days, as in {@link RelativeMetrics#informationRatio}; missing
     * days as in {@link #beta}.
     */
    public static double[] informationRatio(double[] returns, double[] benchmark, Conventions conventions) {
        double root = Math.sqrt(conventions.periodsPerYear());
        return overBoth(returns, benchmark, conventions.rollingWindow(), (r, b) -> {
            double[] active = ReturnSeries.minus(r, b);
            return Statistics.ratio(Statistics.mean(active), Statistics.std(active)) * root;
        });
    }

    /**
     * Beta over the last {@code rollingWindow} days; days without a benchmark return drop out of their windows.
     *
     * <p>NaN where fewer than half of the window's days have one.
     */
    public static double[] beta(double[] returns, double[] benchmark, Conventions conventions) {
        return overBoth(
                returns,
                benchmark,
                conventions.rollingWindow(),
                (r, b) -> Statistics.ratio(Statistics.covariance(r, b), Statistics.variance(b)));
    }

    private static double[] overBoth(
            double[] returns, double[] benchmark, int window, ToDoubleBiFunction<double[], double[]> figure) {
        ReturnSeries.requireSameLength(returns, benchmark);
        double[] result = nan(returns.length);
        for (int end = window; end <= returns.length; end++) {
            double[] mask = Arrays.copyOfRange(benchmark, end - window, end);
            double[] b = ReturnSeries.present(mask);
            if (b.length * 2 >= window) {
                double[] r = ReturnSeries.where(Arrays.copyOfRange(returns, end - window, end), mask);
                result[end - 1] = figure.applyAsDouble(r, b);
            }
        }
        return result;
    }

    /** Any figure of the last {@code window} values; a NaN among them drops out if at least half remain. */
    static double[] over(double[] x, int window, ToDoubleFunction<double[]> figure) {
        double[] result = nan(x.length);
        for (int end = window; end <= x.length; end++) {
            double[] present = ReturnSeries.present(Arrays.copyOfRange(x, end - window, end));
            if (present.length * 2 >= window) {
                result[end - 1] = figure.applyAsDouble(present);
            }
        }
        return result;
    }

    private static double[] nan(int n) {
        double[] x = new double[n];
        Arrays.fill(x, Double.NaN);
        return x;
    }
}
