package io.qvm.store;

import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Fast inserts inside a transaction that is open already; NaN becomes NULL.
 *
 * <p>On MariaDB: bulk batches. On DuckDB: the appender, into a temporary table of the same columns, then one INSERT;
 * the appender alone would lose rows that violate a constraint without saying so.
 */
abstract class BulkInsert implements AutoCloseable {
    /** Opens an insert of these columns. */
    static BulkInsert into(Connection connection, Dialect dialect, String table, List<String> columns)
            throws SQLException {
        return dialect == Dialect.MARIADB
                ? new Batches(connection, table, columns)
                : new Appended(connection, table, columns);
    }

    /** Starts a row; its values follow in the order of the columns. */
    abstract BulkInsert row() throws SQLException;

    abstract BulkInsert text(String value) throws SQLException;

    abstract BulkInsert day(LocalDate value) throws SQLException;

    /** A moment, kept as UTC whatever the zones of server and program. */
    abstract BulkInsert time(Instant value) throws SQLException;

    abstract BulkInsert whole(int value) throws SQLException;

    /** A number; NaN becomes NULL. */
    abstract BulkInsert number(double value) throws SQLException;

    /** Ends a row. */
    abstract void end() throws SQLException;

    /** Sends what is left; without it the rows are not in the table. */
    abstract void flush() throws SQLException;

    @Override
    public abstract void close() throws SQLException;

    private static final class Batches extends BulkInsert {
        private static final int BATCH = 10_000;

        private final PreparedStatement statement;
        private int pending;
        private int column;

        Batches(Connection connection, String table, List<String> columns) throws SQLException {
            statement = connection.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", columns)
                    + ") VALUES (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
        }

        @Override
        BulkInsert row() {
            column = 0;
            return this;
        }

        @Override
        BulkInsert text(String value) throws SQLException {
            statement.setString(++column, value);
            return this;
        }

        @Override
        BulkInsert day(LocalDate value) throws SQLException {
            statement.setObject(++column, value);
            return this;
        }

        @Override
        BulkInsert time(Instant value) throws SQLException {
            statement.setObject(++column, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
            return this;
        }

        @Override
        BulkInsert whole(int value) throws SQLException {
            statement.setInt(++column, value);
            return this;
        }

        @Override
        BulkInsert number(double value) throws SQLException {
            if (Double.isNaN(value)) {
                statement.setNull(++column, Types.DOUBLE);
            } else {
                statement.setDouble(++column, value);
            }
            return this;
        }

        @Override
        void end() throws SQLException {
            statement.addBatch();
            if (++pending == BATCH) {
                flush();
            }
        }

        @Override
        void flush() throws SQLException {
            if (pending > 0) {
                statement.executeBatch();
                pending = 0;
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    private static final class Appended extends BulkInsert {
        private final Connection connection;
        private final String table;
        private final String staging;
        private final String columns;
        private final DuckDBAppender appender;

        Appended(Connection connection, String table, List<String> columns) throws SQLException {
            this.connection = connection;
            this.table = table;
            this.staging = "staged_" + table;
            this.columns = String.join(", ", columns);
            execute("CREATE OR REPLACE TEMP TABLE " + staging + " AS SELECT " + appendable(columns) + " FROM " + table
                    + " LIMIT 0");
            this.appender = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", staging);
        }

        /** The columns, decimals as doubles: the appender does not convert, the INSERT does. */
        private String appendable(List<String> names) throws SQLException {
            List<String> expressions = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery("SELECT " + columns + " FROM " + table + " LIMIT 0")) {
                for (int i = 0; i < names.size(); i++) {
                    boolean decimal = none.getMetaData().getColumnType(i + 1) == Types.DECIMAL;
                    expressions.add(decimal ? "CAST(" + names.get(i) + " AS DOUBLE) AS " + names.get(i) : names.get(i));
                }
            }
            return String.join(", ", expressions);
        }

        @Override
        BulkInsert row() throws SQLException {
            appender.beginRow();
            return this;
        }

        @Override
        BulkInsert text(String value) throws SQLException {
            appender.append(value);
            return this;
        }

        @Override
        BulkInsert day(LocalDate value) throws SQLException {
            appender.append(value);
            return this;
        }

        @Override
        BulkInsert time(Instant value) throws SQLException {
            appender.append(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
            return this;
        }

        @Override
        BulkInsert whole(int value) throws SQLException {
            appender.append(value);
            return this;
        }

        @Override
        BulkInsert number(double value) throws SQLException {
            if (Double.isNaN(value)) {
                appender.appendNull();
            } else {
                appender.append(value);
            }
            return this;
        }

        @Override
        void end() throws SQLException {
            appender.endRow();
        }

        @Override
        void flush() throws SQLException {
            appender.flush();
            execute("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM " + staging);
        }

        @Override
        public void close() throws SQLException {
            appender.close();
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
