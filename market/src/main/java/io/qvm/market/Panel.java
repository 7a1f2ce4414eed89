package io.qvm.market;

import java.util.Arrays;

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
    private final double[] values;

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

    /** The backing array, row by row. Not a copy. */
    public double[] values() {
        return values;
    }
}
