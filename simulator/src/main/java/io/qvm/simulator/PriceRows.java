package io.qvm.simulator;

import io.qvm.market.DateIndex;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** The price table while it is being filled, as panels. */
final class PriceRows {
    final DateIndex dates;
    final TickerIndex tickers;
    private final Map<MarketField, double[]> values = new EnumMap<>(MarketField.class);
    private final BitSet rows = new BitSet();

    PriceRows(DateIndex dates, TickerIndex tickers) {
        this.dates = dates;
        this.tickers = tickers;
        for (MarketField field : MarketField.values()) {
            double[] column = new double[Math.multiplyExact(dates.size(), tickers.size())];
            Arrays.fill(column, Double.NaN);
            values.put(field, column);
        }
    }

    double[] of(MarketField field) {
        double[] column = values.get(field);
        if (column == null) {
            throw new IllegalStateException("every field has a column");
        }
        return column;
    }

    void mark(int row, int column) {
        rows.set(row * tickers.size() + column);
    }

    boolean has(int row, int column) {
        return rows.get(row * tickers.size() + column);
    }

    int at(int row, int column) {
        return row * tickers.size() + column;
    }

    Map<MarketField, Panel> panels() {
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        values.forEach((field, column) -> panels.put(field, new Panel(dates, tickers, column)));
        return panels;
    }

    RowMask mask() {
        return new RowMask(tickers.size(), rows);
    }
}
