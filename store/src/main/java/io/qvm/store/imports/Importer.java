package io.qvm.store.imports;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.SourceTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fills the canonical tables from the files of a folder, as a preset says.
 *
 * <p>All or nothing: the rows are read, checked and compared before a transaction begins, and written in one. Rows are
 * matched by key, so that importing twice changes nothing, and rows that the files do not have stay as they are.
 *
 * @param preset how the files become datasets; it must have tables
 * @param folder where the files are
 */
public record Importer(Preset preset, Path folder) {
    public Importer {
        if (preset.tables().isEmpty()) {
            throw new InvalidInputException("preset " + preset.name()
                    + " has no key tables: it reads a database in place and cannot import files");
        }
    }

    /**
     * Opens a database and imports into it. A DuckDB file that was not there stays only if the import succeeds.
     *
     * @throws InvalidInputException as {@link Database#open} and {@link #into(Database, ImportProgress)} do
     */
    public ImportReport into(DatabaseUrl url, ImportProgress progress) {
        NewFiles files = NewFiles.of(url);
        Database opened = Database.open(url);
        try (Database database = opened) {
            return into(database, progress);
        } catch (RuntimeException | Error e) {
            files.delete(e);
            throw e;
        }
    }

    /**
     * Imports into a database; the canonical tables are made if they are not there and the files are right.
     *
     * @param progress hears each step
     * @throws InvalidInputException with the first wrong rows, one per line, and their total; nothing is written then
     */
    public ImportReport into(Database database, ImportProgress progress) {
        return database.read("importing with preset " + preset.name(), connection -> {
            try (ImportTarget target = ImportTarget.of(database.dialect(), connection)) {
                return run(target, () -> Schema.migrateRawTables(database), progress);
            }
        });
    }

    private ImportReport run(ImportTarget target, Runnable makeTables, ImportProgress progress) throws SQLException {
        Duck duck = target.staging();
        duck.run("CREATE SCHEMA qvm_diff");
        BadRows bad = new BadRows();
        StagedTables staged = new StagedTables(duck, new SourceFiles(folder), bad);
        Map<String, SourceTable> tables = new TreeMap<>(preset.tables());
        tables.forEach(staged::open);
        for (Map.Entry<String, SourceTable> table : tables.entrySet()) {
            progress.step("reading " + table.getKey());
            staged.stage(table.getKey(), table.getValue());
        }
        bad.refuse();
        progress.step("putting datasets together");
        CanonicalRows rows = new CanonicalRows(duck, preset);
        rows.build();
        progress.step("checking");
        CanonicalChecks checks = new CanonicalChecks(duck, staged, bad, target.longestKey());
        checks.refuseWhatCannotBe();
        bad.refuse();
        List<ImportReport.Remark> warnings = checks.warnings();
        progress.step("comparing with the database");
        makeTables.run();
        List<ImportReport.Table> written = new ArrayList<>();
        for (CanonicalTable table : CanonicalTable.values()) {
            written.add(compare(target, table, rows.dropped(table)));
        }
        target.begin();
        try {
            for (CanonicalTable table : CanonicalTable.values()) {
                progress.step("writing " + table.table());
                target.write(table);
            }
            target.commit();
        } catch (SQLException | RuntimeException e) {
            target.rollback();
            throw e;
        }
        return new ImportReport(preset.name(), staged.sources(), written, warnings);
    }

    /** Leaves in {@code qvm_diff} the rows that are new or have changed. */
    private static ImportReport.Table compare(
            ImportTarget target, CanonicalTable table, List<ImportReport.Remark> dropped) throws SQLException {
        Duck duck = target.staging();
        String existing = target.existing(table);
        String diff = ImportTarget.diff(table);
        String key = table.key().stream().map(k -> "n." + k + " = e." + k).collect(Collectors.joining(" AND "));
        String changed = table.measures().stream()
                .map(c -> "n." + c + " IS DISTINCT FROM e." + c)
                .collect(Collectors.joining(" OR "));
        String first = table.key().get(0);
        duck.run("CREATE TABLE " + diff + " AS SELECT n.*, e." + first + " IS NULL AS " + ImportTarget.IS_NEW + " FROM "
                + CanonicalRows.relation(table) + " n LEFT JOIN " + existing + " e ON " + key + " WHERE e." + first
                + " IS NULL OR " + changed);
        long all = duck.number("SELECT count(*) FROM " + CanonicalRows.relation(table));
        long added = duck.number("SELECT count(*) FROM " + diff + " WHERE " + ImportTarget.IS_NEW);
        long replaced = duck.number("SELECT count(*) FROM " + diff) - added;
        return new ImportReport.Table(table.table(), added, all - added - replaced, replaced, dropped);
    }
}
