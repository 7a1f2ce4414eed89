package io.qvm.factor.crosssection;

import java.util.Arrays;

/**
 * Who takes part in a cross-section, group by group, in the order of columns.
 *
 * <p>Filled anew for each day; one pass to count, one to place.
 */
final class Members {
    private final int[] columns;
    private final int[] starts;
    private final int[] next;

    Members(int tickers, int groupCount) {
        this.columns = new int[tickers];
        this.starts = new int[groupCount + 1];
        this.next = new int[groupCount];
    }

    /**
     * Finds those that have all values, are in {@code rows} and have a group.
     *
     * @param operands rows by columns; the day begins at {@code offset}
     * @param groups group of each ticker, -1 if it has none
     */
    void find(double[][] operands, boolean[] rows, int offset, int[] groups) {
        Arrays.fill(starts, 0);
        for (int column = 0; column < groups.length; column++) {
            if (takesPart(operands, rows, offset, groups, column)) {
                starts[groups[column] + 1]++;
            }
        }
        for (int group = 1; group < starts.length; group++) {
            starts[group] += starts[group - 1];
        }
        System.arraycopy(starts, 0, next, 0, next.length);
        for (int column = 0; column < groups.length; column++) {
            if (takesPart(operands, rows, offset, groups, column)) {
                columns[next[groups[column]]++] = column;
            }
        }
    }

    private static boolean takesPart(double[][] operands, boolean[] rows, int offset, int[] groups, int column) {
        if (groups[column] < 0 || !rows[offset + column]) {
            return false;
        }
        for (double[] operand : operands) {
            if (Double.isNaN(operand[offset + column])) {
                return false;
            }
        }
        return true;
    }

    int groupCount() {
        return next.length;
    }

    /** Position of a group's first member. */
    int start(int group) {
        return starts[group];
    }

    /** Position after a group's last member. */
    int end(int group) {
        return starts[group + 1];
    }

    /** Number of members in all. */
    int size() {
        return starts[starts.length - 1];
    }

    /** Column of the member at a position. */
    int column(int position) {
        return columns[position];
    }
}
