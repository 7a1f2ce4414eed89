package io.qvm.store.imports;

import io.qvm.store.imports.SourceFile.Column;
import io.qvm.store.preset.Preset.ColumnType;
import io.qvm.store.preset.Preset.SourceTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The preset's tables, read from their files into the staging database.
 *
 * <p>A table is a view over {@code qvm_rows.TABLE}, which also knows file and record of every row. A file is read once; only
 * if something is wrong in it is it read again, to say what and where.
 */
final class StagedTables {
    private final Duck duck;
    private final SourceFiles folder;
    private final BadRows bad;
    private final Map<String, List<SourceFile>> files = new LinkedHashMap<>();
    private final Map<String, Map<String, ColumnType>> columns = new LinkedHashMap<>();
    private final List<ImportReport.Source> sources = new ArrayList<>();

    StagedTables(Duck duck, SourceFiles folder, BadRows bad) throws SQLException {
        this.duck = duck;
        this.folder = folder;
        this.bad = bad;
        duck.run("CREATE SCHEMA qvm_rows");
        duck.run("CREATE TABLE qvm_rows.qvm_rejected (file VARCHAR, line BIGINT)");
    }

    List<ImportReport.Source> sources() {
        return sources;
    }

    /** Matches the files of a table with the preset; the cells are read by {@link #stage}. */
    void open(String name, SourceTable table) {
        List<SourceFile> opened = folder.of(name, table).stream()
                .map(path -> SourceFile.open(duck, path, folder.relative(path), table))
                .toList();
        files.put(name, opened);
        Map<String, ColumnType> types = new LinkedHashMap<>(table.columns());
        for (SourceFile file : opened) {
            file.columns().values().forEach(c -> types.putIfAbsent(c.name(), c.type()));
        }
        columns.put(name, types);
    }

    /** Reads the files of a table; what is wrong in them goes to the collector. */
    void stage(String name, SourceTable table) throws SQLException {
        Map<String, ColumnType> types = columns.getOrDefault(name, Map.of());
        String rows = "qvm_rows." + Duck.name(name);
        duck.run("CREATE TABLE " + rows + " (qvm_file INTEGER, qvm_record BIGINT, qvm_bad BOOLEAN, "
                + types.entrySet().stream()
                        .map(c -> Duck.name(c.getKey()) + " " + Duck.type(c.getValue()))
                        .collect(Collectors.joining(", "))
                + ")");
        List<SourceFile> opened = files.getOrDefault(name, List.of());
        for (int i = 0; i < opened.size(); i++) {
            stage(rows, opened.get(i), i);
        }
        duck.run("CREATE VIEW " + Duck.name(name) + " AS SELECT " + Duck.names(List.copyOf(types.keySet())) + " FROM "
                + rows);
        sources.add(new ImportReport.Source(name, opened.size(), duck.number("SELECT count(*) FROM " + rows)));
        checkKey(name, table);
    }

