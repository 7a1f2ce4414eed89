package io.qvm.store.imports;

import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset.ColumnType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Stages in a DuckDB in memory, compares there, and sends only what is new or changed to MariaDB or MySQL. */
final class MariaDbTarget implements ImportTarget {
    private static final int BATCH = 10_000;

    private final Connection connection;
    private final Connection memory;
    private final Duck duck;
    private final boolean autoCommit;

    MariaDbTarget(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.memory = DriverManager.getConnection("jdbc:duckdb:");
        this.duck = new Duck(memory);
        duck.run("CREATE SCHEMA qvm_existing");
    }

    @Override
    public Duck staging() {
        return duck;
    }

    @Override
    public int longestKey() {
        return Dialect.LONGEST_KEY;
    }

    @Override
    public String existing(CanonicalTable table) throws SQLException {
        List<String> columns = table.columns();
        duck.run("CREATE TABLE qvm_existing." + table.table() + " ("
                + columns.stream().map(c -> c + " " + Duck.type(table.type(c))).collect(Collectors.joining(", "))
                + ")");
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + columns.stream().map(MariaDbTarget::quoted).collect(Collectors.joining(", ")) + " FROM "
                        + table.table())) {
            select.setFetchSize(BATCH);
            try (ResultSet rows = select.executeQuery();
                    DuckDBAppender appender =
                            memory.unwrap(DuckDBConnection.class).createAppender("qvm_existing", table.table())) {
                while (rows.next()) {
                    appender.beginRow();
                    for (int i = 0; i < columns.size(); i++) {
                        append(appender, table.type(columns.get(i)), rows, i + 1);
                    }
                    appender.endRow();
                }
                appender.flush();
            }
        }
        return "qvm_existing." + table.table();
    }

    private static void append(DuckDBAppender appender, ColumnType type, ResultSet rows, int i) throws SQLException {
        switch (type) {
            case TEXT -> {
                String value = rows.getString(i);
                if (value == null) {
                    appender.appendNull();
                } else {
                    appender.append(value);
                }
            }
            case NUMBER -> {
                double value = rows.getDouble(i);
                if (rows.wasNull()) {
                    appender.appendNull();
                } else {
                    appender.append(value);
                }
            }
            case INTEGER -> {
                long value = rows.getLong(i);
                if (rows.wasNull()) {
                    appender.appendNull();
                } else {
                    appender.append(value);
                }
            }
            case DATE -> {
                LocalDate value = rows.getObject(i, LocalDate.class);
                if (value == null) {
                    appender.appendNull();
                } else {
                    appender.append(value);
                }
            }
        }
    }

    @Override
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void write(CanonicalTable table) throws SQLException {
        String columns = table.columns().stream().map(MariaDbTarget::quoted).collect(Collectors.joining(", "));
        String insert = "INSERT INTO " + table.table() + " (" + columns + ") VALUES ("
                + table.columns().stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
        send(table, IS_NEW, insert);
        send(
                table,
                "NOT " + IS_NEW,
                insert + " ON DUPLICATE KEY UPDATE "
                        + table.measures().stream()
                                .map(c -> quoted(c) + " = VALUES(" + quoted(c) + ")")
                                .collect(Collectors.joining(", ")));
    }

    private void send(CanonicalTable table, String condition, String sql) throws SQLException {
        List<String> columns = table.columns();
        try (Statement select = memory.createStatement();
                ResultSet rows = select.executeQuery("SELECT " + Duck.names(columns) + " FROM "
                        + ImportTarget.diff(table) + " WHERE " + condition + " ORDER BY " + Duck.names(table.key()));
                PreparedStatement insert = connection.prepareStatement(sql)) {
            int waiting = 0;
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    set(insert, table.type(columns.get(i)), rows, i + 1);
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
        }
    }

    private static void set(PreparedStatement insert, ColumnType type, ResultSet rows, int i) throws SQLException {
        switch (type) {
            case TEXT -> insert.setString(i, rows.getString(i));
            case NUMBER -> {
                double value = rows.getDouble(i);
                if (rows.wasNull()) {
                    insert.setNull(i, Types.DOUBLE);
                } else {
                    insert.setDouble(i, value);
                }
            }
            case INTEGER -> {
                long value = rows.getLong(i);
                if (rows.wasNull()) {
                    insert.setNull(i, Types.BIGINT);
                } else {
                    insert.setLong(i, value);
                }
            }
            case DATE -> insert.setObject(i, rows.getObject(i, LocalDate.class));
        }
    }

    private static String quoted(String column) {
        return '`' + column + '`';
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        memory.close();
        connection.setAutoCommit(autoCommit);
    }
}
