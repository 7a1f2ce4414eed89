package io.qvm.analysis;

import java.util.Arrays;

/**
 * Figures of one return series: r = returns, n of them, P = periods a year, rf = risk-free return of one period.
 *
 * <p>Every figure is NaN where it has no value: with no return at all, with one return where a spread is needed
 * (annual return too: a single day is not annualised), and where the divisor is zero, e.g. the Sharpe ratio of a
 * constant series or the Calmar ratio without a drawdown. None is ever infinite.
 *
 * @param periods n
 * @param totalReturn {@code prod(1 + r) - 1}
 * @param annualReturn {@code prod(1 + r)^(P/n) - 1}, the CAGR
 * @param annualVolatility {@code std(r, ddof 1) * sqrt(P)}
 * @param sharpe {@code mean(r - rf) / std(r - rf, ddof 1) * sqrt(P)}
 * @param returnOverVolatility {@code annualReturn / annualVolatility}, which the reference engine calls Sharpe ratio
 * @param sortino {@code mean(r - rf) * P / (sqrt(mean(min(r - rf, 0)^2)) * sqrt(P))}
 * @param maxDrawdown {@code min over t of V_t / max over s <= t of V_s - 1} with the starting value V_0 = 1; 0 or less
 * @param calmar {@code annualReturn / |maxDrawdown|}
 * @param valueAtRisk empirical quantile at the tail probability, linear interpolation; a loss is negative
 * @param conditionalValueAtRisk mean of the returns at or below {@code valueAtRisk}
 * @param omega {@code sum(max(r - rf, 0)) / sum(max(rf - r, 0))}
 * @param tailRatio {@code |quantile(1 - p)| / |quantile(p)|} at the tail probability p
 * @param skewness adjusted for sample size, see {@link Statistics#skewness}
 * @param excessKurtosis adjusted for sample size, 0 for a normal distribution
 * @param hitRate share of returns above 0
 * @param bestPeriod largest return
 * @param worstPeriod smallest return
 * @param timeUnderWater share of periods that end below an earlier value, V_0 included
 * @param stability R squared of the line through cumulative log returns over time; NaN after a total loss
 */
public record PerformanceMetrics(
        int periods,
        double totalReturn,
        double annualReturn,
        double annualVolatility,
        double sharpe,
        double returnOverVolatility,
        double sortino,
        double maxDrawdown,
        double calmar,
        double valueAtRisk,
        double conditionalValueAtRisk,
        double omega,
        double tailRatio,
        double skewness,
        double excessKurtosis,
        double hitRate,
        double bestPeriod,
        double worstPeriod,
        double timeUnderWater,
        double stability) {

    /**
     * Computes the figures of a series.
     *
     * @param returns one per period; NaN is refused, see {@link #ofPresent}
     * @throws io.qvm.market.InvalidInputException if a return is missing, infinite or below -1
     */
    public static PerformanceMetrics of(double[] returns, Conventions conventions) {
        ReturnSeries.requireReturns(returns, "strategy");
        return compute(returns, conventions);
    }

    /** Computes the figures of the returns that are not NaN; n counts only these. */
    public static PerformanceMetrics ofPresent(double[] returns, Conventions conventions) {
        double[] present = ReturnSeries.present(returns);
        ReturnSeries.requireReturns(present, "benchmark");
        return compute(present, conventions);
    }

    private static PerformanceMetrics compute(double[] r, Conventions conventions) {
        int n = r.length;
        double total = n == 0 ? Double.NaN : Statistics.compound(r);
        double annual = annualised(total, n, conventions.periodsPerYear());
        double root = Math.sqrt(conventions.periodsPerYear());
        double volatility = Statistics.std(r) * root;
        double[] excess = ReturnSeries.minus(r, conventions.riskFreePerPeriod());
        double[] drawdowns = Drawdowns.series(r);
        double maxDrawdown = Arrays.stream(drawdowns).min().orElse(Double.NaN);
        double tail = conventions.tailProbability();
        double valueAtRisk = Statistics.quantile(r, tail);
        return new PerformanceMetrics(
                n,
                total,
                annual,
                volatility,
                Statistics.ratio(Statistics.mean(excess), Statistics.std(excess)) * root,
                Statistics.ratio(annual, volatility),
                Statistics.ratio(Statistics.mean(excess), downsideDeviation(excess)) * root,
                maxDrawdown,
                Statistics.ratio(annual, Math.abs(maxDrawdown)),
                valueAtRisk,
                Statistics.meanAtOrBelow(r, valueAtRisk),
                omega(excess),
                Statistics.ratio(Math.abs(Statistics.quantile(r, 1 - tail)), Math.abs(valueAtRisk)),
                Statistics.skewness(r),
                Statistics.excessKurtosis(r),
                Statistics.shareAbove(r, 0),
                Arrays.stream(r).max().orElse(Double.NaN),
                Arrays.stream(r).min().orElse(Double.NaN),
                n == 0
                        ? Double.NaN
                        : Arrays.stream(drawdowns).filter(d -> d < 0).count() / (double) n,
                stability(r));
    }

    /** {@code (1 + total)^(P/n) - 1}; NaN for fewer than 2 returns or where that is too large to be a number. */
    static double annualised(double total, int n, int periodsPerYear) {
        return n < 2 ? Double.NaN : Statistics.finite(Math.pow(1 + total, periodsPerYear / (double) n) - 1);
    }

    /** Root of the mean square of what lies below 0, over all periods. */
    static double downsideDeviation(double[] excess) {
        double sum = 0;
        for (double v : excess) {
            double below = Math.min(v, 0);
            sum += below * below;
        }
        return Math.sqrt(sum / excess.length);
    }

    private static double omega(double[] excess) {
        double gains = 0;
        double losses = 0;
        for (double v : excess) {
            gains += Math.max(v, 0);
            losses += Math.max(-v, 0);
        }
        return Statistics.ratio(gains, losses);
    }

    private static double stability(double[] r) {
        double[] time = new double[r.length];
        double[] log = new double[r.length];
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            if (r[i] <= -1) {
                return Double.NaN;
            }
            sum += Math.log1p(r[i]);
            time[i] = i;
            log[i] = sum;
        }
        double correlation = Statistics.correlation(time, log);
        return correlation * correlation;
    }
}
