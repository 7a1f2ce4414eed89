package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks a {@code factor_scores_qvm} that may have been there before QVM; it is used as it is, or refused.
 *
 * @param hasTimestamp whether it has the column {@code calculation_timestamp}
 */
record ScoreTable(boolean hasTimestamp) {
    static final String NAME = "factor_scores_qvm";
    private static final int SMALLEST_SCALE = 10;

    /**
     * Looks at the table's columns.
     *
     * @throws InvalidInputException with the ALTER statement, if a column is missing or too coarse
     */
    static ScoreTable check(Database database) {
        return database.read("looking at " + NAME, connection -> {
            Map<String, Column> columns = columns(connection, NAME);
            require(database, columns, "ticker", database.dialect().keyType() + " NOT NULL");
            require(database, columns, "date", "DATE NOT NULL");
            require(database, columns, "strategy_version", database.dialect().keyType() + " NOT NULL");
            for (ScoreColumn score : ScoreColumn.values()) {
                Column column = require(database, columns, score.column(), "DOUBLE");
                if (!column.holdsScores()) {
                    throw new InvalidInputException("column " + score.column() + " of " + NAME + " in " + database.url()
                            + " is " + column.typeName() + " and would round scores; make it wider with: "
                            + alter(database, score.column()));
                }
            }
            return new ScoreTable(columns.containsKey("calculation_timestamp"));
        });
    }

    /** Lower-case names of a table's columns. */
    static Set<String> columnNames(Connection connection, String table) throws SQLException {
        return columns(connection, table).keySet();
    }

    private static String alter(Database database, String column) {
        return database.dialect() == Dialect.MARIADB
                ? "ALTER TABLE " + NAME + " MODIFY COLUMN " + column + " DOUBLE"
                : "ALTER TABLE " + NAME + " ALTER COLUMN " + column + " TYPE DOUBLE";
    }

    private static Column require(Database database, Map<String, Column> columns, String name, String type) {
        Column column = columns.get(name.toLowerCase(Locale.ROOT));
        if (column == null) {
            throw new InvalidInputException("table " + NAME + " in " + database.url() + " lacks the column " + name
                    + "; add it with: ALTER TABLE " + NAME + " ADD COLUMN " + name + " " + type);
        }
        return column;
    }

    private static Map<String, Column> columns(Connection connection, String table) throws SQLException {
        Map<String, Column> columns = new HashMap<>();
        try (ResultSet found = connection.getMetaData().getColumns(connection.getCatalog(), null, table, null)) {
            while (found.next()) {
                columns.put(
                        found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                        new Column(
                                found.getInt("DATA_TYPE"),
                                found.getString("TYPE_NAME"),
                                found.getInt("DECIMAL_DIGITS")));
            }
        }
        return columns;
    }

    private record Column(int type, String name, int scale) {
        boolean holdsScores() {
            boolean decimal = type == Types.DECIMAL || type == Types.NUMERIC;
            return type == Types.DOUBLE || decimal && scale >= SMALLEST_SCALE;
        }

        String typeName() {
            return type == Types.DECIMAL || type == Types.NUMERIC ? name + " with scale " + scale : name;
        }
    }
}
