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
    /** Has market cap or traded value. */
    static final int VALUATION = 2;
    /** Stands for a date that is missing. */
    static final int NO_DAY = Integer.MIN_VALUE;
    /** Stands for a ticker that is missing. */
    static final int NO_TICKER = -1;
    /** Days from the first year of the calendar to 1970. */
    private static final int BEFORE_1970 = 719_528;

    private static final Piece NOTHING = new Piece(0, 0);

    private final String dataset;
    private final boolean absurd;
    private final List<MarketField> fields;
    private final Map<String, Integer> tickerNumbers = new HashMap<>();
    private final List<String> tickers = new ArrayList<>();
    private final BitSet distinctDays = new BitSet();
    private final List<Piece> pieces = new ArrayList<>();
    private Piece current = NOTHING;

    /** So many rows, in columns. */
    private static final class Piece {
        private static final int ROWS = 1 << 16;

        private final int[] days;
        private final int[] tickerOf;
        private final byte[] parts;
        private final double[][] values;
        private int size;

        Piece(int fields, int rows) {
            this.days = new int[rows];
            this.tickerOf = new int[rows];
            this.parts = new byte[rows];
            this.values = new double[fields][rows];
        }
    }

    /**
     * @param tickers numbered already, from 0 on
     * @param absurd whether values and days that cannot be are let through
     */
    DailyRows(String dataset, List<MarketField> fields, List<String> tickers, boolean absurd) {
        this.absurd = absurd;
        this.dataset = dataset;
        this.fields = fields;
        tickers.forEach(this::number);
    }

    String dataset() {
        return dataset;
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

    /** The number of a ticker, a new one if it has none; {@link #NO_TICKER} for none. */
    int number(@Nullable String ticker) {
        if (ticker == null) {
            return NO_TICKER;
        }
        Integer number = tickerNumbers.get(ticker);
        if (number == null) {
            number = tickers.size();
            tickerNumbers.put(ticker, number);
            tickers.add(ticker);
        }
        return number;
    }

    /**
     * Starts a row.
     *
     * @param day of the epoch, or {@link #NO_DAY}
     * @param ticker its number, or {@link #NO_TICKER}
     * @return its position in {@link #column}, where its values have to be put before the next row is started, or, if rows
     *     were promised by {@link #keepTogether}, before the next promise
     * @throws InvalidInputException if it has no day or no ticker, or the day cannot be
     */
    int add(int day, int ticker, int part) {
        keepTogether(1);
        if (day == NO_DAY || ticker == NO_TICKER) {
            throw new InvalidInputException("dataset " + dataset + " has a row without "
                    + (ticker == NO_TICKER ? "ticker" : "date for " + tickers.get(ticker))
                    + "; leave it out in the preset's SQL");
        }
        if (!PossibleDays.has(day, absurd)) {
            throw PossibleDays.refusal(dataset, day, tickers.get(ticker));
        }
        distinctDays.set(day + BEFORE_1970);
        int at = current.size++;
        current.days[at] = day;
        current.tickerOf[at] = ticker;
        current.parts[at] = (byte) part;
        return at;
    }

    /** Sees to it that the next rows, at most some thousands, have neighbouring positions. */
    void keepTogether(int rows) {
        if (current.days.length - current.size < rows) {
            current = new Piece(fields.size(), Math.max(rows, Piece.ROWS));
            pieces.add(current);
        }
    }

    /** Position of the next row, if there is room for it beside the last one. */
    int size() {
        return current.size;
    }

    /** Values of a field, by the positions that {@link #add} gives. */
    double[] column(int field) {
        return current.values[field];
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
        int cells = dates.size() * columns.size();
        BitSet seen = new BitSet(cells);
        BitSet prices = new BitSet(cells);
        BitSet valuations = new BitSet(cells);
        int[][] cellsOf = new int[pieces.size()][];
        for (int number = 0; number < cellsOf.length; number++) {
            Piece piece = pieces.get(number);
            int[] cellOf = new int[piece.size];
            for (int i = 0; i < piece.size; i++) {
                cellOf[i] = rowOfDay[piece.days[i] - first] * columns.size() + column[piece.tickerOf[i]];
            }
            mark(piece, cellOf, seen, prices, valuations);
            cellsOf[number] = cellOf;
        }
        // Fields know nothing of each other, and most of the time goes into memory that nobody has touched yet.
        double[][] out = IntStream.range(0, fields.size())
                .parallel()
                .mapToObj(f -> scatter(f, cellsOf, new double[cells]))
                .toArray(double[][]::new);
        pieces.clear();
        current = NOTHING;
        for (int cell = seen.nextClearBit(0); cell < cells; cell = seen.nextClearBit(cell + 1)) {
            for (double[] values : out) {
                values[cell] = Double.NaN;
            }
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (int f = 0; f < out.length; f++) {
            panels.put(fields.get(f), new Panel(dates, columns, out[f]));
        }
        int width = columns.size();
        return new Layout(panels, new RowMask(width, prices), new RowMask(width, valuations));
    }

    private void mark(Piece piece, int[] cellOf, BitSet seen, BitSet prices, BitSet valuations) {
        for (int i = 0; i < piece.size; i++) {
            int cell = cellOf[i];
            if (seen.get(cell)) {
                throw new InvalidInputException(
                        "dataset " + dataset + " has two rows for " + tickers.get(piece.tickerOf[i]) + " on "
                                + LocalDate.ofEpochDay(piece.days[i]) + "; there must be one");
            }
            seen.set(cell);
            prices.set(cell, (piece.parts[i] & PRICE) != 0);
            valuations.set(cell, (piece.parts[i] & VALUATION) != 0);
        }
    }

    private double[] scatter(int field, int[][] cellsOf, double[] to) {
        for (int number = 0; number < cellsOf.length; number++) {
            Piece piece = pieces.get(number);
            if (!scatter(piece.values[field], cellsOf[number], to) && !absurd) {
                throw impossible(piece, field);
            }
        }
        return to;
    }

    /** Whether all values may be. */
    private static boolean scatter(double[] from, int[] cellOf, double[] to) {
        boolean possible = true;
        for (int i = 0; i < cellOf.length; i++) {
            to[cellOf[i]] = from[i];
            possible &= PossibleValues.has(from[i]);
        }
        return possible;
    }

    private InvalidInputException impossible(Piece piece, int field) {
        int row = IntStream.range(0, piece.size)
                .filter(i -> !PossibleValues.has(piece.values[field][i]))
                .findFirst()
                .orElseThrow();
        return new InvalidInputException("dataset " + dataset + " has "
                + fields.get(field).column() + " "
                + piece.values[field][row] + " for " + tickers.get(piece.tickerOf[row]) + " on "
                + LocalDate.ofEpochDay(piece.days[row]) + PossibleValues.REMEDY);
    }

    /** What rows became. */
    record Layout(Map<MarketField, Panel> panels, RowMask prices, RowMask valuations) {}
}
