package io.qvm.backtest.reference;

import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.DayReturns;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;

/**
 * Returns as the reference engine forms them (its rule B1): from one stored price row of a ticker to its next one.
 *
 * <p>Rows count from three months before the range. A row whose price is NULL repeats the last price, so its return is 0. A
 * price of 0 is a price: the return to it is -1 and the one after it infinite. A day without row has no return, and the whole
 * move falls on the first day back.
 */
public final class RowToRowReturns implements DayReturns {
    private static final int MONTHS_BEFORE = 3;

    private final MarketData data;
    private final RunWindow window;
    private final double[] close;
    private final int columns;
    private final int firstRow;

    public RowToRowReturns(RunWindow window, MarketData data) {
        this.data = data;
        this.window = window;
        this.close = data.panel(MarketField.ADJUSTED_CLOSE).values();
        this.columns = data.tickers().size();
        this.firstRow = data.dates().ceiling(window.start().minusMonths(MONTHS_BEFORE));
    }

    @Override
    public double on(int column, int k) {
        int row = window.row(k);
        if (!data.priceRows().has(row, column)) {
            return Double.NaN;
        }
        double last = lastBefore(row, column);
        double price = close[row * columns + column];
        return (Double.isNaN(price) ? last : price) / last - 1;
    }

    private double lastBefore(int row, int column) {
        for (int r = row - 1; r >= firstRow; r--) {
            if (data.priceRows().has(r, column) && !Double.isNaN(close[r * columns + column])) {
                return close[r * columns + column];
            }
        }
        return Double.NaN;
    }

    @Override
    public boolean isGone(int column, int k) {
        return false;
    }

    /** By column, whether the ticker has any price row in the window; others stay out (rule B6). */
    public static boolean[] priced(RunWindow window, MarketData data) {
        boolean[] priced = new boolean[data.tickers().size()];
        for (int k = 0; k < window.size(); k++) {
            for (int c = 0; c < priced.length; c++) {
                priced[c] |= data.priceRows().has(window.row(k), c);
            }
        }
        return priced;
    }
}
