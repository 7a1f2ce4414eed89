package io.qvm.backtest.funnel;

import io.qvm.market.MarketData;
import io.qvm.market.MarketField;

/** Latest values before a row. */
final class LastKnown {
    private LastKnown() {}

    /** The last value of a field before a row; NaN if there is none. */
    static double before(MarketData data, MarketField field, int row, int column) {
        int columns = data.tickers().size();
        double[] values = data.panel(field).values();
        for (int r = row - 1; r >= 0; r--) {
            double value = values[r * columns + column];
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /** The same for all columns; all missing if the data lack the field. */
    static double[] before(MarketData data, MarketField field, int row) {
        double[] last = new double[data.tickers().size()];
        for (int c = 0; c < last.length; c++) {
            last[c] = data.has(field) ? before(data, field, row, c) : Double.NaN;
        }
        return last;
    }
}
