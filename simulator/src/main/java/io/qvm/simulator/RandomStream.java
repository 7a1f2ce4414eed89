package io.qvm.simulator;

import java.util.List;

/**
 * A stream of random numbers that depends on its key alone.
 *
 * <p>SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), written out because
 * the library's classes promise good numbers but not the same ones in every release. The key is (seed, purpose, number):
 * drawing more for one company never changes another.
 */
final class RandomStream {
    /** What a stream is for. Order matters: the ordinal is part of the key, so new ones go to the end. */
    enum Purpose {
        COMPANIES,
        MARKET,
        SECTOR,
        BOOKS,
        FILINGS,
        PRICES,
        ROWS
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    RandomStream(long seed, Purpose purpose, int number) {
        state = mix(mix(seed + GOLDEN_GAMMA) ^ (purpose.ordinal() + 1L) * 0xD1B54A32D192ED03L) ^ mix(number + 1L);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Uniform in low to high, both included. */
    int between(int low, int high) {
        return low + (int) (uniform() * (high - low + 1));
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    /** Normal with mean 0 and variance 1, by Marsaglia's polar method. */
    double normal() {
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double w = u * u + v * v;
            if (w > 0 && w < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(w) / w);
            }
        }
    }

    /**
     * Student t with 4 degrees of freedom, scaled to variance 1 and cut at 12.
     *
     * <p>Bailey's polar method (Mathematics of Computation 62, 1994), which for 4 degrees needs square roots only.
     */
    double fatTailed() {
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double w = u * u + v * v;
            if (w > 0 && w < 1) {
                double t = u * Math.sqrt(4 * (1 / Math.sqrt(w) - 1) / w);
                return Math.max(-12, Math.min(12, t * Math.sqrt(0.5)));
            }
        }
    }

    /** Marks a share of things, at least {@code minimum} of them, each eligible one equally likely. */
    boolean[] mark(boolean[] eligible, double share, int minimum) {
        int available = 0;
        for (boolean candidate : eligible) {
            available += candidate ? 1 : 0;
        }
        int wanted = Math.min(available, Math.max(minimum, (int) Math.round(eligible.length * share)));
        boolean[] marked = new boolean[eligible.length];
        for (int i = 0; i < wanted; ) {
            int at = between(0, eligible.length - 1);
            if (eligible[at] && !marked[at]) {
                marked[at] = true;
                i++;
            }
        }
        return marked;
    }
}
