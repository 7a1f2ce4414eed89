package io.qvm.market;

import java.util.BitSet;

/**
 * Which (date, ticker) rows a table has, whatever their values.
 *
 * <p>A panel cannot tell a row whose value is NULL from a row that is not there; some reference rules can. Same layout
 * as {@link Panel}.
 */
public final class RowMask {
    private final int tickers;
    private final BitSet rows;

    /** Wraps bits laid out as {@code row * tickers + column}; nobody writes to them afterwards. */
    public RowMask(int tickers, BitSet rows) {
        this.tickers = tickers;
        this.rows = rows;
    }

    /** True if the table has a row for this date and ticker. */
    public boolean has(int row, int column) {
        return rows.get(row * tickers + column);
    }

    /** True if the table has a row for this date and any ticker. */
    public boolean hasAny(int row) {
        int next = rows.nextSetBit(row * tickers);
        return next >= 0 && next < (row + 1) * tickers;
    }
}
