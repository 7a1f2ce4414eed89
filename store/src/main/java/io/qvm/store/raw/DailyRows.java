package io.qvm.store.raw;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a (date, ticker) table as they arrive: columns of ints and doubles, no object per row.
 *
 * <p>They lie in pieces of equal length, so that nothing is copied as they grow, and each piece is let go once it is laid out.
 * Tickers get provisional numbers in order of arrival; {@link #layOut} maps them to their columns.
 */
final class DailyRows {
    /** Has prices. */
    static final int PRICE = 1;
    /** Days from the first year of the calendar to 1970. */
    private static final int BEFORE_1970 = 719_528;

    /** Has market cap or traded value. */
    static final int VALUATION = 2;

    private final String dataset;
    private final List<MarketField> fields;
    private final Map<String, Integer> tickerNumbers = new HashMap<>();
    private final List<String> tickers = new ArrayList<>();
    private final BitSet distinctDays = new BitSet();
    private final List<Piece> pieces = new ArrayList<>();
    private static final Piece NOTHING = new Piece(0);

    /** So many rows, in columns. */
    private static final class Piece {
        private static final int ROWS = 1 << 16;

        private final int[] days = new int[ROWS];
        private final int[] tickerOf = new int[ROWS];
        private final byte[] parts = new byte[ROWS];
        private final double[][] values;
        private int size;

        Piece(int fields) {
            this.values = new double[fields][ROWS];
        }
    }

    /**
     * @param tickers numbered already, from 0 on
     */
    DailyRows(String dataset, List<MarketField> fields, List<String> tickers) {
        this.dataset = dataset;
        this.fields = fields;
        tickers.forEach(this::number);
    }

    List<MarketField> fields() {
        return fields;
    }

    List<String> tickers() {
        return tickers;
    }

    int[] distinctDays() {
        return distinctDays.stream().map(day -> day - BEFORE_1970).toArray();
    }

    /** The number of a ticker, a new one if it has none; -1 for none. */
    int number(@Nullable String ticker) {
        if (ticker == null) {
            return -1;
        }
        Integer number = tickerNumbers.get(ticker);
        if (number == null) {
            number = tickers.size();
            tickerNumbers.put(ticker, number);
            tickers.add(ticker);
        }
        return number;
    }

    /** Starts a row; its values follow by {@link #set}. */
    void add(int day, int ticker, int part) {
        if (pieces.isEmpty() || current().size == Piece.ROWS) {
            pieces.add(new Piece(fields.size()));
        }
        if (day < -BEFORE_1970) {
            throw new InvalidInputException("dataset " + dataset + " has a row of " + LocalDate.ofEpochDay(day)
                    + " for " + tickers.get(ticker) + "; no market is that old");
        }
        distinctDays.set(day + BEFORE_1970);
        Piece piece = current();
        piece.days[piece.size] = day;
        piece.tickerOf[piece.size] = ticker;
        piece.parts[piece.size] = (byte) part;
        piece.size++;
    }

    void set(int field, double value) {
        Piece piece = current();
        piece.values[field][piece.size - 1] = value;
    }

    private Piece current() {
        return pieces.get(pieces.size() - 1);
    }

    /**
     * Tickers that have, up to a day, rows of all these parts and a value of each of these fields.
     *
     * @param wantedParts {@link #PRICE} and {@link #VALUATION}, or one of them
     */
    Set<String> completeUpTo(int lastDay, int wantedParts, Set<MarketField> wanted) {
        int[] columns = IntStream.range(0, fields.size())
                .filter(f -> wanted.contains(fields.get(f)))
                .toArray();
        byte[] seenParts = new byte[tickers.size()];
        BitSet seenValues = new BitSet(tickers.size() * columns.length);
        for (Piece piece : pieces) {
            for (int i = 0; i < piece.size; i++) {
                if (piece.days[i] <= lastDay) {
                    int ticker = piece.tickerOf[i];
                    seenParts[ticker] |= piece.parts[i];
                    for (int c = 0; c < columns.length; c++) {
                        if (!Double.isNaN(piece.values[columns[c]][i])) {
                            seenValues.set(ticker * columns.length + c);
                        }
                    }
                }
            }
        }
        return IntStream.range(0, tickers.size())
                .filter(ticker -> (seenParts[ticker] & wantedParts) == wantedParts
                        && seenValues
                                        .get(ticker * columns.length, (ticker + 1) * columns.length)
                                        .cardinality()
                                == columns.length)
                .mapToObj(tickers::get)
                .collect(Collectors.toSet());
    }

    /** Panels and row masks of these rows, which are then gone from here. */
    Layout layOut(DateIndex dates, TickerIndex columns) {
        int[] column = tickers.stream().mapToInt(columns::indexOf).toArray();
        int first = dates.isEmpty() ? 0 : dates.epochDay(0);
        int[] rowOfDay = new int[dates.isEmpty() ? 0 : dates.epochDay(dates.size() - 1) - first + 1];
        for (int row = 0; row < dates.size(); row++) {
            rowOfDay[dates.epochDay(row) - first] = row;
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        fields.forEach(field -> panels.put(field, Panel.missing(dates, columns)));
        double[][] out = fields.stream()
                .map(field -> panels.get(field))
                .map(Panel::values)
                .toArray(double[][]::new);
        int cells = dates.size() * columns.size();
        BitSet seen = new BitSet(cells);
        BitSet prices = new BitSet(cells);
        BitSet valuations = new BitSet(cells);
        for (int number = 0; number < pieces.size(); number++) {
            Piece piece = pieces.get(number);
            for (int i = 0; i < piece.size; i++) {
                int cell = rowOfDay[piece.days[i] - first] * columns.size() + column[piece.tickerOf[i]];
                if (seen.get(cell)) {
                    throw new InvalidInputException(
                            "dataset " + dataset + " has two rows for " + tickers.get(piece.tickerOf[i]) + " on "
                                    + LocalDate.ofEpochDay(piece.days[i]) + "; there must be one");
                }
                seen.set(cell);
                prices.set(cell, (piece.parts[i] & PRICE) != 0);
                valuations.set(cell, (piece.parts[i] & VALUATION) != 0);
                for (int f = 0; f < out.length; f++) {
                    out[f][cell] = piece.values[f][i];
                }
            }
            pieces.set(number, NOTHING);
        }
        pieces.clear();
        int width = columns.size();
        return new Layout(panels, new RowMask(width, prices), new RowMask(width, valuations));
    }

    /** What rows became. */
    record Layout(Map<MarketField, Panel> panels, RowMask prices, RowMask valuations) {}
}
