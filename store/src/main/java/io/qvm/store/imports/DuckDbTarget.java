package io.qvm.store.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Stages in memory beside the DuckDB file, in the same engine, so that rows are written without leaving it. */
final class DuckDbTarget implements ImportTarget {
    private static final String STAGING = "qvm_import";

    private final Connection connection;
    private final Duck duck;
    private final String home;
    private final boolean autoCommit;

    DuckDbTarget(Connection connection) throws SQLException {
        this.connection = connection;
        this.duck = new Duck(connection);
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        List<String> names =
                duck.rows("SELECT current_database(), current_schema()").get(0);
        this.home = Duck.name(names.get(0)) + "." + Duck.name(names.get(1));
        duck.run("ATTACH ':memory:' AS " + STAGING);
        duck.run("USE " + STAGING);
    }

    @Override
    public Duck staging() {
        return duck;
    }

    @Override
    public int longestKey() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String existing(CanonicalTable table) {
        return home + "." + table.table();
    }

    @Override
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void write(CanonicalTable table) throws SQLException {
        String columns = Duck.names(table.columns());
        String into = "INSERT INTO " + home + "." + table.table() + " (" + columns + ") SELECT " + columns + " FROM "
                + ImportTarget.diff(table);
        duck.run(into + " WHERE " + IS_NEW + " ORDER BY " + Duck.names(table.key()));
        duck.run(into + " WHERE NOT " + IS_NEW + " ON CONFLICT (" + Duck.names(table.key()) + ") DO UPDATE SET "
                + table.measures().stream()
                        .map(c -> Duck.name(c) + " = excluded." + Duck.name(c))
                        .collect(Collectors.joining(", ")));
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
        connection.setAutoCommit(true);
        duck.run("USE " + home);
        duck.run("DETACH " + STAGING);
        connection.setAutoCommit(autoCommit);
    }
}
