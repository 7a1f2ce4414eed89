package io.qvm.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file with a header line, plain or gzipped, read as strings.
 *
 * <p>Deliberately not the reader that the project's import uses, so that tests have a second opinion. A field may be
 * quoted with {@code "} and then hold commas, not line ends. An empty field is NULL.
 */
public final class CsvTable {
    private CsvTable() {}

    /** Hands every line after the header to {@code consumer}, in the file's order; nothing is kept. */
    public static void forEach(Path file, Consumer<Row> consumer) {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            List<String> header = split(Optional.ofNullable(lines.readLine()).orElse(""));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = split(line);
                if (fields.size() != header.size()) {
                    throw new IllegalArgumentException(
                            file + ": " + fields.size() + " fields instead of " + header.size() + " in: " + line);
                }
                consumer.accept(new Row(header, fields));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines after the header, in the file's order. */
    public static List<Row> rows(Path file) {
        List<Row> rows = new ArrayList<>();
        forEach(file, rows::add);
        return rows;
    }

    /** All lines after the header as maps from column to text; an empty field is an empty text. */
    public static List<Map<String, String>> maps(Path file) {
        List<Map<String, String>> maps = new ArrayList<>();
        forEach(file, row -> maps.add(row.asMap()));
        return maps;
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** One line. */
    public static final class Row {
        private final List<String> header;
        private final List<String> fields;

        private Row(List<String> header, List<String> fields) {
            this.header = header;
            this.fields = fields;
        }

        /** Names of all columns. */
        public List<String> columns() {
            return header;
        }

        public boolean hasColumn(String column) {
            return header.contains(column);
        }

        /** Text of a field, empty if NULL. */
        public String text(String column) {
            int at = header.indexOf(column);
            if (at < 0) {
                throw new IllegalArgumentException("no column " + column + " among " + header);
            }
            return fields.get(at);
        }

        public boolean isNull(String column) {
            return text(column).isEmpty();
        }

        /** Number in a field, NaN if NULL. */
        public double number(String column) {
            String text = text(column);
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        }

        /** Whole number in a field, which must not be NULL. */
        public int integer(String column) {
            return Integer.parseInt(text(column));
        }

        /** ISO date in a field, which must not be NULL. */
        public LocalDate date(String column) {
            return LocalDate.parse(text(column));
        }

        /** Columns and texts, in the file's order. */
        public Map<String, String> asMap() {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                map.put(header.get(i), fields.get(i));
            }
            return map;
        }
    }
}
