package io.qvm.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far CAGR, Sharpe ratio and maximum drawdown might have come out otherwise: percentile intervals of a
 * {@link StationaryBootstrap}.
 *
 * <p>Each resample is as long as the record; its figures are those of {@link PerformanceMetrics}. The mean block length is
 * the larger of the automatic ones of the returns and of their squares: volatility comes in clusters even where returns do
 * not, and drawdowns depend on it. Intervals say what chance alone does to a record like this one; they know nothing of how
 * many strategies were tried, nor of a future unlike the past.
 *
 * <p>NaN for fewer than {@value #LEAST} returns; the Sharpe ratio's is NaN too if the returns are constant.
 *
 * @param level share of resamples inside an interval, half of the rest on each side
 * @param resamples how many
 * @param meanBlock mean block length in periods
 * @param annualReturn interval of the CAGR
 * @param sharpe interval of the annual Sharpe ratio
 * @param maxDrawdown interval of the maximum drawdown
 */
public record BootstrapIntervals(
        double level, int resamples, double meanBlock, Interval annualReturn, Interval sharpe, Interval maxDrawdown) {
    /** Fewer returns say nothing about their own spread. */
    static final int LEAST = 20;

    private static final double LEVEL = 0.95;
    private static final int RESAMPLES = 1000;
    private static final long SEED = 19940401;

    /**
     * Where the middle part of the resamples lies.
     *
     * @param low lower end
     * @param high upper end
     */
    public record Interval(double low, double high) {
        static final Interval NONE = new Interval(Double.NaN, Double.NaN);
    }

    /** Intervals of 95 % from 1,000 resamples with automatic blocks; the same returns give the same intervals. */
    public static BootstrapIntervals of(double[] returns, Conventions conventions) {
        double block = returns.length < LEAST ? 1 : automaticBlock(returns);
        return of(returns, conventions, LEVEL, RESAMPLES, block, SEED);
    }

    /**
     * Intervals of one's own making.
     *
     * @param returns one per period, never NaN
     * @param level between 0 and 1
     * @param resamples at least 2
     * @param meanBlock mean block length, at least 1
     * @throws io.qvm.market.InvalidInputException if a return cannot be
     */
    public static BootstrapIntervals of(
            double[] returns, Conventions conventions, double level, int resamples, double meanBlock, long seed) {
        ReturnSeries.requireReturns(returns, "strategy");
        int n = returns.length;
        if (n < LEAST) {
            return new BootstrapIntervals(level, resamples, meanBlock, Interval.NONE, Interval.NONE, Interval.NONE);
        }
        double mean = Statistics.mean(returns);
        double[] centred = ReturnSeries.minus(returns, mean);
        double[] log = Arrays.stream(returns).map(Math::log1p).toArray();
        double excess = mean - conventions.riskFreePerPeriod();
        double rootOfPeriods = Math.sqrt(conventions.periodsPerYear());
        boolean constant = !(Statistics.std(returns) > 0);

        double[] annual = new double[resamples];
        double[] sharpe = new double[resamples];
        double[] drawdown = new double[resamples];
        StationaryBootstrap bootstrap = new StationaryBootstrap(n, meanBlock);
        PathSegments segments = new PathSegments(centred, log);
        // Each resample has random numbers of its own, so that it is the same whichever thread draws it.
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] chances =
                Stream.generate(root::split).limit(resamples).toArray(SplittableRandom[]::new);
        IntStream.range(0, resamples).parallel().forEach(b -> {
            PathSegments.Path path = segments.new Path();
            bootstrap.next(chances[b], n, path::append);
            double sum = path.sum();
            double variance = (path.squares() - sum * sum / n) / (n - 1);
            annual[b] = Math.exp(path.end() * conventions.periodsPerYear() / n) - 1;
            sharpe[b] = constant ? Double.NaN : Statistics.ratio(excess + sum / n, Math.sqrt(variance)) * rootOfPeriods;
            drawdown[b] = Math.exp(path.deepest()) - 1;
        });
        return new BootstrapIntervals(
                level, resamples, meanBlock, middle(annual, level), middle(sharpe, level), middle(drawdown, level));
    }

    private static double automaticBlock(double[] returns) {
        double[] squares = Arrays.stream(ReturnSeries.minus(returns, Statistics.mean(returns)))
                .map(d -> d * d)
                .toArray();
        return Math.max(StationaryBootstrap.automaticBlock(returns), StationaryBootstrap.automaticBlock(squares));
    }

    /** NaN if more than one resample in twenty has no figure; else those that have one. */
    private static Interval middle(double[] figures, double level) {
        double[] present = ReturnSeries.present(figures);
        if (present.length * 20L < figures.length * 19L) {
            return Interval.NONE;
        }
        return new Interval(
                Statistics.quantile(present, (1 - level) / 2), Statistics.quantile(present, (1 + level) / 2));
    }
}
