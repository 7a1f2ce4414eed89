package io.qvm.factor.rolling;

/** Sums of the second, third and fourth power of deviations from the mean, relative to the oldest value that is there. */
final class HigherMoments implements Aggregate {
    private final int minCount;
    private final Result result;

    /** What is made of them. */
    interface Result {
        /**
         * @param n values
         * @param m2 sum of squared deviations, above zero
         * @param m3 sum of their third powers
         * @param m4 sum of their fourth powers
         */
        double of(double n, double m2, double m3, double m4);
    }

    /**
     * @param leastPossible values without which the result is not defined
     */
    HigherMoments(int minCount, int leastPossible, Result result) {
        this.minCount = Math.max(leastPossible, minCount);
        this.result = result;
    }

    /** Sample skewness, corrected for bias. */
    static double skewness(double n, double m2, double m3, double m4) {
        double variance = m2 / n;
        return Math.sqrt(n * (n - 1)) / (n - 2) * (m3 / n) / (variance * Math.sqrt(variance));
    }

    /** Sample excess kurtosis, corrected for bias. */
    static double kurtosis(double n, double m2, double m3, double m4) {
        double variance = m2 / n;
        return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / n / variance / variance) - 3 * (n - 1));
    }

    @Override
    public int components() {
        return 6;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            state[0][j] = there ? 1 : 0;
            state[1][j] = there ? value : 0;
            for (int component = 2; component < 6; component++) {
                state[component][j] = 0;
            }
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        for (int j = 0; j < width; j++) {
            double a = older[0][j];
            double b = newer[0][j];
            double n = a + b;
            double shareA = a / (n + TINY);
            double shareB = b / (n + TINY);
            double any = Math.min(a, 1);
            double delta = (newer[1][j] - older[1][j]) * any + (newer[2][j] - older[2][j]);
            double mean = older[2][j] + delta * shareB;
            double origin = older[1][j] + newer[1][j] * (1 - any);
            // If one side is empty there is no distance: a power that overflows, times zero, would be no number.
            double gap = delta * any * Math.min(b, 1);
            double square = gap * gap;
            double a2 = older[3][j];
            double b2 = newer[3][j];
            double a3 = older[4][j];
            double b3 = newer[4][j];
            double m2 = a2 + b2 + square * a * shareB;
            double m3 = a3 + b3 + square * gap * a * shareB * (shareA - shareB) + 3 * gap * (shareA * b2 - shareB * a2);
            double m4 = older[5][j]
                    + newer[5][j]
                    + square * square * a * shareB * (shareA * shareA - shareA * shareB + shareB * shareB)
                    + 6 * square * (shareA * shareA * b2 + shareB * shareB * a2)
                    + 4 * gap * (shareA * b3 - shareB * a3);
            out[0][j] = n;
            out[1][j] = origin;
            out[2][j] = mean;
            out[3][j] = m2;
            out[4][j] = m3;
            out[5][j] = m4;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double n = state[0][j];
            double m2 = state[3][j];
            out[at + j] = n >= minCount && m2 > 0 ? result.of(n, m2, state[4][j], state[5][j]) : Double.NaN;
        }
    }
}
