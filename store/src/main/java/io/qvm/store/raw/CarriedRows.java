package io.qvm.store.raw;

import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset.Query;
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
    /** Tickers in one query: servers limit the parameters of a statement. */
    private static final int TICKERS_AT_A_TIME = 1_000;

    private CarriedRows() {}

    /**
     * Adds the rows that a dataset lacks.
     *
     * @param part what its rows are, unless they say so themselves
     * @param rows of the range
     * @param tickers that count
     */
    static void add(
            Database database,
            String dataset,
            Query query,
            LoadRange range,
            int part,
            DailyRows rows,
            Collection<String> tickers) {
        if (range.carried().isEmpty() || range.from().isEmpty()) {
            return;
        }
        LoadRange.Carried carried = range.carried().get();
        Set<MarketField> fields = EnumSet.noneOf(MarketField.class);
        rows.fields().stream().filter(carried.fields()::contains).forEach(fields::add);
        if (fields.isEmpty() && (part & DailyRows.VALUATION) == 0) {
            return;
        }
        Set<String> incomplete = new TreeSet<>(tickers);
        incomplete.removeAll(rows.completeUpTo(Math.toIntExact(carried.day().toEpochDay()), part, fields));
        List<String> all = List.copyOf(incomplete);
        for (int i = 0; i < all.size(); i += TICKERS_AT_A_TIME) {
            List<String> some = all.subList(i, Math.min(all.size(), i + TICKERS_AT_A_TIME));
            read(database, dataset, query, range, part, rows, fields, some);
        }
    }

    private static void read(
            Database database,
            String dataset,
            Query query,
            LoadRange range,
            int part,
            DailyRows rows,
            Set<MarketField> fields,
            List<String> tickers) {
        String source = " FROM (" + query.sql() + ") q WHERE ";
        DailyColumns columns = SourceQuery.run(
                database,
                dataset,
                "SELECT q.*" + source + "1 = 0",
                List.of(),
                statement -> DailyColumns.of(statement, dataset, range.fields()));
        List<String> wanted = new ArrayList<>(List.of("1 = 1"));
        columns.parts().map(database.dialect()::quote).ifPresent(parts -> {
            wanted.add("q." + parts + " & " + DailyRows.PRICE + " <> 0");
            wanted.add("q." + parts + " & " + DailyRows.VALUATION + " <> 0");
        });
        fields.forEach(field -> wanted.add(isThere(database.dialect(), field)));
        List<Object> keys = lastRows(database, dataset, source, range, wanted, tickers);
        if (!keys.isEmpty()) {
            String oneOf = String.join(" OR ", Collections.nCopies(keys.size() / 2, "(q.ticker = ? AND q.date = ?)"));
            SourceQuery.run(
                    database,
                    dataset,
                    "SELECT " + database.dialect().epochDay("q.date") + " AS qvm_day, q.ticker AS qvm_ticker"
                            + columns.selected(database.dialect()) + source + oneOf,
                    keys,
                    statement -> DailyReader.readInto(rows, statement, columns, part));
        }
    }

    /**
     * Finds the last row before a range that meets each of some conditions. Asked for by keys alone, which servers answer
     * from an index that begins with the ticker, if there is one.
     *
     * @return ticker and date of each row, one after the other
     */
    private static List<Object> lastRows(
            Database database,
            String dataset,
            String source,
            LoadRange range,
            List<String> conditions,
            List<String> tickers) {
        String lastDates = conditions.stream()
                .map(condition -> ", MAX(CASE WHEN " + condition + " THEN q.date END)")
                .collect(Collectors.joining());
        List<Object> parameters = new ArrayList<>(tickers);
        parameters.add(range.from().orElseThrow());
        return SourceQuery.run(
                database,
                dataset,
                "SELECT q.ticker" + lastDates + source + "q.ticker IN ("
                        + String.join(", ", Collections.nCopies(tickers.size(), "?"))
                        + ") AND q.date < ? GROUP BY q.ticker",
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
