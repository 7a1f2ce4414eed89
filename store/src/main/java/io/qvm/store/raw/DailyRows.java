package io.qvm.store.raw;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows of a (date, ticker) table as they arrive: growing columns of ints and doubles, no object per row.
 *
 * <p>Tickers get provisional numbers in order of arrival; {@link #layOut} maps them to their columns.
 */
final class DailyRows {
    /** Has prices. */
    static final int PRICE = 1;
    /** Has market cap or traded value. */
    static final int VALUATION = 2;

    private final String dataset;
    private final List<MarketField> fields;
    private final Map<String, Integer> tickerNumbers = new HashMap<>();
    private final List<String> tickers = new ArrayList<>();
    private int[] days = new int[1 << 16];
    private int[] tickerOf = new int[1 << 16];
    private byte[] parts = new byte[1 << 16];
    private final double[][] values;
    private int size;

    DailyRows(String dataset, List<MarketField> fields) {
        this.dataset = dataset;
        this.fields = fields;
        this.values = new double[fields.size()][1 << 16];
    }

    List<MarketField> fields() {
        return fields;
    }

    List<String> tickers() {
        return tickers;
    }

    int[] distinctDays() {
        return IntStream.range(0, size).map(i -> days[i]).sorted().distinct().toArray();
    }

    /** Starts a row; its values follow by {@link #set}. */
    void add(int day, String ticker, int part) {
        if (size == days.length) {
            grow();
        }
        Integer number = tickerNumbers.get(ticker);
        if (number == null) {
            number = tickers.size();
            tickerNumbers.put(ticker, number);
            tickers.add(ticker);
        }
        days[size] = day;
        tickerOf[size] = number;
        parts[size] = (byte) part;
        size++;
    }

    void set(int field, double value) {
        values[field][size - 1] = value;
    }

    private void grow() {
        int capacity = size * 2;
        days = Arrays.copyOf(days, capacity);
        tickerOf = Arrays.copyOf(tickerOf, capacity);
        parts = Arrays.copyOf(parts, capacity);
        for (int f = 0; f < values.length; f++) {
            values[f] = Arrays.copyOf(values[f], capacity);
        }
    }

    /** Panels and row masks of these rows. */
    Layout layOut(DateIndex dates, TickerIndex columns) {
        int[] cell = cells(dates, columns);
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (int f = 0; f < values.length; f++) {
            Panel panel = Panel.missing(dates, columns);
            for (int i = 0; i < size; i++) {
                panel.values()[cell[i]] = values[f][i];
            }
            panels.put(fields.get(f), panel);
        }
        return new Layout(panels, mask(PRICE, cell, columns), mask(VALUATION, cell, columns));
    }

    private int[] cells(DateIndex dates, TickerIndex columns) {
        int[] column = tickers.stream().mapToInt(columns::indexOf).toArray();
        int first = dates.isEmpty() ? 0 : dates.epochDay(0);
        int[] rowOfDay = new int[dates.isEmpty() ? 0 : dates.epochDay(dates.size() - 1) - first + 1];
        for (int row = 0; row < dates.size(); row++) {
            rowOfDay[dates.epochDay(row) - first] = row;
        }
        BitSet seen = new BitSet();
        int[] cell = new int[size];
        for (int i = 0; i < size; i++) {
            cell[i] = rowOfDay[days[i] - first] * columns.size() + column[tickerOf[i]];
            if (seen.get(cell[i])) {
                throw new InvalidInputException("dataset " + dataset + " has two rows for " + tickers.get(tickerOf[i])
                        + " on " + LocalDate.ofEpochDay(days[i]) + "; there must be one");
            }
            seen.set(cell[i]);
        }
        return cell;
    }

    private RowMask mask(int part, int[] cell, TickerIndex columns) {
        BitSet rows = new BitSet();
        for (int i = 0; i < size; i++) {
            if ((parts[i] & part) != 0) {
                rows.set(cell[i]);
            }
        }
        return new RowMask(columns.size(), rows);
    }

    /** What rows became. */
    record Layout(Map<MarketField, Panel> panels, RowMask prices, RowMask valuations) {}
}
