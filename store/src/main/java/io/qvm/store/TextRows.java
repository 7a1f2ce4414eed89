package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A small CSV file with a heading, as texts. */
public final class TextRows {
    private TextRows() {}

    /**
     * Reads a file.
     *
     * @param required columns that must be there
     * @param optional columns that may be; their texts are empty where they are not
     * @return one map by column for each row
     * @throws InvalidInputException if the file cannot be read, or has other columns
     */
    public static List<Map<String, String>> readCsv(Path file, List<String> required, List<String> optional) {
        if (!Files.isReadable(file)) {
            throw new InvalidInputException("cannot read " + file + ": no such readable file");
        }
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            return scratch.read("reading " + file, connection -> {
                try (PreparedStatement query = connection.prepareStatement(
                        "SELECT * FROM read_csv(?, header=true, all_varchar=true, delim=',', quote='\"', escape='\"')")) {
                    query.setString(1, file.toString());
                    try (ResultSet result = query.executeQuery()) {
                        return rows(file, result, required, optional);
                    }
                }
            });
        } catch (StoreException e) {
            throw new InvalidInputException(
                    file + " is no CSV file with the columns " + String.join(", ", all(required, optional)), e);
        }
    }

    private static List<Map<String, String>> rows(
            Path file, ResultSet result, List<String> required, List<String> optional) throws java.sql.SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
            columns.put(result.getMetaData().getColumnLabel(c).strip().toLowerCase(Locale.ROOT), c);
        }
        List<String> all = all(required, optional);
        if (!columns.keySet().containsAll(required) || !all.containsAll(columns.keySet())) {
            throw new InvalidInputException(
                    file + " has the columns " + String.join(", ", columns.keySet()) + "; they must be "
                            + String.join(", ", required)
                            + (optional.isEmpty() ? "" : ", and may be " + String.join(", ", optional)));
        }
        List<Map<String, String>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (String name : all) {
                Integer at = columns.get(name);
                String text = at == null ? null : result.getString(at);
                row.put(name, text == null ? "" : text.strip());
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> all(List<String> required, List<String> optional) {
        List<String> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }
}
