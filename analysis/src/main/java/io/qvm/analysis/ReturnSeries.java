package io.qvm.analysis;

import io.qvm.market.InvalidInputException;
import java.util.stream.IntStream;

/** Checks of return series, and the days that two of them share. */
final class ReturnSeries {
    private ReturnSeries() {}

    /**
     * Refuses a return that cannot be: missing, infinite or below -100 %.
     *
     * @param what how the message calls the series
     * @throws InvalidInputException naming the first such return by its position, counted from 1
     */
    static void requireReturns(double[] r, String what) {
        for (int i = 0; i < r.length; i++) {
            if (!Double.isFinite(r[i])) {
                throw new InvalidInputException(
                        what + " return " + (i + 1) + " of " + r.length + " is " + r[i] + "; it must be a number");
            }
            if (r[i] < -1) {
                throw new InvalidInputException(what + " return " + (i + 1) + " of " + r.length + " is " + r[i]
                        + "; nothing loses more than 100 % (-1)");
            }
        }
    }

    /** A series without its missing values. */
    static double[] present(double[] x) {
        return IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(x[i]))
                .mapToDouble(i -> x[i])
                .toArray();
    }

    /** The values of {@code x} on the days on which {@code mask} is not missing. */
    static double[] where(double[] x, double[] mask) {
        return IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(mask[i]))
                .mapToDouble(i -> x[i])
                .toArray();
    }

    /** {@code x - y}, day by day. */
    static double[] minus(double[] x, double[] y) {
        double[] d = new double[x.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = x[i] - y[i];
        }
        return d;
    }

    /** {@code x - c}, day by day. */
    static double[] minus(double[] x, double c) {
        double[] d = new double[x.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = x[i] - c;
        }
        return d;
    }

    static void requireSameLength(double[] r, double[] benchmark) {
        if (r.length != benchmark.length) {
            throw new InvalidInputException("benchmark has " + benchmark.length + " days, returns have " + r.length
                    + "; they must be the same days, with NaN where the benchmark has none");
        }
    }
}
