package io.qvm.analysis;

/**
 * What every stretch of a record does to a sum, a sum of squares and a value's drawdown, for lengths that are powers of two.
 *
 * <p>A resample is some hundred stretches of the record laid end to end: walking it stretch by stretch instead of day by day
 * takes a fraction of the time, and gives the same figures but for rounding. A stretch may run over the end of the record to
 * its beginning. Two stretches one after another are again one: their sums add, the second's extremes start where the first
 * ended.
 */
final class PathSegments {
    /** Longer stretches are taken in parts of 2^6; blocks are rarely as long. */
    private static final int LEVELS = 7;

    /** Columns of a stretch; all levels are relative to its beginning. */
    private static final int SUM = 0;

    private static final int SQUARES = 1;
    private static final int END = 2;
    private static final int HIGHEST = 3;
    private static final int LOWEST = 4;
    private static final int DEEPEST = 5;
    private static final int COLUMNS = 6;

    private final int length;
    private final double[][] levels = new double[LEVELS][];

    /**
     * Summarises a record.
     *
     * @param x values whose sum and sum of squares are wanted
     * @param steps changes of the value whose drawdown is wanted, as many as {@code x}
     */
    PathSegments(double[] x, double[] steps) {
        this.length = x.length;
        double[] days = new double[length * COLUMNS];
        for (int t = 0; t < length; t++) {
            int at = t * COLUMNS;
            days[at + SUM] = x[t];
            days[at + SQUARES] = x[t] * x[t];
            days[at + END] = steps[t];
            days[at + HIGHEST] = Math.max(0, steps[t]);
            days[at + LOWEST] = Math.min(0, steps[t]);
            days[at + DEEPEST] = Math.min(0, steps[t]);
        }
        levels[0] = days;
        for (int k = 1; k < LEVELS; k++) {
            levels[k] = doubled(levels[k - 1], 1 << (k - 1));
        }
    }

    private double[] doubled(double[] half, int halfLength) {
        double[] whole = new double[half.length];
        for (int t = 0; t < length; t++) {
            int a = t * COLUMNS;
            int b = (t + halfLength) % length * COLUMNS;
            double end = half[a + END];
            whole[a + SUM] = half[a + SUM] + half[b + SUM];
            whole[a + SQUARES] = half[a + SQUARES] + half[b + SQUARES];
            whole[a + END] = end + half[b + END];
            whole[a + HIGHEST] = Math.max(half[a + HIGHEST], end + half[b + HIGHEST]);
            whole[a + LOWEST] = Math.min(half[a + LOWEST], end + half[b + LOWEST]);
            double across = end + half[b + LOWEST] - half[a + HIGHEST];
            whole[a + DEEPEST] = Math.min(Math.min(half[a + DEEPEST], half[b + DEEPEST]), across);
        }
        return whole;
    }

    /** A path that stretches are appended to. */
    final class Path {
        private double sum;
        private double squares;
        private double end;
        private double highest;
        private double deepest;

        /**
         * Appends a stretch of the record.
         *
         * @param from its first day, from 0 to the record's length - 1
         * @param days how many, at least 0; after the last day comes the first
         */
        void append(int from, int days) {
            int left = days;
            int position = from;
            while (left > 0) {
                int k = Math.min(LEVELS - 1, 31 - Integer.numberOfLeadingZeros(left));
                double[] level = levels[k];
                int at = position * COLUMNS;
                sum += level[at + SUM];
                squares += level[at + SQUARES];
                deepest = Math.min(Math.min(deepest, level[at + DEEPEST]), end + level[at + LOWEST] - highest);
                highest = Math.max(highest, end + level[at + HIGHEST]);
                end += level[at + END];
                left -= 1 << k;
                position += 1 << k;
                while (position >= length) {
                    position -= length;
                }
            }
        }

        double sum() {
            return sum;
        }

        double squares() {
            return squares;
        }

        /** Where the value is now, from 0 at the start. */
        double end() {
            return end;
        }

        /** Largest fall from a highest value so far, 0 or less. */
        double deepest() {
            return deepest;
        }
    }
}
