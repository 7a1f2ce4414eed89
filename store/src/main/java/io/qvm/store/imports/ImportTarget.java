package io.qvm.store.imports;

import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** The database that is imported into, as seen from the staging database. */
interface ImportTarget extends AutoCloseable {
    /** Whether a row of {@code qvm_diff.TABLE} is new ({@code true}) or known with other values ({@code false}). */
    String IS_NEW = "qvm_is_new";

    /** The target behind a connection. */
    static ImportTarget of(Dialect dialect, Connection connection) throws SQLException {
        return dialect == Dialect.DUCKDB ? new DuckDbTarget(connection) : new MariaDbTarget(connection);
    }

    /** Where to stage. */
    Duck staging();

    /** Characters that a ticker, or another name in a key, may have. */
    int longestKey();

    /** Makes the rows that the database has visible to the staging database; gives the relation's name. */
    String existing(CanonicalTable table) throws SQLException;

    /** Starts the transaction; nothing is staged between this and its end. */
    void begin() throws SQLException;

    /** Writes the rows of {@code qvm_diff.TABLE}. */
    void write(CanonicalTable table) throws SQLException;

    void commit() throws SQLException;

    /** Undoes what was written; does nothing without a transaction. */
    void rollback() throws SQLException;

    @Override
    void close() throws SQLException;

    static String diff(CanonicalTable table) {
        return "qvm_diff." + table.table();
    }
}
