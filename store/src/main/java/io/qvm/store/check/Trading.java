package io.qvm.store.check;

import io.qvm.market.MarketField;
import java.util.Arrays;

/** How much a stock trades around a day. */
final class Trading {
    private static final int DAYS_BEFORE = 20;
    private static final int FEWEST_DAYS = 5;

    private final CheckedMarket m;
    private final double[] volume;
    private final double[] price;
    private final double[] tradedValue;

    Trading(CheckedMarket market) {
        this.m = market;
        this.volume = market.values(MarketField.VOLUME);
        this.price = market.values(market.has(MarketField.CLOSE) ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE);
        this.tradedValue = market.values(MarketField.TRADED_VALUE);
    }

    /** Rows since the last trade before a row: 1 if the stock traded the row before, or if no volumes are known. */
    int rowsWithoutTrade(int column, int row) {
        if (!m.has(MarketField.VOLUME)) {
            return 1;
        }
        for (int before = row - 1; before >= m.firstRow[column]; before--) {
            if (volume[m.cell(before, column)] > 0) {
                return row - before;
            }
        }
        return Integer.MAX_VALUE;
    }

    /**
     * True if news moved the price: many more shares than in the days before were traded, and much more money.
     *
     * <p>Asking for both tells news from faults: a split that is not adjusted for multiplies shares but not money, a price in
     * another unit multiplies money but not shares.
     */
    boolean surges(int column, int row, double factor) {
        int cell = m.cell(row, column);
        double shares = volume[cell] / median(column, row, volume, false);
        double money = volume[cell] * price[cell] / median(column, row, volume, true);
        double recorded = tradedValue[cell] / median(column, row, tradedValue, false);
        return shares >= factor && money >= factor && (Double.isNaN(recorded) || recorded >= factor);
    }

    private double median(int column, int row, double[] values, boolean timesPrice) {
        double[] before = new double[DAYS_BEFORE];
        int n = 0;
        for (int r = row - 1; r >= m.firstRow[column] && r >= row - 3 * DAYS_BEFORE && n < DAYS_BEFORE; r--) {
            int cell = m.cell(r, column);
            double value = timesPrice ? values[cell] * price[cell] : values[cell];
            if (value > 0) {
                before[n++] = value;
            }
        }
        Arrays.sort(before, 0, n);
        return n < FEWEST_DAYS ? Double.NaN : before[n / 2];
    }
}
