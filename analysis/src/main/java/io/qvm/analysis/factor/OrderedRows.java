package io.qvm.analysis.factor;

import io.qvm.analysis.Ranks;
import java.util.stream.IntStream;

/**
 * The rows of a matrix, each with the columns of its values in ascending order.
 *
 * <p>Sorted once, a row can be ranked among any subset of its columns in one pass; that is what makes many horizons,
 * factors and sectors cheap. Memory: 4 bytes a value beside the 8 of the matrix.
 */
final class OrderedRows {
    private final double[] values;
    private final int columns;
    private final int[] order;
    private final int[] count;

    private OrderedRows(double[] values, int columns, int[] order, int[] count) {
        this.values = values;
        this.columns = columns;
        this.order = order;
        this.count = count;
    }

    /** Sorts all rows; equal values in the order of the columns, NaN in none. */
    static OrderedRows of(double[] values, int columns) {
        int rows = columns == 0 ? 0 : values.length / columns;
        int[] order = new int[values.length];
        int[] count = new int[rows];
        IntStream.range(0, rows).parallel().forEach(row -> {
            int at = row * columns;
            int[] present = new int[columns];
            double[] x = new double[columns];
            int n = 0;
            for (int c = 0; c < columns; c++) {
                if (!Double.isNaN(values[at + c])) {
                    present[n] = c;
                    x[n++] = values[at + c];
                }
            }
            int[] sorted = Ranks.order(java.util.Arrays.copyOf(x, n));
            for (int i = 0; i < n; i++) {
                order[at + i] = present[sorted[i]];
            }
            count[row] = n;
        });
        return new OrderedRows(values, columns, order, count);
    }

    int rows() {
        return count.length;
    }

    int columns() {
        return columns;
    }

    /** Number of values in a row that are not NaN. */
    int count(int row) {
        return count[row];
    }

    /** Column of the i-th lowest value of a row. */
    int column(int row, int i) {
        return order[row * columns + i];
    }

    double value(int row, int column) {
        return values[row * columns + column];
    }

    /** Columns of a row by ascending value; only the first {@link #count} are filled. */
    void copyOrder(int row, int[] into) {
        System.arraycopy(order, row * columns, into, 0, count[row]);
    }
}
