package io.qvm.store.db;

import io.qvm.market.InvalidInputException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables that QVM makes, by migrations: its own ones anywhere, the raw ones only in a database that it keeps itself.
 *
 * <p>One set of scripts serves both dialects; types that differ are placeholders.
 */
public final class Schema {
    /** Raw tables and their columns, in a database that QVM keeps itself. */
    public static final Map<String, List<String>> RAW_TABLES = Map.of(
            "master_info",
                    List.of(
                            "ticker",
                            "name",
                            "exchange",
                            "sector",
                            "industry",
                            "currency",
                            "listed_on",
                            "delisted_on",
                            "delisting_return"),
            "equity_history",
                    List.of(
                            "date",
                            "ticker",
                            "open",
                            "high",
                            "low",
                            "close",
                            "adjusted_close",
                            "volume",
                            "traded_value",
                            "shares_outstanding",
                            "market_cap",
                            "row_parts"),
            "fundamental_values",
                    List.of(
                            "ticker",
                            "item",
                            "fiscal_year",
                            "fiscal_quarter",
                            "revision",
                            "statement_type",
                            "period_end",
                            "value",
                            "published_on"),
            "index_history", List.of("date", "symbol", "close"),
            "corporate_actions", List.of("ticker", "ex_date", "kind", "ratio", "amount"),
            "index_members", List.of("symbol", "ticker", "member_from", "member_to"));

    private static final String OWN_HISTORY = "qvm_schema_history";

    /** The last of the scripts for the own tables. */
    private static final String OWN_VERSION = "3";

    private Schema() {}

    /** Makes {@code factor_scores_qvm} and the {@code qvm_} tables, as far as they are not there. */
    public static void migrateOwnTables(Database database) {
        if (!database.firstUseOf("own") || isCurrent(database, OWN_HISTORY, OWN_VERSION)) {
            return;
        }
        migrate(database, "own", OWN_HISTORY);
    }

    /** True if the database has QVM's own tables in their present form; then no migration need be tried. */
    public static boolean hasOwnTables(Database database) {
        return isCurrent(database, OWN_HISTORY, OWN_VERSION);
    }

    /** Spares the migration library's start, which is a good part of a second, and the right to make tables. */
    private static boolean isCurrent(Database database, String history, String version) {
        return database.read("looking at the tables", connection -> {
            if (columns(connection, history).isEmpty()) {
                return false;
            }
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT COUNT(*) FROM " + history + " WHERE version = ? AND success = TRUE")) {
                query.setString(1, version);
                try (ResultSet result = query.executeQuery()) {
                    return result.next() && result.getInt(1) > 0;
                }
            }
        });
    }

    /**
     * Makes the raw tables, as far as they are not there.
     *
     * @throws InvalidInputException if a table of that name exists with other columns: it is a user's, and never altered
     */
    public static void migrateRawTables(Database database) {
        database.read("looking at the tables", connection -> {
            refuseForeignTables(database, connection);
            return true;
        });
        migrate(database, "raw", "qvm_raw_schema_history");
    }

    /** True if the database has a table of this name. */
    public static boolean hasTable(Database database, String table) {
        return database.read(
                "looking for table " + table, c -> !columns(c, table).isEmpty());
    }

    /** Lower-case column names of a table; empty if there is no such table. */
    static Set<String> columns(Connection connection, String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        DatabaseMetaData meta = connection.getMetaData();
        try (ResultSet columns = meta.getColumns(connection.getCatalog(), null, table, null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void refuseForeignTables(Database database, Connection connection) throws SQLException {
        for (Map.Entry<String, List<String>> table : RAW_TABLES.entrySet()) {
            Set<String> found = columns(connection, table.getKey());
            Set<String> missing = new TreeSet<>(table.getValue());
            missing.removeAll(found);
            if (!found.isEmpty() && !missing.isEmpty()) {
                throw new InvalidInputException("table " + table.getKey() + " in " + database.url()
                        + " exists with other columns (it lacks " + String.join(", ", missing)
                        + ") and is never altered; read it in place with --preset, or use another database");
            }
        }
    }

    private static void migrate(Database database, String scripts, String history) {
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .locations("classpath:io/qvm/store/schema/" + scripts)
                    .table(history)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(SchemaTexts.placeholders(database))
                    .load();
            // A migration that was cut off on a server without transactions for tables is tried again: scripts may be
            // repeated.
            flyway.repair();
            flyway.migrate();
        } catch (FlywayException e) {
            // Its own message has several lines, of which the first says that a script failed and not why.
            SQLException why = Faults.deepest(e).orElseGet(() -> new SQLException(e.getMessage()));
            throw database.failure("making the tables", why, e);
        }
    }
}
