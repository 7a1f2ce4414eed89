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
        LocalDate from = range.from().orElseThrow();
        String source = "(" + query.sql() + ") q";
        String columns = SourceQuery.run(
                database,
                dataset,
                "SELECT q.* FROM " + source + " WHERE 1 = 0",
                List.of(),
                statement -> DailyReader.columns(statement, dataset, range.fields(), database.dialect()));
        boolean saysParts = columns.contains(database.dialect().quote(DailyReader.ROW_PARTS));
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (saysParts) {
            conditions.add("q.row_parts & " + DailyRows.PRICE + " <> 0");
            conditions.add("q.row_parts & " + DailyRows.VALUATION + " <> 0");
        }
        fields.forEach(field -> conditions.add(isThere(database.dialect(), field)));
        StringBuilder last = new StringBuilder("SELECT q.ticker AS ticker");
        List<String> dates = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            last.append(", MAX(CASE WHEN ")
                    .append(conditions.get(i))
                    .append(" THEN q.date END) AS d")
                    .append(i);
            dates.add("l.d" + i);
        }
        last.append(" FROM ").append(source).append(" WHERE q.date < ? AND q.ticker IN (");
        last.append(String.join(", ", Collections.nCopies(tickers.size(), "?"))).append(") GROUP BY q.ticker");
        List<Object> parameters = new ArrayList<>();
        parameters.add(from);
        parameters.addAll(tickers);
        String matches = dates.stream().map(date -> "q.date = " + date).collect(Collectors.joining(" OR "));
        SourceQuery.run(
                database,
                dataset,
                "SELECT " + database.dialect().epochDay("q.date") + " AS qvm_day, q.ticker AS qvm_ticker" + columns
                        + " FROM " + source + " JOIN (" + last + ") l ON q.ticker = l.ticker AND (" + matches + ")",
                parameters,
                statement -> {
                    try (ResultSet result = statement.executeQuery()) {
                        DailyReader.readInto(rows, result, dataset, part, false);
                    }
                    return rows;
                });
    }

    /** DuckDB keeps NaN apart from NULL; here both are missing. */
    private static String isThere(Dialect dialect, MarketField field) {
        String column = "q." + dialect.quote(field.column());
        return column + " IS NOT NULL"
                + (dialect == Dialect.DUCKDB ? " AND NOT isnan(CAST(" + column + " AS DOUBLE))" : "");
    }
}
