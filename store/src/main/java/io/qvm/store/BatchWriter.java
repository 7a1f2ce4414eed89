package io.qvm.store;

import io.qvm.market.Coverage;
import io.qvm.market.FactorScores;
import io.qvm.market.MissingReason;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the rows of a batch within a transaction: scores, further factors, manifest, coverage. */
final class BatchWriter {
    private final Dialect dialect;
    private final ScoreTable table;

    BatchWriter(Dialect dialect, ScoreTable table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** Those of the days that have score rows of the version, whoever wrote them. */
    static Set<LocalDate> daysWithRows(Connection connection, String version, List<LocalDate> days)
            throws SQLException {
        return daysIn(ScoreTable.NAME, connection, version, days);
    }

    /** Those of the days that have coverage of the version, even if someone took their manifest rows out by hand. */
    static Set<LocalDate> daysWithCoverage(Connection connection, String version, List<LocalDate> days)
            throws SQLException {
        return daysIn("qvm_coverage", connection, version, days);
    }

    private static Set<LocalDate> daysIn(String table, Connection connection, String version, List<LocalDate> days)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT DISTINCT date FROM " + table + " WHERE strategy_version = ? AND date IN (" + Sql.marks(days)
                        + ")",
                result -> {
                    Set<LocalDate> found = new TreeSet<>();
                    while (result.next()) {
                        found.add(result.getDate(1).toLocalDate());
                    }
                    return found;
                },
                version,
                days);
    }

    /** Takes the rows of days out, from every table; days have gaps between them that belong to the version too. */
    static void delete(Connection connection, String version, List<LocalDate> days, boolean ownFactors)
            throws SQLException {
        List<String> tables = new ArrayList<>(List.of(ScoreTable.NAME, "qvm_manifest", "qvm_coverage"));
        if (ownFactors) {
            tables.add(FactorScoreTable.NAME);
        }
        for (String from : tables) {
            Sql.update(
                    connection,
                    "DELETE FROM " + from + " WHERE strategy_version = ? AND date IN (" + Sql.marks(days) + ")",
                    version,
                    days);
        }
    }

    void insert(Connection connection, ScoreBatch batch, String runId, Instant now) throws SQLException {
        insertScores(connection, batch.scores(), now);
        for (Map.Entry<String, Panel> factor : batch.scores().others().entrySet()) {
            insertFactor(connection, batch.scores(), factor.getKey(), factor.getValue());
        }
        insertManifest(connection, batch.manifest(), runId, now);
        insertCoverage(connection, batch);
    }

    private void insertScores(Connection connection, FactorScores batch, Instant now) throws SQLException {
        List<Panel> panels = Stream.of(ScoreColumn.values()).map(batch::panel).toList();
        try (BulkInsert insert = BulkInsert.into(connection, dialect, ScoreTable.NAME, columns())) {
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

    private void insertFactor(Connection connection, FactorScores batch, String factor, Panel scores)
            throws SQLException {
        List<String> columns = List.of("ticker", "date", "strategy_version", "factor", "score");
        try (BulkInsert insert = BulkInsert.into(connection, dialect, FactorScoreTable.NAME, columns)) {
            for (int c = 0; c < batch.tickers().size(); c++) {
                for (int r = 0; r < batch.dates().size(); r++) {
                    if (!Double.isNaN(scores.get(r, c))) {
                        insert.row()
                                .text(batch.tickers().ticker(c))
                                .day(batch.dates().date(r))
                                .text(batch.strategyVersion())
                                .text(factor)
                                .number(scores.get(r, c))
                                .end();
                    }
                }
            }
            insert.flush();
        }
    }

    private void insertManifest(Connection connection, List<ManifestRow> manifest, String runId, Instant now)
            throws SQLException {
        List<String> columns = List.of(
                "strategy_version",
                "date",
                "run_id",
                "model_digest",
                "prices_digest",
                "facts_digest",
                "instruments_digest",
                "code_version",
                "score_rows",
                "trading_day",
                "generated_at");
        try (BulkInsert insert = BulkInsert.into(connection, dialect, "qvm_manifest", columns)) {
            for (ManifestRow row : manifest) {
                insert.row()
                        .text(row.strategyVersion())
                        .day(row.date())
                        .text(runId)
                        .text(row.modelDigest())
                        .text(row.inputs().prices())
                        .text(row.inputs().facts())
                        .text(row.inputs().instruments())
                        .text(row.codeVersion())
                        .whole(row.scoreRows())
                        .whole(row.tradingDay() ? 1 : 0)
                        .time(now)
                        .end();
            }
            insert.flush();
        }
    }

    private void insertCoverage(Connection connection, ScoreBatch batch) throws SQLException {
        if (batch.coverage().isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(List.of(
                "strategy_version", "date", "factor", "sector", "tickers", "scored", "by_zero_rule", "lag_dated"));
        for (MissingReason reason : MissingReason.values()) {
            columns.add(reason.code());
        }
        try (BulkInsert insert = BulkInsert.into(connection, dialect, "qvm_coverage", columns)) {
            for (Coverage row : batch.coverage()) {
                insert.row()
                        .text(batch.scores().strategyVersion())
                        .day(row.date())
                        .text(row.factor())
                        .text(row.sector())
                        .whole(row.tickers())
                        .whole(row.scored())
                        .whole(row.byZeroRule())
                        .whole(row.lagDated());
                for (MissingReason reason : MissingReason.values()) {
                    insert.whole(row.missing(reason));
                }
                insert.end();
            }
            insert.flush();
        }
    }
}
