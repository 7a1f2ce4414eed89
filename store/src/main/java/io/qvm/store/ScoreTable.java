package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks a {@code factor_scores_qvm} that may have been there before QVM; it is used as it is, or refused.
 *
 * @param columns by their names in lower case
 */
record ScoreTable(Map<String, Column> columns) {
    static final String NAME = "factor_scores_qvm";
    private static final int SMALLEST_SCALE = 10;
    private static final String TIMESTAMP = "calculation_timestamp";

    /** Columns that a row of scores is found by. */
    private static final List<String> KEYS = List.of("ticker", "date", "strategy_version");

    /**
     * Looks at the table's columns.
     *
     * @throws InvalidInputException with all ALTER statements that it takes, if columns are missing or too coarse
     */
    static ScoreTable check(Database database) {
        Map<String, Column> columns = database.read("looking at " + NAME, connection -> columns(connection, NAME));
        String key = database.dialect().keyType() + " NOT NULL";
        List<String> faults = new ArrayList<>();
        List<String> cures = new ArrayList<>();
        for (String name : KEYS) {
            if (!columns.containsKey(name)) {
                faults.add("lacks the column " + name);
                cures.add(add(name, name.equals("date") ? "DATE NOT NULL" : key));
            }
        }
        for (ScoreColumn score : ScoreColumn.values()) {
            Column column = columns.get(score.column().toLowerCase(Locale.ROOT));
            if (column == null) {
                faults.add("lacks the column " + score.column());
                cures.add(add(score.column(), "DOUBLE"));
            } else if (!column.holdsScores()) {
                faults.add("has the column " + score.column() + " of type " + column.typeName()
                        + ", which would round scores");
                cures.add(alter(database, score.column()));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException("table " + NAME + " in " + database.url() + " " + String.join(", ", faults)
                    + "; mend it with: " + String.join("; ", cures));
        }
        return new ScoreTable(columns);
    }

    /** Whether it has the column {@code calculation_timestamp}. */
    boolean hasTimestamp() {
        return columns.containsKey(TIMESTAMP);
    }

    /** Whether it has less room for tickers than the tables that QVM makes. */
    boolean isNarrow() {
        Column ticker = columns.get("ticker");
        return ticker != null && ticker.isNarrowerThan(Dialect.LONGEST_KEY);
    }

    /**
     * Refuses a table that cannot take rows of a version.
     *
     * @param longestTicker characters of the longest ticker, 0 if that is not known
     * @throws InvalidInputException that says what would mend each column
     */
    void requireRoom(Database database, String version, int longestTicker) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new TreeSet<>(KEYS);
        known.add(TIMESTAMP);
        for (ScoreColumn score : ScoreColumn.values()) {
            String name = score.column().toLowerCase(Locale.ROOT);
            known.add(name);
            if (Stream.ofNullable(columns.get(name)).anyMatch(Column::isRequired)) {
                faults.add("its column " + score.column() + " is NOT NULL, but a missing score is NULL; allow it with: "
                        + nullable(database, score.column()));
            }
        }
        columns.forEach((name, column) -> {
            if (!known.contains(name) && column.isRequired()) {
                faults.add(
                        "its column " + name + " is NOT NULL without a default, and QVM has nothing to put there: give"
                                + " it a default, or allow NULL");
            }
        });
        requireWidth(database, "strategy_version", version.codePointCount(0, version.length()), faults);
        requireWidth(database, "ticker", longestTicker, faults);
        if (!faults.isEmpty()) {
            throw new InvalidInputException("table " + NAME + " in " + database.url()
                    + " cannot take scores of version " + version + ": " + String.join("; ", faults));
        }
    }

    private void requireWidth(Database database, String name, int needed, List<String> faults) {
        Column column = columns.get(name);
        if (column != null && column.isNarrowerThan(needed)) {
            String type = needed <= Dialect.LONGEST_KEY
                    ? database.dialect().keyType()
                    : database.dialect().keyType().replace("(" + Dialect.LONGEST_KEY + ")", "(" + needed + ")");
            faults.add("its column " + name + " has room for " + column.width() + " characters and " + needed
                    + " are needed; make it wider with: ALTER TABLE " + NAME + " MODIFY COLUMN " + name + " " + type
                    + (column.isNullable() ? "" : " NOT NULL"));
        }
    }

    /** Lower-case names of a table's columns. */
    static Set<String> columnNames(Connection connection, String table) throws SQLException {
        return columns(connection, table).keySet();
    }

    private static String add(String column, String type) {
        return "ALTER TABLE " + NAME + " ADD COLUMN " + column + " " + type;
    }

    private static String alter(Database database, String column) {
        return database.dialect() == Dialect.MARIADB
                ? "ALTER TABLE " + NAME + " MODIFY COLUMN " + column + " DOUBLE"
                : "ALTER TABLE " + NAME + " ALTER COLUMN " + column + " TYPE DOUBLE";
    }

    private static String nullable(Database database, String column) {
        return database.dialect() == Dialect.MARIADB
                ? alter(database, column)
                : "ALTER TABLE " + NAME + " ALTER COLUMN " + column + " DROP NOT NULL";
    }

    private static Map<String, Column> columns(Connection connection, String table) throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        try (ResultSet found = connection.getMetaData().getColumns(connection.getCatalog(), null, table, null)) {
            while (found.next()) {
                boolean filled = found.getString("COLUMN_DEF") != null
                        || "YES".equals(found.getString("IS_AUTOINCREMENT"))
                        || "YES".equals(found.getString("IS_GENERATEDCOLUMN"));
                columns.put(
                        found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                        new Column(
                                found.getInt("DATA_TYPE"),
                                found.getString("TYPE_NAME"),
                                found.getInt("COLUMN_SIZE"),
                                found.getInt("DECIMAL_DIGITS"),
                                found.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                filled));
            }
        }
        return columns;
    }

    /**
     * A column.
     *
     * @param width characters that a text may have; 0 where there is no limit
     * @param isFilled whether the database puts something there if nothing is given
     */
    record Column(int type, String name, int width, int scale, boolean isNullable, boolean isFilled) {
        boolean holdsScores() {
            return type == Types.DOUBLE || isDecimal() && scale >= SMALLEST_SCALE;
        }

        String typeName() {
            return isDecimal() ? name + " with scale " + scale : name;
        }

        boolean isRequired() {
            return !isNullable && !isFilled;
        }

        boolean isNarrowerThan(int characters) {
            return (type == Types.VARCHAR || type == Types.CHAR) && width > 0 && width < characters;
        }

        private boolean isDecimal() {
            return type == Types.DECIMAL || type == Types.NUMERIC;
        }
    }
}
