package io.qvm.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.TickerIndex;
import java.util.Arrays;

/**
 * For every date and ticker, the nearest row that counts, at or before it and at or after it.
 *
 * <p>Two {@code int[]} of dates by tickers, row by row, each filled in one pass, so that an as-of look-up costs one read.
 */
final class AsOfRows {
    /** Says that there is no such row. */
    static final int NONE = -1;

    private final int tickers;
    private final int[] previous;
    private final int[] next;

    /** Says whether a row counts. */
    interface Counts {
        boolean test(int row, int column);
    }

    /** Prepares look-ups backwards only, in half of the memory. */
    static AsOfRows backwards(DateIndex dates, TickerIndex tickers, Counts counts) {
        return new AsOfRows(dates, tickers, counts, false);
    }

    /** Prepares look-ups backwards and forwards. */
    static AsOfRows bothWays(DateIndex dates, TickerIndex tickers, Counts counts) {
        return new AsOfRows(dates, tickers, counts, true);
    }

    private AsOfRows(DateIndex dates, TickerIndex tickers, Counts counts, boolean forwards) {
        this.tickers = tickers.size();
        int rows = dates.size();
        int columns = tickers.size();
        this.previous = new int[rows * columns];
        this.next = new int[forwards ? rows * columns : 0];
        int[] nearest = new int[columns];
        Arrays.fill(nearest, NONE);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (counts.test(row, column)) {
                    nearest[column] = row;
                }
                previous[row * columns + column] = nearest[column];
            }
        }
        Arrays.fill(nearest, NONE);
        for (int row = forwards ? rows - 1 : -1; row >= 0; row--) {
            for (int column = 0; column < columns; column++) {
                if (previous[row * columns + column] == row) {
                    nearest[column] = row;
                }
                next[row * columns + column] = nearest[column];
            }
        }
    }

    /** Last row up to {@code row} that counts, or {@link #NONE}; so too for a row below zero. */
    int upTo(int row, int column) {
        return row < 0 ? NONE : previous[row * tickers + column];
    }

    /** First row from {@code row} to {@code last} that counts, or {@link #NONE}; only if prepared forwards. */
    int from(int row, int last, int column) {
        if (row > last) {
            return NONE;
        }
        int found = next[row * tickers + column];
        return found > last ? NONE : found;
    }
}
