package io.qvm.store.check;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Quarter;
import io.qvm.store.check.Checks.ImpossibleDates;
import io.qvm.store.check.Checks.ThinDays;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The loaded data and what several checks ask of them.
 *
 * <p>Rows on impossible dates lie outside {@link #from} and {@link #to}, so that one row of the year 9999 does not make every
 * stock look delisted. Sets of stock-days are laid out ticker by ticker ({@code column * rows + row}), because faults
 * concern stretches of one ticker's life.
 */
final class CheckedMarket {
    /** What the reference installation assumes, for presets that say nothing of their own. */
    private static final int REPORTING_LAG_DAYS = 45;

    /** In a smaller market a missing row or two make no thin day. */
    private static final int FEWEST_STOCKS = 5;

    final MarketData data;
    final DateIndex dates;
    final int columns;
    final int rows;
    /** First row on a date that can be. */
    final int from;
    /** One past the last row on a date that can be. */
    final int to;
    /** First price row of each ticker, -1 if it has none. */
    final int[] firstRow;
    /** Last price row of each ticker, -1 if it has none. */
    final int[] lastRow;
    /** Price rows of each day. */
    final int[] rowsOn;
    /** Typical number of price rows on the days around each day. */
    final int[] usualRows;
    /** Price rows that scores could be made of. */
    final BitSet stockDays = new BitSet();

    private final int firstDay;
    private final int lastDay;
    private final int lagDays;
    private final boolean[] thin;
    private final double[] none;
    private final Map<MarketField, double[]> fields = new EnumMap<>(MarketField.class);

    CheckedMarket(MarketData data, Checks checks, Optional<Integer> reportingLagDays, LocalDate today) {
        this.data = data;
        this.dates = data.dates();
        this.columns = data.tickers().size();
        this.rows = dates.size();
        this.lagDays = reportingLagDays.orElse(REPORTING_LAG_DAYS);
        ImpossibleDates possible = checks.impossibleDates();
        this.firstDay = Math.toIntExact(LocalDate.of(possible.firstYear(), 1, 1).toEpochDay());
        this.lastDay = Math.toIntExact(today.plusDays(possible.daysAhead()).toEpochDay());
        this.from = dates.ceiling(LocalDate.ofEpochDay(firstDay));
        this.to = Math.max(from, dates.floor(LocalDate.ofEpochDay(lastDay)) + 1);
        this.none = new double[rows * columns];
        Arrays.fill(none, Double.NaN);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                double[] values = data.panel(field).values();
                if (Arrays.stream(values).anyMatch(v -> !Double.isNaN(v))) {
                    fields.put(field, values);
                }
            }
        }
        this.firstRow = new int[columns];
        this.lastRow = new int[columns];
        this.rowsOn = new int[rows];
        Arrays.fill(firstRow, -1);
        Arrays.fill(lastRow, -1);
        countRows();
        this.usualRows = usualRows(checks.thinDays());
        this.thin = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            thin[row] = usualRows[row] >= FEWEST_STOCKS
                    && rowsOn[row] < checks.thinDays().minShare() * usualRows[row];
        }
    }

    private void countRows() {
        for (int row = from; row < to; row++) {
            for (int column = 0; column < columns; column++) {
                if (data.priceRows().has(row, column)) {
                    rowsOn[row]++;
                    firstRow[column] = firstRow[column] < 0 ? row : firstRow[column];
                    lastRow[column] = row;
                    if (data.isTradingDay(row) && data.instrument(column).isPresent()) {
                        stockDays.set(column * rows + row);
                    }
                }
            }
        }
    }

    private int[] usualRows(ThinDays settings) {
        int[] usual = new int[rows];
        for (int row = from; row < to; row++) {
            int low = Math.max(from, row - settings.windowDays());
            int high = Math.min(to, row + settings.windowDays() + 1);
            int[] around = Arrays.copyOfRange(rowsOn, low, high);
            Arrays.sort(around);
            usual[row] = around[around.length / 2];
        }
        return usual;
    }

    /** True if some value of the field is there. */
    boolean has(MarketField field) {
        return fields.containsKey(field);
    }

    /** Values of a field, {@code row * columns + column}; NaN throughout if the source does not have it. */
    double[] values(MarketField field) {
        return fields.getOrDefault(field, none);
    }

    /** The price that returns are made of: the adjusted close, or the close if there is no adjusted one. */
    double[] prices() {
        return values(has(MarketField.ADJUSTED_CLOSE) ? MarketField.ADJUSTED_CLOSE : MarketField.CLOSE);
    }

    int cell(int row, int column) {
        return row * columns + column;
    }

    boolean hasRow(int row, int column) {
        return data.priceRows().has(row, column);
    }

    /** True if the market traded and most stocks have their row. */
    boolean isFullDay(int row) {
        return row >= from && row < to && data.isTradingDay(row) && !thin[row];
    }

    /** True if far fewer stocks than usual have a row. */
    boolean isThin(int row) {
        return thin[row];
    }

    String ticker(int column) {
        return data.tickers().ticker(column);
    }

    int year(int row) {
        return dates.date(row).getYear();
    }

    boolean isPossible(int epochDay) {
        return epochDay >= firstDay && epochDay <= lastDay;
    }

    FactHistory facts() {
        return data.facts();
    }

    /** Day on which a fact counts: its publication, or the reporting lag after its period's end. */
    int knownOn(int entry) {
        int published = facts().publishedOn(entry);
        return published == FactHistory.UNKNOWN_DATE ? facts().periodEnd(entry) + lagDays : published;
    }

    /** True if the entry is the last revision of its quarter. */
    boolean isNewest(int entry, int end) {
        return entry + 1 == end || facts().quarter(entry + 1) != facts().quarter(entry);
    }

    String quarter(int entry) {
        return Quarter.format(facts().quarter(entry));
    }

    /** True if the item is a sum or an average that the source computed. */
    static boolean isPrecomputed(String item) {
        return item.indexOf('(') >= 0;
    }

    /** Marks price rows of a ticker between two days, both included. */
    void mark(BitSet set, int column, int fromDay, int toDay) {
        if (from == to || toDay < dates.epochDay(from) || fromDay > dates.epochDay(to - 1)) {
            return;
        }
        int first = Math.max(from, dates.ceiling(LocalDate.ofEpochDay(fromDay)));
        int last = Math.min(to - 1, dates.floor(LocalDate.ofEpochDay(toDay)));
        if (first <= last) {
            set.set(column * rows + first, column * rows + last + 1);
        }
    }
}
