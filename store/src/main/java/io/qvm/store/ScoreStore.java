package io.qvm.store;

import io.qvm.config.NearestName;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The table {@code factor_scores_qvm} and its manifest, the record of which days are done.
 *
 * <p>A batch is one transaction: old rows of its days out, new rows in, manifest rows in. Other versions' rows are never
 * touched. A missing score is NULL.
 */
public final class ScoreStore {
    private final Database database;
    private final ScoreTable table;

    private ScoreStore(Database database, ScoreTable table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Opens the scores of a database, making the tables if they are not there.
     *
     * @throws InvalidInputException if a table of that name is there that cannot hold scores
     */
    public static ScoreStore open(Database database) {
        Schema.migrateOwnTables(database);
        return new ScoreStore(database, ScoreTable.check(database));
    }

    /** What is on record about the days of a version, by day. */
    public NavigableMap<LocalDate, ManifestRow> manifest(String version) {
        return database.read("reading the manifest", connection -> {
            NavigableMap<LocalDate, ManifestRow> rows = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT date, model_digest, input_digest, code_version, score_rows FROM qvm_manifest"
                            + " WHERE strategy_version = ?")) {
                query.setString(1, version);
                try (ResultSet result = query.executeQuery()) {
                    while (result.next()) {
                        LocalDate date = result.getDate(1).toLocalDate();
                        rows.put(
                                date,
                                new ManifestRow(
                                        version,
                                        date,
                                        result.getString(2),
                                        result.getString(3),
                                        result.getString(4),
                                        result.getInt(5)));
                    }
                }
            }
            return rows;
        });
    }

    /**
     * Replaces the scores of a batch's days, in one transaction with their manifest rows.
     *
     * @param now for {@code calculation_timestamp}
     */
    public void writeBatch(FactorScores batch, List<ManifestRow> manifest, Instant now) {
        if (batch.dates().isEmpty()) {
            return;
        }
        String what = "writing scores of " + batch.strategyVersion() + ", " + batch.dates();
        database.inTransaction(what, connection -> {
            delete(connection, ScoreTable.NAME, batch);
            delete(connection, "qvm_manifest", batch);
            insertScores(connection, batch, now);
            insertManifest(connection, manifest, now);
        });
    }

    private static void delete(Connection connection, String from, FactorScores batch) throws SQLException {
        // Days may have gaps between them that belong to the version too, so each is named.
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + from
                + " WHERE strategy_version = ? AND date IN ("
                + String.join(",", java.util.Collections.nCopies(batch.dates().size(), "?")) + ")")) {
            statement.setString(1, batch.strategyVersion());
            for (int row = 0; row < batch.dates().size(); row++) {
                statement.setObject(row + 2, batch.dates().date(row));
            }
            statement.executeUpdate();
        }
    }

    private void insertScores(Connection connection, FactorScores batch, Instant now) throws SQLException {
        List<Panel> panels = Stream.of(ScoreColumn.values()).map(batch::panel).toList();
        try (BulkInsert insert = BulkInsert.into(connection, database.dialect(), ScoreTable.NAME, columns())) {
            // Ticker by ticker, as the unique key is ordered: a server then writes a few pages at a time, not all of
            // them.
            for (int c = 0; c < batch.tickers().size(); c++) {
                String ticker = batch.tickers().ticker(c);
                for (int r = 0; r < batch.dates().size(); r++) {
                    if (batch.has(r, c)) {
                        insert.row().text(ticker).day(batch.dates().date(r));
                        for (Panel panel : panels) {
                            insert.number(panel.get(r, c));
                        }
                        insert.text(batch.strategyVersion());
                        if (table.hasTimestamp()) {
                            insert.time(now);
                        }
                        insert.end();
                    }
                }
            }
            insert.flush();
        }
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("ticker", "date"));
        for (ScoreColumn column : ScoreColumn.values()) {
            columns.add(column.column());
        }
        columns.add("strategy_version");
        if (table.hasTimestamp()) {
            columns.add("calculation_timestamp");
        }
        return columns;
    }

    private void insertManifest(Connection connection, List<ManifestRow> manifest, Instant now) throws SQLException {
        try (BulkInsert insert = BulkInsert.into(
                connection,
                database.dialect(),
                "qvm_manifest",
                List.of(
                        "strategy_version",
                        "date",
                        "model_digest",
                        "input_digest",
                        "code_version",
                        "score_rows",
                        "generated_at"))) {
            for (ManifestRow row : manifest) {
                insert.row()
                        .text(row.strategyVersion())
                        .day(row.date())
                        .text(row.modelDigest())
                        .text(row.inputDigest())
                        .text(row.codeVersion())
                        .whole(row.scoreRows())
                        .time(now)
                        .end();
            }
            insert.flush();
        }
    }

    /** All versions that the table holds, by name. */
    public List<VersionSummary> versions() {
        return database.read("listing score versions", connection -> {
            List<VersionSummary> versions = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT strategy_version, MIN(date), MAX(date), COUNT(DISTINCT date), COUNT(*) FROM "
                                    + ScoreTable.NAME + " GROUP BY strategy_version ORDER BY strategy_version");
                    ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    versions.add(new VersionSummary(
                            result.getString(1),
                            result.getDate(2).toLocalDate(),
                            result.getDate(3).toLocalDate(),
                            result.getLong(4),
                            result.getLong(5)));
                }
            }
            return versions;
        });
    }

    /**
     * Loads the scores of a version.
     *
     * @param from first day, empty for the first that there is
     * @param to last day, empty for the last that there is
     * @throws InvalidInputException if the version has no scores in the range
     */
    public FactorScores load(String version, Optional<LocalDate> from, Optional<LocalDate> to) {
        Rows rows = database.read("reading scores of " + version, connection -> read(connection, version, from, to));
        if (rows.days.isEmpty()) {
            throw new InvalidInputException(noScores(version, from, to));
        }
        return rows.toScores(version);
    }

    private String noScores(String version, Optional<LocalDate> from, Optional<LocalDate> to) {
        List<VersionSummary> versions = versions();
        Optional<VersionSummary> other = versions.stream()
                .filter(v -> v.strategyVersion().equals(version))
                .findFirst();
        if (other.isPresent()) {
            return "version " + version + " has no scores"
                    + from.map(d -> " from " + d).orElse("")
                    + to.map(d -> " to " + d).orElse("") + "; it has "
                    + other.get().first() + " to "
                    + other.get().last();
        }
        String generate = "; make them with 'qvm generate --db " + database.url() + " --model " + version + "'";
        return "no scores of version " + version + " in " + database.url()
                + (versions.isEmpty()
                        ? generate
                        : NearestName.hint(
                                        version,
                                        versions.stream()
                                                .map(VersionSummary::strategyVersion)
                                                .toList())
                                + generate);
    }

    private Rows read(Connection connection, String version, Optional<LocalDate> from, Optional<LocalDate> to)
            throws SQLException {
        String day = database.dialect().epochDay("date");
        StringBuilder columns = new StringBuilder();
        for (ScoreColumn column : ScoreColumn.values()) {
            columns.append(", ").append(column.column());
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT " + day + ", ticker" + columns + " FROM "
                + ScoreTable.NAME + " WHERE strategy_version = ? AND date >= ? AND date <= ?")) {
            query.setFetchSize(20_000);
            query.setString(1, version);
            query.setDate(2, Date.valueOf(from.orElse(LocalDate.of(1, 1, 1))));
            query.setDate(3, Date.valueOf(to.orElse(LocalDate.of(9999, 12, 31))));
            Rows rows = new Rows();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(result);
                }
            }
            return rows;
        }
    }

    /** Score rows as they arrive, in growing columns. */
    private static final class Rows {
        private final GrowingInts days = new GrowingInts();
        private final GrowingInts tickers = new GrowingInts();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final Map<ScoreColumn, GrowingDoubles> values = new EnumMap<>(ScoreColumn.class);

        Rows() {
            for (ScoreColumn column : ScoreColumn.values()) {
                values.put(column, new GrowingDoubles());
            }
        }

        void add(ResultSet result) throws SQLException {
            days.add(result.getInt(1));
            String name = result.getString(2);
            Integer number = numbers.get(name);
            if (number == null) {
                number = names.size();
                numbers.put(name, number);
                names.add(name);
            }
            tickers.add(number);
            int position = 3;
            for (GrowingDoubles column : values.values()) {
                double value = result.getDouble(position++);
                column.add(result.wasNull() ? Double.NaN : value);
            }
        }

        FactorScores toScores(String version) {
            DateIndex dates = DateIndex.of(days.stream().sorted().distinct().toArray());
            TickerIndex index = TickerIndex.of(names);
            int[] column = names.stream().mapToInt(index::indexOf).toArray();
            Map<Integer, Integer> rowOfDay = new HashMap<>();
            for (int row = 0; row < dates.size(); row++) {
                rowOfDay.put(dates.epochDay(row), row);
            }
            Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
            values.forEach((score, numbers) -> {
                Panel panel = Panel.missing(dates, index);
                for (int i = 0; i < days.size(); i++) {
                    int row = rowOfDay.getOrDefault(days.get(i), -1);
                    panel.values()[row * index.size() + column[tickers.get(i)]] = numbers.get(i);
                }
                panels.put(score, panel);
            });
            return new FactorScores(version, panels);
        }
    }
}
