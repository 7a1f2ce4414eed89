package io.qvm.store.imports;

import io.qvm.market.InvalidInputException;
import io.qvm.store.preset.Preset.ColumnType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs SQL on the staging database and puts pieces of SQL together. */
final class Duck {
    private final Connection connection;

    Duck(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The whole result as text; NULL is empty. */
    List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0).get(0));
    }

    /** Names and DuckDB types of a query's columns; {@code what} names the query in the message if it is wrong. */
    Map<String, String> describe(String sql, String what) {
        try {
            Map<String, String> types = new LinkedHashMap<>();
            for (List<String> row : rows("DESCRIBE " + sql)) {
                if (types.put(row.get(0), row.get(1)) != null) {
                    throw new InvalidInputException(what + " gives the column " + row.get(0) + " twice");
                }
            }
            return types;
        } catch (SQLException e) {
            throw new InvalidInputException(what + ": " + firstLines(e), e);
        }
    }

    static String type(ColumnType type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "DOUBLE";
            case INTEGER -> "BIGINT";
            case DATE -> "DATE";
        };
    }

    /** A name in double quotes. */
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Names in double quotes, joined by commas. */
    static String names(List<String> identifiers) {
        return String.join(", ", identifiers.stream().map(Duck::name).toList());
    }

    /** Text in single quotes. */
    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    static String texts(List<String> values) {
        return "(" + String.join(", ", values.stream().map(Duck::text).toList()) + ")";
    }

    /** What DuckDB says is wrong, without its drawing of the statement. */
    static String firstLines(SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("LINE "))
                .filter(line -> !line.isEmpty())
                .limit(2)
                .reduce((a, b) -> a + " " + b)
                .orElse(message);
    }
}
