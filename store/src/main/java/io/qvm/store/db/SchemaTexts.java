package io.qvm.store.db;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the migration scripts leave open: where the dialects differ, or where it matters what is there already. */
final class SchemaTexts {
    private static final List<String> MANIFEST_COLUMNS =
            List.of("run_id", "prices_digest", "facts_digest", "instruments_digest");

    private SchemaTexts() {}

    static Map<String, String> placeholders(Database database) {
        Dialect dialect = database.dialect();
        boolean maria = dialect == Dialect.MARIADB;
        return Map.of(
                "key",
                dialect.keyType(),
                "name",
                maria ? "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "VARCHAR",
                "text",
                dialect.textType(),
                "int",
                dialect.intType(),
                "moment",
                maria ? "DATETIME(6)" : "TIMESTAMP",
                "scores_index",
                maria ? ", KEY factor_scores_qvm_date (date, strategy_version)" : "",
                "factor_scores_index",
                maria ? ", KEY factor_scores_date (date, strategy_version)" : "",
                "replaced_index",
                maria ? ", KEY qvm_replaced_date (strategy_version, run_id, date)" : "",
                "manifest_upgrade",
                manifestUpgrade(database),
                "exposure_cause",
                exposureCause(database));
    }

    /** A statement that adds a column; where it is there already, one that does nothing. */
    private static String exposureCause(Database database) {
        Set<String> columns =
                database.read("looking at the runs", connection -> Schema.columns(connection, "qvm_run_daily"));
        return columns.contains("exposure_cause")
                ? "SELECT 1"
                : "ALTER TABLE qvm_run_daily ADD COLUMN exposure_cause "
                        + database.dialect().keyType() + " DEFAULT ''";
    }

    /** One statement on a server, where each is final at once; where it was done already, one that does nothing. */
    private static String manifestUpgrade(Database database) {
        Set<String> columns =
                database.read("looking at the manifest", connection -> Schema.columns(connection, "qvm_manifest"));
        if (columns.contains("trading_day")) {
            return "SELECT 1";
        }
        String key = database.dialect().keyType();
        List<String> changes = new java.util.ArrayList<>();
        MANIFEST_COLUMNS.forEach(column -> changes.add("ADD COLUMN " + column + " " + key + " DEFAULT ''"));
        changes.add("ADD COLUMN trading_day " + database.dialect().intType() + " DEFAULT 1");
        changes.add("DROP COLUMN input_digest");
        return database.dialect() == Dialect.MARIADB
                ? "ALTER TABLE qvm_manifest " + String.join(", ", changes)
                : "ALTER TABLE qvm_manifest " + String.join("; ALTER TABLE qvm_manifest ", changes);
    }
}
