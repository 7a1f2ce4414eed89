package io.qvm.store.imports;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.store.preset.Preset.ColumnType;
import io.qvm.store.preset.Preset.SourceTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One file of a table: its header matched with the preset, and the SQL that reads it.
 *
 * @param path where it is
 * @param name what to call it in messages
 * @param table the table that it belongs to
 * @param header its columns, in their order
 * @param columns the columns that count: name and type by position in the header
 * @param parquet true for Parquet, false for CSV
 */
record SourceFile(
        Path path, String name, SourceTable table, List<String> header, Map<Integer, Column> columns, boolean parquet) {
    private static final int USUAL_COLUMNS = 60;
    private static final int MOST_COLUMNS = 2000;
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");

    /** A column that counts. */
    record Column(String name, ColumnType type) {}

    /**
     * Reads the header and matches it with the preset.
     *
     * @throws InvalidInputException if a column is missing, misspelt or there twice, or the file cannot be read
     */
    static SourceFile open(Duck duck, Path path, String name, SourceTable table) {
        boolean parquet = path.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        try {
            List<String> header =
                    parquet ? parquetHeader(duck, path) : csvHeader(duck, path, name, table, USUAL_COLUMNS);
            return new SourceFile(path, name, table, header, match(name, table, header), parquet);
        } catch (SQLException e) {
            throw unreadable(path, name, e);
        }
    }

    /** What is wrong with a file that cannot be read at all. */
    InvalidInputException unreadable(SQLException e) {
        return unreadable(path, name, e);
    }

    private static InvalidInputException unreadable(Path path, String name, SQLException e) {
        if (String.valueOf(e.getMessage()).contains("state machine reached an invalid state")) {
            OptionalLong line = CsvText.firstOtherLineEnd(path);
            if (line.isPresent()) {
                return new InvalidInputException(
                        "cannot read " + name + ": line " + line.getAsLong() + " does not end like the lines above it,"
                                + " one has a carriage return before the line feed and the other has none: write all line"
                                + " ends alike, e.g. with dos2unix",
                        e);
            }
        }
        return new InvalidInputException("cannot read " + name + ": " + Duck.firstLines(e), e);
    }

    private static List<String> parquetHeader(Duck duck, Path path) throws SQLException {
        return duck.rows("DESCRIBE SELECT * FROM read_parquet(" + Duck.text(path.toString()) + ")").stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** Reads the first line into more columns than it has, because the reader wants to know their number before. */
    private static List<String> csvHeader(Duck duck, Path path, String name, SourceTable table, int most)
            throws SQLException {
        CsvText.requireUtf8(path, name);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            columns.add("'c" + i + "': 'VARCHAR'");
        }
        List<List<String>> rows = duck.rows("SELECT * FROM read_csv(" + Duck.text(path.toString())
                + ", header = false, auto_detect = false, null_padding = true, ignore_errors = true, parallel = false"
                + dialect(table) + ", columns = {" + String.join(", ", columns) + "}) LIMIT 1");
        List<String> header = rows.isEmpty() ? List.of() : rows.get(0);
        int width = header.size();
        while (width > 0 && header.get(width - 1).isEmpty()) {
            width--;
        }
        if (most < MOST_COLUMNS && (width == 0 || width == most)) {
            return csvHeader(duck, path, name, table, MOST_COLUMNS);
        }
        if (width == 0) {
            throw new InvalidInputException(
                    name + " is empty: a header line with the names of the columns must be there");
        }
        return header.subList(0, width);
    }

    private static Map<Integer, Column> match(String file, SourceTable table, List<String> header) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (positions.put(header.get(i).toLowerCase(Locale.ROOT), i) != null) {
                throw new InvalidInputException(file + ": the column " + header.get(i) + " is there twice");
            }
        }
        Map<Integer, Column> columns = new LinkedHashMap<>();
        for (Map.Entry<String, ColumnType> listed : table.columns().entrySet()) {
            Integer position = positions.remove(listed.getKey().toLowerCase(Locale.ROOT));
            if (position != null) {
                columns.put(position, new Column(listed.getKey(), listed.getValue()));
            } else if (table.required().map(r -> r.contains(listed.getKey())).orElse(true)) {
                refuseOtherDelimiter(file, table, header, listed.getKey());
                String near = NearestName.of(listed.getKey(), header)
                        .map(n -> "; its column '" + n + "' may be meant")
                        .orElse("; it has " + String.join(", ", header));
                throw new InvalidInputException(
                        file + " line 1: the column '" + listed.getKey() + "' is missing" + near);
            }
        }
        for (int position : positions.values()) {
            String unlisted = header.get(position);
            if (table.otherColumns().isPresent()) {
                columns.put(position, new Column(unlisted, table.otherColumns().get()));
            } else if (table.required().isPresent()) {
                throw new InvalidInputException(file + " line 1: unknown column '" + unlisted + "'"
                        + NearestName.hint(unlisted, table.columns().keySet()));
            }
        }
        return columns;
    }

    /** A header that is a single column because its cells are told apart by something else. */
    private static void refuseOtherDelimiter(String file, SourceTable table, List<String> header, String missing) {
        for (String delimiter : header.size() == 1 ? DELIMITERS : List.<String>of()) {
            List<String> cells = List.of(header.get(0).split(Pattern.quote(delimiter), -1));
            if (cells.size() > 1 && cells.stream().anyMatch(missing::equalsIgnoreCase)) {
                String shown = delimiter.equals("\t") ? "\\t" : delimiter;
                throw new InvalidInputException(file + " line 1: the column '" + missing
                        + "' is missing; its cells seem to be separated by '" + shown + "' and not by '"
                        + table.delimiter() + "': say delimiter: \"" + shown + "\" for the table in the preset");
            }
        }
    }

    /** A table expression with columns {@code qvm_record} (1, 2, ... in the file's order) and {@code c0}, {@code c1}, ... */
    String records() {
        if (parquet) {
            List<String> renamed = new ArrayList<>();
            for (int i = 0; i < header.size(); i++) {
                renamed.add(Duck.name(header.get(i)) + " AS c" + i);
            }
            return "(SELECT file_row_number + 1 AS qvm_record, " + String.join(", ", renamed) + " FROM read_parquet("
                    + Duck.text(path.toString()) + ", file_row_number = true))";
        }
        List<String> types = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            types.add("'c" + i + "': 'VARCHAR'");
        }
        return "(SELECT row_number() OVER () AS qvm_record, * FROM read_csv(" + Duck.text(path.toString())
                + ", header = true, auto_detect = false, nullstr = '', store_rejects = true, rejects_table = 'qvm_rejects'"
                + ", rejects_scan = 'qvm_scans'" + dialect(table) + ", columns = {" + String.join(", ", types) + "}))";
    }

    /**
     * A table expression with columns {@code qvm_record} and {@code qvm_line}: where the records stand in the file. Empty
     * and rejected lines are not records; a quoted line break makes the line too small by one.
     */
    String lines() {
        if (parquet) {
            return "(SELECT file_row_number + 1 AS qvm_record, file_row_number + 1 AS qvm_line FROM read_parquet("
                    + Duck.text(path.toString()) + ", file_row_number = true))";
        }
        return "(SELECT row_number() OVER (ORDER BY qvm_line) - 1 AS qvm_record, qvm_line FROM (SELECT row_number() OVER () AS"
                + " qvm_line, line FROM read_csv(" + Duck.text(path.toString())
                + ", header = false, auto_detect = false, delim = '\\x01', quote = '', escape = '', nullstr = ''"
                + ", strict_mode = false, columns = {'line': 'VARCHAR'})) WHERE line IS NOT NULL AND"
                + " qvm_line NOT IN (SELECT line FROM qvm_rows.qvm_rejected WHERE file = " + Duck.text(name) + "))";
    }

    /** The typed value of a column, NULL if the cell is empty or wrong. */
    String value(int position) {
        String cell = "c" + position;
        Column column = columns.getOrDefault(position, new Column(cell, ColumnType.TEXT));
        return switch (column.type()) {
            case TEXT -> "CAST(" + cell + " AS VARCHAR)";
            case NUMBER ->
                "(CASE WHEN isfinite(TRY_CAST(" + cell + " AS DOUBLE)) THEN TRY_CAST(" + cell + " AS DOUBLE) END)";
            case INTEGER ->
                "(CASE WHEN TRY_CAST(" + cell + " AS DOUBLE) = TRY_CAST(" + cell + " AS BIGINT) THEN TRY_CAST(" + cell
                        + " AS BIGINT) END)";
            case DATE -> "(CASE WHEN year(" + day(cell) + ") BETWEEN 1800 AND 9999 THEN " + day(cell) + " END)";
        };
    }

    private String day(String cell) {
        String format = Duck.text(table.dateFormat());
        return parquet
                ? "coalesce(TRY_CAST(TRY_STRPTIME(CAST(" + cell + " AS VARCHAR), " + format + ") AS DATE), TRY_CAST("
                        + cell + " AS DATE))"
                : "CAST(TRY_STRPTIME(" + cell + ", " + format + ") AS DATE)";
    }

    /** True, in SQL, for a cell that is filled with something that its type does not allow. */
    String wrong(int position) {
        return "(c" + position + " IS NOT NULL AND " + value(position) + " IS NULL)";
    }

    private static String dialect(SourceTable table) {
        return ", delim = " + Duck.text(table.delimiter()) + ", quote = '\"', escape = '\"'";
    }
}
