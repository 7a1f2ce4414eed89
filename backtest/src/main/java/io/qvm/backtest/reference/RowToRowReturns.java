package io.qvm.backtest.reference;

import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.DayReturns;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.Arrays;

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
    private final double[] last;
    private int nextRow;

    public RowToRowReturns(RunWindow window, MarketData data) {
        this.data = data;
        this.window = window;
        this.close = data.panel(MarketField.ADJUSTED_CLOSE).values();
        this.last = new double[data.tickers().size()];
        this.nextRow = data.dates().ceiling(window.start().minusMonths(MONTHS_BEFORE));
        Arrays.fill(last, Double.NaN);
    }

    @Override
    public void next(int k, double[] returns) {
        for (int row = nextRow; row <= window.row(k); row++) {
            for (int c = 0; c < last.length; c++) {
                returns[c] = Double.NaN;
                if (data.priceRows().has(row, c)) {
                    double price = close[row * last.length + c];
                    double filled = Double.isNaN(price) ? last[c] : price;
                    returns[c] = filled / last[c] - 1;
                    last[c] = filled;
                }
            }
        }
        nextRow = window.row(k) + 1;
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
