package io.qvm.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.TickerIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * For every date and ticker, the nearest row that counts, at or before it and at or after it.
 *
 * <p>Two {@code int[]} of dates by tickers, row by row, each filled in one pass when a row is first asked for that does not
 * count itself; from then on an as-of look-up costs one read. Threads may share it.
 */
final class AsOfRows {
    /** Says that there is no such row. */
    static final int NONE = -1;

    private final int rows;
    private final int columns;
    private final Counts counts;
    private volatile int @Nullable [] previous;
    private volatile int @Nullable [] next;

    /** Says whether a row counts; always the same. */
    interface Counts {
        boolean test(int row, int column);
    }

    AsOfRows(DateIndex dates, TickerIndex tickers, Counts counts) {
        this.rows = dates.size();
        this.columns = tickers.size();
        this.counts = counts;
    }

    /** Last row up to {@code row} that counts, or {@link #NONE}; so too for a row below zero. */
    int upTo(int row, int column) {
        if (row < 0) {
            return NONE;
        }
        int[] found = previous;
        if (found == null) {
            if (counts.test(row, column)) {
                return row;
            }
            found = findPrevious();
        }
        return found[row * columns + column];
    }

    /** First row from {@code row} to {@code last} that counts, or {@link #NONE}. */
    int from(int row, int last, int column) {
        if (row > last) {
            return NONE;
        }
        int[] found = next;
        if (found == null) {
            if (counts.test(row, column)) {
                return row;
            }
            found = findNext();
        }
        int first = found[row * columns + column];
        return first > last ? NONE : first;
    }

    private synchronized int[] findPrevious() {
        int[] found = previous;
        if (found == null) {
            found = new int[rows * columns];
            int[] nearest = new int[columns];
            Arrays.fill(nearest, NONE);
            for (int row = 0; row < rows; row++) {
                fill(row, nearest, found);
            }
            previous = found;
        }
        return found;
    }

    private synchronized int[] findNext() {
        int[] found = next;
        if (found == null) {
            found = new int[rows * columns];
            int[] nearest = new int[columns];
            Arrays.fill(nearest, NONE);
            for (int row = rows - 1; row >= 0; row--) {
                fill(row, nearest, found);
            }
            next = found;
        }
        return found;
    }

    private void fill(int row, int[] nearest, int[] out) {
        for (int column = 0; column < columns; column++) {
            if (counts.test(row, column)) {
                nearest[column] = row;
            }
        }
        System.arraycopy(nearest, 0, out, row * columns, columns);
    }
}
