package io.qvm.store.raw;

import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset.FactQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A facts dataset as it is asked for: in a form that a driver hands over fast.
 *
 * <p>Dates come as days since 1970 besides, because drivers are slow at making dates. DuckDB, which hands over numbers many times faster
 * than texts, numbers tickers and items.
 *
 * @param sql the query
 * @param tickers by their numbers, if it gives numbers
 * @param items by their numbers, if it gives numbers
 */
record FactSelect(String sql, Optional<List<String>> tickers, Optional<List<String>> items) {

    static FactSelect of(Database database, String dataset, FactQuery query) {
        String source = "(" + query.sql() + ") q";
        Given given = SourceQuery.run(
                database, dataset, "SELECT q.* FROM " + source + " WHERE 1 = 0", List.of(), statement -> {
                    try (ResultSet result = statement.executeQuery()) {
                        return Given.of(new Columns(dataset, result));
                    }
                });
        String days = given.dates.stream()
                .map(name -> ", " + database.dialect().epochDay("q." + name) + " AS " + dayOf(name))
                .collect(Collectors.joining());
        if (database.dialect() != Dialect.DUCKDB || given.texts.isEmpty()) {
            return new FactSelect("SELECT q.*" + days + " FROM " + source, Optional.empty(), Optional.empty());
        }
        List<String> replaced = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (String column : given.texts) {
            String names = names(source, column);
            replaced.add("of_" + column + ".number AS " + column);
            joins.append(
                            " LEFT JOIN (SELECT name, CAST(row_number() OVER (ORDER BY name) - 1 AS INTEGER) AS number FROM (")
                    .append(names)
                    .append(")) of_")
                    .append(column)
                    .append(" ON q.")
                    .append(column)
                    .append(" = of_")
                    .append(column)
                    .append(".name");
        }
        return new FactSelect(
                "SELECT q.* REPLACE (" + String.join(", ", replaced) + ")" + days + " FROM " + source + joins,
                Optional.of("ticker").filter(given.texts::contains).map(c -> read(database, dataset, source, c)),
                Optional.of("item").filter(given.texts::contains).map(c -> read(database, dataset, source, c)));
    }

    /** Columns that are worth another form. */
    private record Given(List<String> dates, List<String> texts) {
        static Given of(Columns columns) {
            return new Given(
                    Stream.of("period_end", "published_on")
                            .filter(name -> columns.find(name).isPresent()
                                    && columns.isDate(columns.find(name).getAsInt()))
                            .toList(),
                    Stream.of("ticker", "item")
                            .filter(name -> columns.find(name).isPresent()
                                    && columns.isText(columns.find(name).getAsInt()))
                            .toList());
        }
    }

    private static String names(String source, String column) {
        return "SELECT DISTINCT q." + column + " AS name FROM " + source + " WHERE q." + column + " IS NOT NULL";
    }

    private static List<String> read(Database database, String dataset, String source, String column) {
        return SourceQuery.run(
                database, dataset, names(source, column) + " ORDER BY name", List.of(), DailyReader::names);
    }

    /** Name of the column that has a date as days since 1970. */
    static String dayOf(String date) {
        return Columns.INTERNAL + "day_of_" + date;
    }

    /** The ticker of a row, null if it has none. */
    @Nullable
    String ticker(ResultSet row, int column) throws SQLException {
        return text(row, column, tickers);
    }

    /** The item of a row, null if it has none. */
    @Nullable
    String item(ResultSet row, int column) throws SQLException {
        return text(row, column, items);
    }

    private static @Nullable String text(ResultSet row, int column, Optional<List<String>> names) throws SQLException {
        if (names.isEmpty()) {
            return row.getString(column);
        }
        int number = row.getInt(column);
        return row.wasNull() ? null : names.get().get(number);
    }
}
