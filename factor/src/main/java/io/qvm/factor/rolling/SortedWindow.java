package io.qvm.factor.rolling;

/**
 * Quantiles of the window's values, and the rank of the newest among them, from values kept in order.
 *
 * <p>A step looks for two places by bisection and moves the values between them. Column by column; the columns of a tile are
 * copied together first, so that each cache line is read once.
 */
final class SortedWindow implements Kernel {
    private static final int TILE = 8;

    private final Result result;

    /** What is made of the values in order. */
    interface Result {
        /**
         * @param sorted values, ascending
         * @param count how many they are, at least 1
         * @param today value of the newest row, NaN if missing
         */
        double of(double[] sorted, int count, double today, double[] parameters);
    }

    SortedWindow(Result result) {
        this.result = result;
    }

    /**
     * The value below which a share of the values lies, by linear interpolation (type 7 of Hyndman and Fan, <i>Sample
     * quantiles in statistical packages</i>, 1996).
     */
    static double quantile(double[] sorted, int count, double share) {
        double at = (count - 1) * share;
        int below = (int) at;
        double low = sorted[below];
        return below + 1 < count ? low + (sorted[below + 1] - low) * (at - below) : low;
    }

    /** Share of the values that are not above {@code value}, of those that equal it counting half and itself. */
    static double percentileRank(double[] sorted, int count, double value) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        int below = below(sorted, count, value);
        int upTo = below(sorted, count, Math.nextUp(value));
        return (below + (upTo - below + 1) / 2.0) / count;
    }

    @Override
    public void run(Task task) {
        double[][] tile = new double[TILE][task.rows()];
        double[] sorted = new double[Math.min(task.reach(), task.rows())];
        int first = Math.max(0, task.firstRow() - task.reach() + 1);
        for (int from = 0; from < task.columns(); from += TILE) {
            int width = Math.min(TILE, task.columns() - from);
            for (int row = first; row < task.rows(); row++) {
                for (int j = 0; j < width; j++) {
                    // Adding zero makes minus zero zero, so that the order of numbers is that of their bits.
                    tile[j][row] = task.arguments()[0][row * task.columns() + from + j] + 0.0;
                }
            }
            for (int j = 0; j < width; j++) {
                roll(task, tile[j], sorted, first, from + j);
            }
        }
    }

    private void roll(Task task, double[] x, double[] sorted, int first, int column) {
        int count = 0;
        for (int row = first; row < task.rows(); row++) {
            int leaving = row - task.reach();
            count = replace(sorted, count, leaving >= first ? x[leaving] : Double.NaN, x[row]);
            if (row >= task.firstRow()) {
                int at = row * task.columns() + column;
                boolean enough = count >= Math.max(1, task.minCount());
                task.out()[at] = enough ? result.of(sorted, count, x[row], task.parameters()) : Double.NaN;
                task.dropInfinite(at, at + 1);
            }
        }
    }

    /** Takes one value out and puts one in, either of which may be missing; returns how many there are. */
    private static int replace(double[] sorted, int count, double out, double in) {
        boolean leaves = !Double.isNaN(out);
        boolean enters = !Double.isNaN(in);
        // What leaves goes to the end of the array or to where the new value belongs.
        int gap = leaves ? below(sorted, count, out) : count;
        int left = leaves ? count - 1 : count;
        if (!enters) {
            System.arraycopy(sorted, leaves ? gap + 1 : count, sorted, gap, leaves ? count - gap - 1 : 0);
            return left;
        }
        int place = below(sorted, count, in);
        if (place > gap) {
            place--;
            System.arraycopy(sorted, gap + 1, sorted, gap, place - gap);
        } else {
            System.arraycopy(sorted, place, sorted, place + 1, gap - place);
        }
        sorted[place] = in;
        return left + 1;
    }

    /** Number of values below one, by bisection without unpredictable branches. */
    private static int below(double[] sorted, int count, double value) {
        int base = 0;
        int length = count;
        while (length > 1) {
            int half = length >>> 1;
            base = sorted[base + half - 1] < value ? base + half : base;
            length -= half;
        }
        return length == 1 && sorted[base] < value ? base + 1 : base;
    }
}
