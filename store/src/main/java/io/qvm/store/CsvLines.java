package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Files of comma-separated values as rows of text, read by DuckDB, plain or {@code .gz}. */
public final class CsvLines {
    /** Columns that a row may have. */
    private static final int MOST_COLUMNS = 64;

    private CsvLines() {}

    /**
     * Reads all rows in the file's order, whatever their lengths: lines of text before and after a table are rows too.
     *
     * @return fields without surrounding blanks; a row ends with its last field that is not empty
     * @throws InvalidInputException if there is no such file, or it cannot be read
     */
    public static List<List<String>> of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("no file " + file);
        }
        StringBuilder columns = new StringBuilder();
        for (int c = 0; c < MOST_COLUMNS; c++) {
            columns.append(c == 0 ? "" : ", ").append("c").append(c).append(": 'VARCHAR'");
        }
        String sql =
                "SELECT * FROM read_csv('" + file.toString().replace("'", "''") + "', auto_detect=false, header=false,"
                        + " delim=',', quote='\"', escape='\"', strict_mode=false, null_padding=true, parallel=false,"
                        + " skip=0, columns={" + columns + "})";
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            return scratch.read("read " + file, connection -> {
                List<List<String>> rows = new ArrayList<>();
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery(sql)) {
                    while (result.next()) {
                        rows.add(row(result));
                    }
                }
                return rows;
            });
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        int width = 0;
        for (int c = 1; c <= MOST_COLUMNS; c++) {
            String field = result.getString(c);
            String text = field == null ? "" : field.strip();
            row.add(text);
            width = text.isEmpty() ? width : c;
        }
        return List.copyOf(row.subList(0, width));
    }
}
