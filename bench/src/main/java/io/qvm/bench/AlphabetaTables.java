package io.qvm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Loads a folder of {@code alphabeta} tables into a MariaDB database, as an owner of such a database would have them:
 * amounts as DECIMAL, prices as DOUBLE, keys where the schema has them. Not QVM's import: that is what reads them in place.
 */
final class AlphabetaTables {
    private static final String EXTENSION = ".csv.gz";

    private AlphabetaTables() {}

    /** Creates and fills one table for each {@code .csv.gz} file of the folder; gives their names. */
    static List<String> load(Connection connection, Path folder) throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(AlphabetaTables::isTable).sorted().toList();
        }
        for (Path file : files) {
            load(connection, file, tableName(file));
        }
        return files.stream().map(AlphabetaTables::tableName).toList();
    }

    private static boolean isTable(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(EXTENSION) && !name.startsWith("golden_") && !name.startsWith("subuniverses");
    }

    private static String tableName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - EXTENSION.length());
    }

    private static void load(Connection connection, Path file, String table) throws IOException, SQLException {
        List<String> columns = Arrays.asList(header(file).split(","));
        String definition = columns.stream()
                .map(c -> "`" + c + "` " + type(table, c))
                .collect(Collectors.joining(", ", "CREATE TABLE `" + table + "` (", key(columns) + ")"));
        String variables = columns.stream().map(c -> "@`" + c + "`").collect(Collectors.joining(", "));
        String assignments = columns.stream()
                .map(c -> "`" + c + "` = NULLIF(@`" + c + "`, '')")
                .collect(Collectors.joining(", "));
        try (java.sql.Statement statement = connection.createStatement();
                InputStream rows = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            statement.execute("DROP TABLE IF EXISTS `" + table + "`");
            statement.execute(definition);
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
            statement.execute("LOAD DATA LOCAL INFILE 'rows' INTO TABLE `" + table
                    + "` CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' "
                    + "LINES TERMINATED BY '\\n' IGNORE 1 LINES (" + variables + ") SET " + assignments);
            statement.execute("ANALYZE TABLE `" + table + "`");
        }
    }

    private static String header(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.readLine();
        }
    }

    private static String type(String table, String column) {
        return switch (column) {
            case "ticker" -> "VARCHAR(20)";
            case "sector", "exchange" -> "VARCHAR(100)";
            case "date", "trading_date" -> "DATE";
            case "year", "quarter", "has_full_ttm" -> "INT";
            case "close", "close_price_adjusted" -> "DOUBLE";
            case "volume", "total_shares" -> "BIGINT";
            case "market_cap", "total_value" -> "DECIMAL(20,2)";
            default -> table.startsWith("factor_scores") ? "DECIMAL(20,10)" : "DECIMAL(30,2)";
        };
    }

    private static String key(List<String> columns) {
        if (columns.containsAll(List.of("ticker", "trading_date"))) {
            return ", PRIMARY KEY (ticker, trading_date)";
        }
        if (columns.containsAll(List.of("ticker", "date"))) {
            return ", PRIMARY KEY (date, ticker)";
        }
        return columns.containsAll(List.of("year", "quarter")) ? ", PRIMARY KEY (ticker, year, quarter)" : "";
    }
}
