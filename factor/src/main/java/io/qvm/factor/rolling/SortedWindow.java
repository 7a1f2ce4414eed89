package io.qvm.factor.rolling;

import io.qvm.factor.statistics.SortedValues;

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
        int gap = leaves ? SortedValues.below(sorted, count, out) : count;
        int left = leaves ? count - 1 : count;
        if (!enters) {
            System.arraycopy(sorted, leaves ? gap + 1 : count, sorted, gap, leaves ? count - gap - 1 : 0);
            return left;
        }
        int place = SortedValues.below(sorted, count, in);
        if (place > gap) {
            place--;
            System.arraycopy(sorted, gap + 1, sorted, gap, place - gap);
        } else {
            System.arraycopy(sorted, place, sorted, place + 1, gap - place);
        }
        sorted[place] = in;
        return left + 1;
    }
}
