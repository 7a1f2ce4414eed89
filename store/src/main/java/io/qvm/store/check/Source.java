package io.qvm.store.check;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One dataset of a preset, as the database gives it, before anything is loaded.
 *
 * <p>Tickers are compared byte by byte, as the load does, whatever the collation of the database.
 */
final class Source {
    private static final int FETCH_SIZE = 20_000;
    private static final Set<Integer> TEXTS = Set.of(Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR);
    private static final Set<Integer> FLOATING = Set.of(Types.DOUBLE, Types.FLOAT, Types.REAL);

    private final Database database;
    private final String name;
    private final String sql;
    private final Map<String, Integer> columns;

    private Source(Database database, String name, String sql, Map<String, Integer> columns) {
        this.database = database;
        this.name = name;
        this.sql = sql;
        this.columns = columns;
    }

    /** A dataset and its columns. */
    static Source of(Database database, String name, String sql) {
        Map<String, Integer> columns = query(database, name, "SELECT q.* FROM (" + sql + ") q WHERE 1 = 0", result -> {
            Map<String, Integer> types = new LinkedHashMap<>();
            ResultSetMetaData meta = result.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                types.put(meta.getColumnLabel(i), meta.getColumnType(i));
            }
            return types;
        });
        return new Source(database, name, sql, columns);
    }

    /** Reads a result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return database.dialect();
    }

    /** The first of these columns that the dataset has, as it spells it. */
    Optional<String> column(String... wanted) {
        for (String one : wanted) {
            Optional<String> found =
                    columns.keySet().stream().filter(one::equalsIgnoreCase).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Columns that may hold NaN. */
    List<String> floating() {
        return columns.entrySet().stream()
                .filter(c -> FLOATING.contains(c.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Columns that hold texts. */
    List<String> texts() {
        return columns.entrySet().stream()
                .filter(c -> TEXTS.contains(c.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All columns as an ordering, so that what comes first does not depend on the database's mood. */
    String allColumns() {
        return columns.keySet().stream().map(this::of).collect(Collectors.joining(", "));
    }

    /** A column of the dataset in a query over it. */
    String of(String column) {
        return "q." + dialect().quote(column);
    }

    /** A date as days since 1970-01-01; NULL where a text is none. */
    String day(String column) {
        boolean text = dialect() == Dialect.DUCKDB && texts().contains(column);
        return dialect().epochDay(text ? "TRY_CAST(" + of(column) + " AS DATE)" : of(column));
    }

    /** A column in a query over the dataset, for a text that is part of a key. */
    String exactly(String column) {
        return dialect() == Dialect.MARIADB ? "CAST(" + of(column) + " AS BINARY)" : of(column);
    }

    /** A text as something that any collation leaves alone; {@link #text} reads it. */
    String encoded(String column) {
        return dialect() == Dialect.MARIADB ? "HEX(CONVERT(" + of(column) + " USING utf8mb4))" : of(column);
    }

    /** Reads what {@link #encoded} wrote. */
    String text(String encoded) {
        if (dialect() != Dialect.MARIADB) {
            return encoded;
        }
        return new String(java.util.HexFormat.of().parseHex(encoded), java.nio.charset.StandardCharsets.UTF_8);
    }

    String sql() {
        return sql;
    }

    /** Runs {@code SELECT select FROM dataset q rest}. */
    <T> T select(String select, String rest, Reader<T> reader) {
        return query(database, name, "SELECT " + select + " FROM (" + sql + ") q " + rest, reader);
    }

    /** A single number. */
    long number(String select, String rest) {
        return select(select, rest, result -> result.next() ? result.getLong(1) : 0L);
    }

    private static <T> T query(Database database, String name, String sql, Reader<T> reader) {
        return database.read("checking " + name, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet result = statement.executeQuery(sql)) {
                    return reader.read(result);
                }
            } catch (SQLException e) {
                String message =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                throw new InvalidInputException(
                        String.format(
                                Locale.ROOT, "dataset %s cannot be read from %s: %s", name, database.url(), message),
                        e);
            }
        });
    }
}
