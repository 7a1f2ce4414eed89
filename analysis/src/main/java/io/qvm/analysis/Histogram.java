package io.qvm.analysis;

import java.util.stream.DoubleStream;

/**
 * Shares of values in bins of equal, round width; the first and the last bin also hold everything beyond them.
 *
 * @param firstEdge lower edge of the first bin
 * @param width of each bin
 * @param strategy share of the strategy's values per bin, sum 1 (0 without values)
 * @param benchmark share of the benchmark's values per bin, sum 1 (0 without values)
 */
public record Histogram(double firstEdge, double width, double[] strategy, double[] benchmark) {
    private static final int MOST_BINS = 41;
    private static final double CUT = 0.005;
    private static final double[] ROUND_WIDTHS = {1, 2, 2.5, 5, 10};

    /**
     * Bins both series alike, between the 0.5 % and 99.5 % quantiles of all their values.
     *
     * @param benchmark NaN days are left out
     */
    public static Histogram of(double[] strategy, double[] benchmark) {
        double[] b = ReturnSeries.present(benchmark);
        double[] all = DoubleStream.concat(DoubleStream.of(strategy), DoubleStream.of(b))
                .toArray();
        if (all.length == 0) {
            return new Histogram(0, 0, new double[0], new double[0]);
        }
        double low = Statistics.quantile(all, CUT);
        double high = Statistics.quantile(all, 1 - CUT);
        double width = roundWidth(high - low);
        long first = (long) Math.floor(low / width);
        int bins = (int) Math.max(1, (long) Math.floor(high / width) - first + 1);
        double edge = first * width;
        return new Histogram(edge, width, shares(strategy, first, width, bins), shares(b, first, width, bins));
    }

    /** Lower edge of a bin; the upper one is that of the next. */
    public double edge(int bin) {
        return firstEdge + bin * width;
    }

    public int bins() {
        return strategy.length;
    }

    /** The smallest round width (1, 2, 2.5 or 5 times a power of ten) that needs no more than the most bins. */
    private static double roundWidth(double range) {
        double least = Math.max(range / (MOST_BINS - 2), 1e-4);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : ROUND_WIDTHS) {
            if (step * power >= least) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double[] shares(double[] x, long first, double width, int bins) {
        double[] share = new double[bins];
        for (double v : x) {
            long bin = (long) Math.floor(v / width) - first;
            share[(int) Math.max(0, Math.min(bins - 1, bin))] += 1.0 / x.length;
        }
        return share;
    }
}
