package io.qvm.bench;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What generation cannot be faster than: reading the same columns and bulk-loading the same rows, with nothing in between,
 * through the same driver. Arguments: the database's address, which holds scores already, and a preset.
 *
 * <p>Rows go to a table made like {@code factor_scores_qvm}, with its indices, in transactions of {@value #BATCH_DAYS} days.
 */
public final class Floor {
    private static final int BATCH_DAYS = 125;
    private static final int BATCH_ROWS = 10_000;

    private record Row(String ticker, Date date, double[] scores, Object time, String version) {}

    private Floor() {}

    public static void main(String[] args) {
        try (Database database = Database.open(DatabaseUrl.parse(args[0]))) {
            double read = database.read("floor", connection -> read(connection, Presets.byNameOrFile(args[1])));
            List<Row> rows = database.read("scores", Floor::scores);
            double written = write(database, rows);
            System.out.printf(
                    Locale.ROOT,
                    "floor: %.1f s reading the same columns + %.1f s bulk-loading the same %,d rows = %.1f s%n",
                    read,
                    written,
                    rows.size(),
                    read + written);
        }
    }

    private static double read(Connection connection, Preset preset) throws SQLException {
        List<String> queries = new ArrayList<>();
        queries.add(preset.datasets().instruments().sql());
        queries.add(preset.datasets().prices().sql());
        preset.datasets().valuations().ifPresent(query -> queries.add(query.sql()));
        preset.datasets().facts().forEach(query -> queries.add(query.sql()));
        long start = System.nanoTime();
        double sum = 0;
        for (String query : queries) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(20_000);
                try (ResultSet result = statement.executeQuery()) {
                    sum += drain(result);
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a value read as NaN");
        }
        return seconds;
    }

    private static double drain(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        int[] types = new int[columns];
        for (int i = 0; i < columns; i++) {
            types[i] = result.getMetaData().getColumnType(i + 1);
        }
        double sum = 0;
        while (result.next()) {
            for (int i = 0; i < columns; i++) {
                switch (types[i]) {
                    case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR -> {
                        String text = result.getString(i + 1);
                        sum += text == null ? 0 : text.length();
                    }
                    case Types.DATE -> {
                        Date date = result.getDate(i + 1);
                        sum += date == null ? 0 : 1;
                    }
                    default -> sum += result.getDouble(i + 1);
                }
            }
        }
        return sum;
    }

    private static List<Row> scores(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(20_000);
            try (ResultSet result = statement.executeQuery(
                    "SELECT ticker, date, Quality_Composite, Value_Composite, Momentum_Composite, QVM_Composite,"
                            + " calculation_timestamp, strategy_version FROM factor_scores_qvm ORDER BY date, ticker")) {
                while (result.next()) {
                    double[] scores = new double[4];
                    for (int i = 0; i < scores.length; i++) {
                        scores[i] = result.getDouble(3 + i);
                    }
                    rows.add(new Row(
                            result.getString(1),
                            result.getDate(2),
                            scores,
                            result.getTimestamp(7),
                            result.getString(8)));
                }
            }
        }
        return rows;
    }

    private static double write(Database database, List<Row> rows) {
        database.inTransaction("table", c -> execute(c, "DROP TABLE IF EXISTS bench_floor"));
        database.inTransaction("table", c -> execute(c, "CREATE TABLE bench_floor LIKE factor_scores_qvm"));
        long start = System.nanoTime();
        int from = 0;
        while (from < rows.size()) {
            int to = endOfBatch(rows, from);
            List<Row> batch = rows.subList(from, to);
            database.inTransaction("floor", connection -> insert(connection, batch));
            from = to;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        database.inTransaction("table", c -> execute(c, "DROP TABLE bench_floor"));
        return seconds;
    }

    private static int endOfBatch(List<Row> rows, int from) {
        int days = 1;
        int to = from + 1;
        while (to < rows.size()) {
            if (!rows.get(to).date().equals(rows.get(to - 1).date()) && ++days > BATCH_DAYS) {
                break;
            }
            to++;
        }
        return to;
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench_floor (ticker, date,"
                + " Quality_Composite, Value_Composite, Momentum_Composite, QVM_Composite, calculation_timestamp,"
                + " strategy_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            int pending = 0;
            for (Row row : rows) {
                insert.setString(1, row.ticker());
                insert.setDate(2, row.date());
                for (int i = 0; i < 4; i++) {
                    insert.setDouble(3 + i, row.scores()[i]);
                }
                insert.setObject(7, row.time());
                insert.setString(8, row.version());
                insert.addBatch();
                if (++pending == BATCH_ROWS) {
                    insert.executeBatch();
                    pending = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
