package io.qvm.market;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dense matrix of doubles, dates by tickers; missing is NaN.
 *
 * <p>One {@code double[]}, row by row: the value of row r and column c lies at {@code r * tickers + c}, so that a
 * cross-section of one day is contiguous. {@link #values()} is the array itself, not a copy: kernels read it in place.
 * Whoever builds a panel fills the array first and hands it over; after that nobody writes to it.
 */
public final class Panel {
    private final DateIndex dates;
    private final TickerIndex tickers;
    /** Rows and columns that are transposed together: they fit into the first-level cache. */
    private static final int BLOCK = 32;

    private final double[] values;
    private volatile double @Nullable [] byTicker;

    /**
     * Wraps an array of {@code dates.size() * tickers.size()} values without copying it.
     *
     * @throws IllegalArgumentException if the length does not fit
     */
    public Panel(DateIndex dates, TickerIndex tickers, double[] values) {
        if (values.length != Math.multiplyExact(dates.size(), tickers.size())) {
            throw new IllegalArgumentException("a panel of " + dates.size() + " x " + tickers.size() + " cannot hold "
                    + values.length + " values");
        }
        this.dates = dates;
        this.tickers = tickers;
        this.values = values;
    }

    /** A panel with every value missing. */
    public static Panel missing(DateIndex dates, TickerIndex tickers) {
        double[] values = new double[Math.multiplyExact(dates.size(), tickers.size())];
        Arrays.fill(values, Double.NaN);
        return new Panel(dates, tickers, values);
    }

    public DateIndex dates() {
        return dates;
    }

    public TickerIndex tickers() {
        return tickers;
    }

    /** Value at a row and a column; NaN if missing. */
    public double get(int row, int column) {
        return values[row * tickers.size() + column];
    }

    /**
     * The same values ticker by ticker: that of row r and column c lies at {@code c * dates + r}, so that the history of one
     * ticker is contiguous. Made when first asked for and kept; not to be written to. Threads may share it.
     */
    public double[] byTicker() {
        double[] made = byTicker;
        if (made == null) {
            made = transpose(values, dates.size(), tickers.size());
            byTicker = made;
        }
        return made;
    }

    private static double[] transpose(double[] values, int rows, int columns) {
        double[] out = new double[values.length];
        for (int fromRow = 0; fromRow < rows; fromRow += BLOCK) {
            int toRow = Math.min(rows, fromRow + BLOCK);
            for (int fromColumn = 0; fromColumn < columns; fromColumn += BLOCK) {
                int toColumn = Math.min(columns, fromColumn + BLOCK);
                for (int c = fromColumn; c < toColumn; c++) {
                    for (int r = fromRow; r < toRow; r++) {
                        out[c * rows + r] = values[r * columns + c];
                    }
                }
            }
        }
        return out;
    }

    /** The backing array, row by row. Not a copy. */
    public double[] values() {
        return values;
    }
}
