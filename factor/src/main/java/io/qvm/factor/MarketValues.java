package io.qvm.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** Latest values of one market field up to a day, under the model's rule of which row gives them. */
final class MarketValues {
    /** Fields of the valuation table; all others are of the price table. */
    private static final Set<MarketField> VALUATIONS =
            EnumSet.of(MarketField.TRADED_VALUE, MarketField.SHARES_OUTSTANDING, MarketField.MARKET_CAP);

    private final DateIndex dates;
    private final Panel panel;
    private final int maxAgeDays;
    private final RowMask tableRows;
    private final boolean lastRowCounts;
    private final AsOfRows rows;

    MarketValues(MarketData data, MarketField field, ModelSpec.Market rule) {
        this.dates = data.dates();
        this.panel = data.panel(field);
        this.maxAgeDays = rule.maxAgeDays().orElse(Integer.MAX_VALUE);
        this.tableRows = VALUATIONS.contains(field) ? data.valuationRows() : data.priceRows();
        this.lastRowCounts = rule.values() == ModelSpec.ValueRule.LAST_ROW;
        this.rows = lastRowCounts
                ? new AsOfRows(dates, data.tickers(), tableRows::has)
                : new AsOfRows(dates, data.tickers(), (row, column) -> !Double.isNaN(panel.get(row, column)));
    }

    /** Puts each ticker's value on a day into {@code out}, from {@code offset} on; NaN where there is none that counts. */
    void fill(LocalDate day, int floorRow, double[] out, int offset) {
        long oldest = day.toEpochDay() - maxAgeDays;
        double[] values = panel.values();
        int columns = panel.tickers().size();
        boolean fresh = floorRow >= 0 && dates.epochDay(floorRow) >= oldest;
        for (int column = 0; column < columns; column++) {
            // Most values are there on the day itself.
            double value = fresh ? values[floorRow * columns + column] : Double.NaN;
            if (Double.isNaN(value) || (lastRowCounts && !tableRows.has(floorRow, column))) {
                int row = rowSince(oldest, floorRow, column);
                value = row < 0 ? Double.NaN : values[row * columns + column];
            }
            out[offset + column] = value;
        }
    }

    /** Row of the value that counts for a ticker on a day, {@link AsOfRows#NONE} if there is none. */
    int row(LocalDate day, int floorRow, int column) {
        return rowSince(day.toEpochDay() - maxAgeDays, floorRow, column);
    }

    private int rowSince(long oldest, int floorRow, int column) {
        int row = rows.upTo(floorRow, column);
        return row >= 0 && dates.epochDay(row) >= oldest ? row : AsOfRows.NONE;
    }
}