    private void stage(String rows, SourceFile file, int index) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Integer, Column> column : file.columns().entrySet()) {
            names.add(column.getValue().name());
            values.add(file.value(column.getKey()));
            wrong.add(file.wrong(column.getKey()));
        }
        try {
            duck.run("INSERT INTO " + rows + " (qvm_file, qvm_record, qvm_bad, " + Duck.names(names) + ") SELECT "
                    + index
                    + ", qvm_record, " + String.join(" OR ", wrong) + ", " + String.join(", ", values) + " FROM "
                    + file.records());
        } catch (SQLException e) {
            throw file.unreadable(e);
        }
        reportLines(file);
        reportCells(rows, file, index);
    }

    /** Lines that are not records at all: too few or too many cells, open quotes, broken characters. */
    private void reportLines(SourceFile file) throws SQLException {
        if (file.parquet()) {
            return;
        }
        // A short line is rejected once for each cell that it lacks.
        long count = duck.number("SELECT count(DISTINCT line) FROM qvm_rejects");
        if (count > 0) {
            duck.run("INSERT INTO qvm_rows.qvm_rejected SELECT DISTINCT " + Duck.text(file.name())
                    + ", line FROM qvm_rejects");
            List<BadRow> examples = new ArrayList<>();
            for (List<String> row : duck.rows(
                    "SELECT line, first(error_type ORDER BY column_idx), first(error_message ORDER BY column_idx),"
                            + " first(csv_line ORDER BY column_idx) FROM qvm_rejects GROUP BY line ORDER BY line LIMIT "
                            + bad.room())) {
                examples.add(new BadRow(
                        file.name() + " line " + row.get(0),
                        "",
                        row.get(3).strip(),
                        switch (row.get(1)) {
                            case "TOO MANY COLUMNS", "MISSING COLUMNS" ->
                                "has a wrong number of cells: "
                                        + row.get(2).lines().findFirst().orElse("") + ", as the header names";
                            default ->
                                "cannot be read: "
                                        + row.get(2).lines().findFirst().orElse("");
                        }));
            }
            bad.add(examples, count);
        }
        duck.run("DROP TABLE qvm_rejects");
        duck.run("DROP TABLE qvm_scans");
    }

    private void reportCells(String rows, SourceFile file, int index) throws SQLException {
        if (duck.number("SELECT count(*) FROM " + rows + " WHERE qvm_bad AND qvm_file = " + index) == 0) {
            return;
        }
        List<String> cells = new ArrayList<>();
        for (int position : file.columns().keySet()) {
            cells.add("SELECT qvm_record, " + position + " AS position, CAST(c" + position
                    + " AS VARCHAR) AS cell FROM r WHERE " + file.wrong(position));
        }
        duck.run("CREATE TABLE qvm_rows.qvm_wrong AS WITH r AS MATERIALIZED (SELECT * FROM " + file.records() + ") "
                + String.join(" UNION ALL ", cells));
        if (file.parquet()) {
            reportColumns(file, rows, index);
        }
        List<BadRow> examples = new ArrayList<>();
        for (List<String> row : duck.rows("SELECT qvm_line, position, cell FROM qvm_rows.qvm_wrong JOIN " + file.lines()
                + " USING (qvm_record) ORDER BY qvm_line, position LIMIT " + bad.room())) {
            Column column =
                    file.columns().getOrDefault(Integer.parseInt(row.get(1)), new Column(row.get(1), ColumnType.TEXT));
            examples.add(new BadRow(
                    file.name() + " line " + row.get(0), column.name(), row.get(2), reason(column.type(), file)));
        }
        bad.add(examples, duck.number("SELECT count(*) FROM qvm_rows.qvm_wrong"));
        duck.run("DROP TABLE qvm_rows.qvm_wrong");
        if (!file.parquet()) {
            duck.run("DROP TABLE IF EXISTS qvm_rejects");
            duck.run("DROP TABLE IF EXISTS qvm_scans");
        }
    }

    /** Columns of which no value is right, most likely because of their type: each once, and not for every row. */
    private void reportColumns(SourceFile file, String rows, int index) throws SQLException {
        for (Map.Entry<Integer, Column> column : file.columns().entrySet()) {
            long wrong = duck.number("SELECT count(*) FROM qvm_rows.qvm_wrong WHERE position = " + column.getKey());
            String name = column.getValue().name();
            if (wrong < 2
                    || duck.number("SELECT count(" + Duck.name(name) + ") FROM " + rows + " WHERE qvm_file = " + index)
                            > 0) {
                continue;
            }
            String cell = "c" + column.getKey();
            List<String> first = duck.rows("SELECT CAST(" + cell + " AS VARCHAR), typeof(" + cell + ") FROM "
                            + file.records() + " WHERE " + cell + " IS NOT NULL ORDER BY qvm_record LIMIT 1")
                    .get(0);
            bad.add(new BadRow(
                    file.name(),
                    name,
                    first.get(0),
                    reason(column.getValue().type(), file) + "; nor is any other of its " + wrong
                            + " values, which are of type " + first.get(1)));
            duck.run("DELETE FROM qvm_rows.qvm_wrong WHERE position = " + column.getKey());
        }
    }

    private static String reason(ColumnType type, SourceFile file) {
        return switch (type) {
            case TEXT -> "is not text";
            case NUMBER -> "is not a finite number; a missing value is an empty cell";
            case INTEGER -> "is not a whole number; a missing value is an empty cell";
            case DATE ->
                "is not a date of the form " + file.table().dateFormat()
                        + ", years 1800 to 9999; a missing value is an empty cell";
        };
    }

    /** A key column that the file need not have may be NULL, which is then a value like any other. */
    private void checkKey(String name, SourceTable table) throws SQLException {
        Map<String, ColumnType> types = columns.getOrDefault(name, Map.of());
        for (String column : table.key()) {
            String quoted = Duck.name(column);
            if (table.required().map(r -> r.contains(column)).orElse(true)) {
                checkRows(
                        name, column, quoted + " IS NULL AND NOT qvm_bad", "is empty, but is part of the table's key");
            }
            if (types.get(column) == ColumnType.TEXT) {
                checkRows(
                        name,
                        column,
                        quoted + " <> trim(" + quoted + ", ' \t\u00a0')",
                        "begins or ends with a blank; write it without");
            }
        }
        String good = "(SELECT * FROM qvm_rows." + Duck.name(name) + " WHERE NOT qvm_bad)";
        String key = Duck.names(table.key());
        if (!table.key().isEmpty()
                && duck.number("SELECT count(*) FROM (SELECT " + key + " FROM " + good
                                + " GROUP BY ALL HAVING count(*) > 1)")
                        > 0) {
            reportRepeated(name, table, good, key);
        }
    }

    private void reportRepeated(String name, SourceTable table, String good, String key) throws SQLException {
        String numbered = "(SELECT *, row_number() OVER (PARTITION BY " + key
                + " ORDER BY qvm_file, qvm_record) AS qvm_n" + " FROM " + good + ")";
        String shown = table.key().stream()
                .map(k -> "CAST(b." + Duck.name(k) + " AS VARCHAR)")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
        String same = table.key().stream()
                .map(k -> "a." + Duck.name(k) + " IS NOT DISTINCT FROM b." + Duck.name(k))
                .collect(Collectors.joining(" AND "));
        List<BadRow> examples = new ArrayList<>();
        for (List<String> row :
                duck.rows("SELECT b.qvm_file, b.qvm_record, a.qvm_file, a.qvm_record, " + shown + " FROM "
                        + numbered + " b JOIN " + numbered + " a ON b.qvm_n > 1 AND a.qvm_n = 1 AND " + same
                        + " ORDER BY 1, 2 LIMIT " + bad.room())) {
            examples.add(new BadRow(
                    place(name, row.get(0), row.get(1)),
                    String.join(", ", table.key()),
                    row.get(4),
                    "is there already, at " + place(name, row.get(2), row.get(3)) + "; it must be unique"));
        }
        bad.add(examples, duck.number("SELECT count(*) FROM " + numbered + " WHERE qvm_n > 1"));
    }

    private void checkRows(String name, String column, String condition, String reason) throws SQLException {
        String rows = "qvm_rows." + Duck.name(name);
        long count = duck.number("SELECT count(*) FROM " + rows + " WHERE " + condition);
        if (count == 0) {
            return;
        }
        List<BadRow> examples = new ArrayList<>();
        for (List<String> row :
                duck.rows("SELECT qvm_file, qvm_record, CAST(" + Duck.name(column) + " AS VARCHAR) FROM " + rows
                        + " WHERE " + condition + " ORDER BY qvm_file, qvm_record LIMIT " + bad.room())) {
            examples.add(new BadRow(place(name, row.get(0), row.get(1)), column, row.get(2), reason));
        }
        bad.add(examples, count);
    }

    /**
     * File and line of the first staged row whose columns of these names have these values, if a table has them all. An empty
     * value is NULL; a revision that a file leaves out is 0.
     */
    Optional<String> find(Map<String, String> values) throws SQLException {
        for (Map.Entry<String, Map<String, ColumnType>> table : columns.entrySet()) {
            if (table.getValue().keySet().containsAll(values.keySet())) {
                String where = values.entrySet().stream()
                        .map(v -> {
                            String column = "CAST(" + Duck.name(v.getKey()) + " AS VARCHAR)";
                            String given = v.getKey().equals("revision") ? "coalesce(" + column + ", '0')" : column;
                            return given + (v.getValue().isEmpty() ? " IS NULL" : " = " + Duck.text(v.getValue()));
                        })
                        .collect(Collectors.joining(" AND "));
                List<List<String>> rows = duck.rows("SELECT qvm_file, qvm_record FROM qvm_rows."
                        + Duck.name(table.getKey()) + " WHERE " + where + " ORDER BY 1, 2 LIMIT 1");
                if (!rows.isEmpty()) {
                    return Optional.of(place(
                            table.getKey(), rows.get(0).get(0), rows.get(0).get(1)));
                }
            }
        }
        return Optional.empty();
    }

    private String place(String table, String file, String record) throws SQLException {
        SourceFile source = files.getOrDefault(table, List.of()).get(Integer.parseInt(file));
        List<List<String>> line = duck.rows("SELECT qvm_line FROM " + source.lines() + " WHERE qvm_record = " + record);
        return source.name() + " line " + (line.isEmpty() ? record : line.get(0).get(0));
    }
}
