package io.qvm.analysis;

import java.util.SplittableRandom;

/**
 * Resamples a series in blocks of random length, so that what follows each other stays together.
 *
 * <p>A resample begins at a random position and goes on to the next one, around the end to the beginning, but with
 * probability {@code 1/L} at each step jumps to a new random position: block lengths are geometric with mean L. The
 * resampled series is stationary.
 *
 * <p>Source: D. Politis and J. Romano, "The Stationary Bootstrap", Journal of the American Statistical Association
 * 89(428), 1994. The automatic mean block length is that of D. Politis and H. White, "Automatic Block-Length Selection for
 * the Dependent Bootstrap", Econometric Reviews 23(1), 2004, with the correction of A. Patton, D. Politis and H. White,
 * Econometric Reviews 28(4), 2009.
 */
public final class StationaryBootstrap {
    /** Block lengths up to this are looked up; for longer ones a logarithm is taken. */
    private static final int SHORT = 64;

    private final int length;
    private final double logStay;
    /** {@code longer[k]} is the probability of a block of more than {@code k + 1}. */
    private final double[] longer = new double[SHORT];
    /** Where to begin to look, by the first digits of the random number. */
    private final int[] first = new int[SHORT + 1];

    /**
     * Prepares resamples of a series.
     *
     * @param length number of values, at least 1
     * @param meanBlock mean block length L, at least 1; 1 draws each value on its own
     */
    public StationaryBootstrap(int length, double meanBlock) {
        if (length < 1 || !(meanBlock >= 1)) {
            throw new IllegalArgumentException(
                    "a bootstrap needs at least 1 value and blocks of at least 1, was " + length + ", " + meanBlock);
        }
        this.length = length;
        this.logStay = Math.log1p(-1 / meanBlock);
        for (int k = 0; k < SHORT; k++) {
            longer[k] = Math.pow(1 - 1 / meanBlock, k + 1);
        }
        for (int i = 0; i <= SHORT; i++) {
            while (first[i] < SHORT - 1 && (i + 1.0) / SHORT <= longer[first[i]]) {
                first[i]++;
            }
        }
    }

    /** Where the blocks of a resample go. */
    @FunctionalInterface
    interface Blocks {
        /**
         * Takes the next block.
         *
         * @param from its first position, from 0 to length - 1
         * @param size how many positions, at least 1; after the last position comes the first
         */
        void add(int from, int size);
    }

    /**
     * Draws a resample block by block.
     *
     * @param random what chance does; the same state gives the same resample
     * @param total how many positions in all, at least 0; the last block is cut
     * @param blocks takes them
     */
    void next(SplittableRandom random, int total, Blocks blocks) {
        int at = 0;
        while (at < total) {
            int from = (int) (random.nextDouble() * length);
            int size = (int) Math.min(total - at, blockLength(random));
            blocks.add(from, size);
            at += size;
        }
    }

    /** Geometric: at least 1, more than k with probability (1 - 1/L)^k. */
    private long blockLength(SplittableRandom random) {
        double u = 1 - random.nextDouble();
        if (u > longer[SHORT - 1]) {
            int k = first[(int) (u * SHORT)];
            while (u <= longer[k]) {
                k++;
            }
            return k + 1;
        }
        return 1 + (long) Math.min(Integer.MAX_VALUE, Math.floor(Math.log(u) / logStay));
    }

    /**
     * The mean block length at which the bootstrap variance of the mean is closest to the truth.
     *
     * <p>From the autocovariances R up to lag M, with the flat-top weights {@code w(t) = min(1, 2 (1 - |t|))}:
     * {@code L = (2 G^2 / D)^(1/3) n^(1/3)}, {@code G = sum w(k/M) |k| R(k)}, {@code D = 2 (sum w(k/M) R(k))^2}. M is twice
     * the lag after which {@code max(5, ceil(sqrt(log10 n)))} autocorrelations in a row are below
     * {@code 2 sqrt(log10(n) / n)}.
     *
     * @return between 1 and {@code ceil(min(3 sqrt(n), n / 3))}; 1 for fewer than 10 values or constant ones
     */
    public static double automaticBlock(double[] x) {
        int n = x.length;
        if (n < 10 || !(Statistics.variance(x) > 0)) {
            return 1;
        }
        int run = (int) Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
        int mostLags = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + run);
        double[] r = autocovariances(x, mostLags);
        int bandwidth = Math.min(2 * lastSignificant(r, n, run), mostLags);
        double g = 0;
        double spectrum = r[0];
        for (int k = 1; k <= bandwidth; k++) {
            double weight = Math.min(1, 2 * (1 - k / (double) bandwidth));
            g += 2 * weight * k * r[k];
            spectrum += 2 * weight * r[k];
        }
        double length = Math.cbrt(2 * g * g / (2 * spectrum * spectrum) * n);
        double most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        return Double.isNaN(length) ? 1 : Math.max(1, Math.min(most, length));
    }

    /** The lag after which a whole run is insignificant; the largest significant one if there is no such run; at least 1. */
    private static int lastSignificant(double[] r, int n, int run) {
        double limit = 2 * Math.sqrt(Math.log10(n) / n) * r[0];
        int last = 0;
        for (int k = 1; k < r.length; k++) {
            if (Math.abs(r[k]) >= limit) {
                last = k;
            } else if (k - last == run) {
                break;
            }
        }
        return Math.max(1, last);
    }

    private static double[] autocovariances(double[] x, int lags) {
        double mean = Statistics.mean(x);
        double[] d = ReturnSeries.minus(x, mean);
        double[] r = new double[lags + 1];
        for (int k = 0; k <= lags; k++) {
            double sum = 0;
            for (int t = k; t < d.length; t++) {
                sum += d[t] * d[t - k];
            }
            r[k] = sum / d.length;
        }
        return r;
    }
}
