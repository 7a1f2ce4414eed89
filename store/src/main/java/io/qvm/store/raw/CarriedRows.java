package io.qvm.store.raw;

import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Dialect;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Adds rows from before a range that still count within it, see {@link LoadRange.Carried}.
 *
 * <p>They are asked for only for the tickers that need them, so that a day can be loaded without the history of all.
 */
final class CarriedRows {
    private static final int TICKERS_AT_A_TIME = TickerPortions.SIZE;

    private CarriedRows() {}

    /**
     * Adds the rows that a dataset lacks.
     *
     * @param rows of the range
     * @param tickers that count
     */
    static void add(DailyDataset dataset, DailyRows rows, Collection<String> tickers) {
        LoadRange range = dataset.range();
        if (range.carried().isEmpty() || range.from().isEmpty()) {
            return;
        }
        LoadRange.Carried carried = range.carried().get();
        Set<MarketField> fields = EnumSet.noneOf(MarketField.class);
        rows.fields().stream().filter(carried.fields()::contains).forEach(fields::add);
        if (fields.isEmpty() && (dataset.part() & DailyRows.VALUATION) == 0) {
            return;
        }
        Set<String> incomplete = new TreeSet<>(tickers);
        incomplete.removeAll(rows.completeUpTo(Math.toIntExact(carried.day().toEpochDay()), dataset.part(), fields));
        List<String> all = List.copyOf(incomplete);
        for (int i = 0; i < all.size(); i += TICKERS_AT_A_TIME) {
            List<String> some = all.subList(i, Math.min(all.size(), i + TICKERS_AT_A_TIME));
            read(dataset, rows, fields, some);
        }
    }

    private static void read(DailyDataset dataset, DailyRows rows, Set<MarketField> fields, List<String> tickers) {
        DailyColumns columns = dataset.columns();
        Dialect dialect = dataset.database().dialect();
        List<String> wanted = new ArrayList<>(List.of("1 = 1"));
        columns.parts().map(dialect::quote).ifPresent(parts -> {
            wanted.add("q." + parts + " & " + DailyRows.PRICE + " <> 0");
            wanted.add("q." + parts + " & " + DailyRows.VALUATION + " <> 0");
        });
        fields.forEach(field -> wanted.add(isThere(dialect, field)));
        List<Object> keys = lastRows(dataset, wanted, tickers);
        if (!keys.isEmpty()) {
            String oneOf = String.join(" OR ", Collections.nCopies(keys.size() / 2, "(q.ticker = ? AND q.date = ?)"));
            SourceQuery.run(
                    dataset.database(),
                    dataset.name(),
                    "SELECT " + DailyReader.dayAndTicker(dataset) + columns.selected(dialect) + dataset.source()
                            + " WHERE " + oneOf,
                    keys,
                    statement -> DailyReader.readInto(rows, statement, columns, dataset.part()));
        }
    }

    /**
     * Finds the last row before a range that meets each of some conditions. Asked for by keys alone, which servers answer
     * from an index that begins with the ticker, if there is one.
     *
     * @return ticker and date of each row, one after the other
     */
    private static List<Object> lastRows(DailyDataset dataset, List<String> conditions, List<String> tickers) {
        String lastDates = conditions.stream()
                .map(condition -> ", MAX(CASE WHEN " + condition + " THEN q.date END)")
                .collect(Collectors.joining());
        List<Object> parameters = new ArrayList<>(tickers);
        parameters.add(dataset.range().from().orElseThrow());
        return SourceQuery.run(
                dataset.database(),
                dataset.name(),
                "SELECT q.ticker" + lastDates + dataset.source() + " WHERE q.ticker IN ("
                        + DailyReader.placeholders(tickers.size()) + ") AND q.date < ? GROUP BY q.ticker",
                parameters,
                statement -> {
                    List<Object> keys = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            Set<LocalDate> dates = new TreeSet<>();
                            for (int i = 0; i < conditions.size(); i++) {
                                LocalDate date = result.getObject(i + 2, LocalDate.class);
                                if (date != null) {
                                    dates.add(date);
                                }
                            }
                            for (LocalDate date : dates) {
                                keys.add(result.getString(1));
                                keys.add(date);
                            }
                        }
                    }
                    return keys;
                });
    }

    /** DuckDB keeps NaN apart from NULL; here both are missing. */
    private static String isThere(Dialect dialect, MarketField field) {
        String column = "q." + dialect.quote(field.column());
        return column + " IS NOT NULL"
                + (dialect == Dialect.DUCKDB ? " AND NOT isnan(CAST(" + column + " AS DOUBLE))" : "");
    }
}
