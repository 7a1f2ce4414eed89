package io.qvm.store;

import io.qvm.market.Sha256;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every variant of a strategy that was ever tried, in the table {@code qvm_trials}.
 *
 * <p>They are kept because the best of many trials looks better than it is, the more so the more there were; and because a
 * sweep that was stopped goes on where it was.
 */
public final class TrialStore {
    private final Database database;

    private TrialStore(Database database) {
        this.database = database;
    }

    /**
     * One variant.
     *
     * @param label what it sets, as a text
     * @param metrics as far as they have a value; empty if it failed
     * @param error why it failed; empty if it did not
     */
    public record Row(String label, Map<String, Double> metrics, String error) {}

    /** Opens the trials of a database, making the table if it is not there. */
    public static TrialStore open(Database database) {
        Schema.migrateOwnTables(database);
        return new TrialStore(database);
    }

    /** Keeps trials of a sweep; those of the same label are replaced. */
    public void save(
            String sweep,
            String strategyName,
            String scoresVersion,
            LocalDate first,
            LocalDate last,
            List<Row> rows,
            Instant now) {
        database.inTransaction("writing trials of " + sweep, connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM qvm_trials WHERE sweep = ? AND trial = ?")) {
                for (Row row : rows) {
                    delete.setString(1, sweep);
                    delete.setString(2, Sha256.start(row.label(), 16));
                    delete.addBatch();
                }
                if (!rows.isEmpty()) {
                    delete.executeBatch();
                }
            }
            try (BulkInsert insert = BulkInsert.into(
                    connection,
                    database.dialect(),
                    "qvm_trials",
                    List.of(
                            "sweep",
                            "trial",
                            "created_at",
                            "strategy_name",
                            "scores_version",
                            "keys_set",
                            "first_date",
                            "last_date",
                            "metrics"))) {
                for (Row row : rows) {
                    insert.row()
                            .text(sweep)
                            .text(Sha256.start(row.label(), 16))
                            .time(now)
                            .text(strategyName)
                            .text(scoresVersion)
                            .text(row.label())
                            .day(first)
                            .day(last)
                            .text(text(row))
                            .end();
                }
                insert.flush();
            }
        });
    }

    /** Trials of a sweep that are there already, by label. */
    public Map<String, Row> of(String sweep) {
        return database.read("reading trials of " + sweep, connection -> {
            Map<String, Row> rows = new TreeMap<>();
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT keys_set, metrics FROM qvm_trials WHERE sweep = ?")) {
                query.setString(1, sweep);
                try (ResultSet result = query.executeQuery()) {
                    while (result.next()) {
                        Row row = row(result.getString(1), result.getString(2));
                        rows.put(row.label(), row);
                    }
                }
            }
            return rows;
        });
    }

    /**
     * Annual Sharpe ratios, or another metric, of all trials on a version of the scores.
     *
     * @return one number for each trial that did not fail
     */
    public double[] all(String scoresVersion, String metric) {
        return database.read("reading trials", connection -> {
            List<Double> values = new ArrayList<>();
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT keys_set, metrics FROM qvm_trials WHERE scores_version = ?")) {
                query.setString(1, scoresVersion);
                try (ResultSet result = query.executeQuery()) {
                    while (result.next()) {
                        Optional.ofNullable(row(result.getString(1), result.getString(2))
                                        .metrics()
                                        .get(metric))
                                .ifPresent(values::add);
                    }
                }
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        });
    }

    private static String text(Row row) {
        Map<String, String> entries = new TreeMap<>();
        row.metrics().forEach((name, value) -> {
            if (!Double.isNaN(value)) {
                entries.put(name, Double.toString(value));
            }
        });
        if (!row.error().isEmpty()) {
            entries.put("error", row.error());
        }
        return Provenance.toText(entries);
    }

    private static Row row(String label, String text) {
        Map<String, String> entries = Provenance.fromText(text);
        Map<String, Double> metrics = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (!name.equals("error")) {
                metrics.put(name, Double.valueOf(value));
            }
        });
        return new Row(label, metrics, entries.getOrDefault("error", ""));
    }
}
