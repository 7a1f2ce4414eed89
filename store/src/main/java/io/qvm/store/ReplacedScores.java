package io.qvm.store;

import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run replaced, kept so that the run can be taken back: the {@code qvm_replaced_} tables.
 *
 * <p>Of each day the first state met is kept, under the run that came first: a run that goes on with what a killed one began
 * keeps nothing twice, and taking it back leads to before both. A day that was not there is kept as not there.
 */
final class ReplacedScores {
    private static final String MANIFEST =
            "model_digest, prices_digest, facts_digest, instruments_digest, code_version,"
                    + " score_rows, trading_day, generated_at";
    private static final String COVERAGE = "factor, sector, tickers, scored, by_zero_rule, lag_dated, no_fact,"
            + " quarters_missing, fact_too_old, not_positive, no_price, short_history, no_dispersion, undefined";

    private final Dialect dialect;
    private final String version;
    private final ScoreTable table;
    private final boolean ownFactors;

    /** @param ownFactors whether the table of further factors is there to be read */
    ReplacedScores(Dialect dialect, String version, ScoreTable table, boolean ownFactors) {
        this.dialect = dialect;
        this.version = version;
        this.table = table;
        this.ownFactors = ownFactors;
    }

    private String scoreColumns() {
        return Stream.of(ScoreColumn.values()).map(ScoreColumn::column).collect(Collectors.joining(", "))
                + (table.hasTimestamp() ? ", calculation_timestamp" : "");
    }

    /**
     * Keeps days as they are.
     *
     * @param withRows those of the days that have score rows
     */
    void keep(Connection connection, String keptRun, List<LocalDate> days, Set<LocalDate> withRows)
            throws SQLException {
        List<LocalDate> fresh = new ArrayList<>(days);
        fresh.removeAll(keptAmong(connection, keptRun, days));
        if (fresh.isEmpty()) {
            return;
        }
        String in = " WHERE strategy_version = ? AND date IN (" + Sql.marks(fresh) + ")";
        Sql.update(
                connection,
                "INSERT INTO qvm_replaced_manifest (run_id, strategy_version, date, existed, replaced_run, " + MANIFEST
                        + ") SELECT ?, strategy_version, date, 1, run_id, " + MANIFEST + " FROM qvm_manifest" + in,
                keptRun,
                version,
                fresh);
        List<LocalDate> absent = new ArrayList<>(fresh);
        absent.removeAll(keptAmong(connection, keptRun, fresh));
        keepAsAbsent(connection, keptRun, absent);
        if (fresh.stream().anyMatch(withRows::contains)) {
            String columns = "strategy_version, date, ticker, " + scoreColumns();
            copy(connection, "qvm_replaced_scores", columns, ScoreTable.NAME, in, keptRun, fresh);
        }
        if (absent.size() < fresh.size()) {
            String columns = "strategy_version, date, " + COVERAGE;
            copy(connection, "qvm_replaced_coverage", columns, "qvm_coverage", in, keptRun, fresh);
            if (ownFactors) {
                String factors = "strategy_version, date, ticker, factor, score";
                copy(connection, "qvm_replaced_factor_scores", factors, "factor_scores", in, keptRun, fresh);
            }
        }
    }

    private void keepAsAbsent(Connection connection, String keptRun, List<LocalDate> days) throws SQLException {
        List<String> columns = List.of("run_id", "strategy_version", "date", "existed");
        try (BulkInsert insert = BulkInsert.into(connection, dialect, "qvm_replaced_manifest", columns)) {
            for (LocalDate day : days) {
                insert.row().text(keptRun).text(version).day(day).whole(0).end();
            }
            insert.flush();
        }
    }

    private void copy(
            Connection connection,
            String to,
            String columns,
            String from,
            String where,
            String keptRun,
            List<LocalDate> days)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO " + to + " (run_id, " + columns + ") SELECT ?, " + columns + " FROM " + from + where,
                keptRun,
                version,
                days);
    }

    private Set<LocalDate> keptAmong(Connection connection, String keptRun, List<LocalDate> days) throws SQLException {
        return Sql.query(
                connection,
                "SELECT date FROM qvm_replaced_manifest WHERE strategy_version = ? AND run_id = ? AND date IN ("
                        + Sql.marks(days) + ")",
                result -> {
                    Set<LocalDate> kept = new TreeSet<>();
                    while (result.next()) {
                        kept.add(result.getDate(1).toLocalDate());
                    }
                    return kept;
                },
                version,
                keptRun,
                days);
    }

    /** Number of days that are kept. */
    int days(Connection connection, String keptRun) throws SQLException {
        return Sql.query(
                connection,
                "SELECT COUNT(*) FROM qvm_replaced_manifest WHERE strategy_version = ? AND run_id = ?",
                result -> {
                    result.next();
                    return result.getInt(1);
                },
                version,
                keptRun);
    }

    /** Puts every kept day back as it was; nothing is kept afterwards. */
    void restore(Connection connection, String keptRun) throws SQLException {
        List<String> tables = new ArrayList<>(List.of(ScoreTable.NAME, "qvm_manifest", "qvm_coverage"));
        if (ownFactors) {
            tables.add("factor_scores");
        }
        for (String written : tables) {
            Sql.update(
                    connection,
                    "DELETE FROM " + written + " WHERE strategy_version = ? AND date IN (SELECT date FROM"
                            + " qvm_replaced_manifest WHERE strategy_version = ? AND run_id = ?)",
                    version,
                    version,
                    keptRun);
        }
        putBack(connection, ScoreTable.NAME, "ticker, " + scoreColumns(), "qvm_replaced_scores", keptRun);
        putBack(connection, "qvm_coverage", COVERAGE, "qvm_replaced_coverage", keptRun);
        if (ownFactors) {
            putBack(connection, "factor_scores", "ticker, factor, score", "qvm_replaced_factor_scores", keptRun);
        }
        Sql.update(
                connection,
                "INSERT INTO qvm_manifest (strategy_version, date, run_id, " + MANIFEST
                        + ") SELECT strategy_version, date, replaced_run, " + MANIFEST
                        + " FROM qvm_replaced_manifest WHERE strategy_version = ? AND run_id = ? AND existed = 1",
                version,
                keptRun);
        forget(connection, " = ", keptRun);
    }

    private void putBack(Connection connection, String to, String columns, String from, String keptRun)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO " + to + " (strategy_version, date, " + columns + ") SELECT strategy_version, date, "
                        + columns + " FROM " + from + " WHERE strategy_version = ? AND run_id = ?",
                version,
                keptRun);
    }

    /** Forgets what older runs replaced. */
    void forgetAllBut(Connection connection, String keptRun) throws SQLException {
        forget(connection, " <> ", keptRun);
    }

    private void forget(Connection connection, String comparison, String keptRun) throws SQLException {
        for (String kept : List.of(
                "qvm_replaced_scores",
                "qvm_replaced_factor_scores",
                "qvm_replaced_coverage",
                "qvm_replaced_manifest")) {
            Sql.update(
                    connection,
                    "DELETE FROM " + kept + " WHERE strategy_version = ? AND run_id" + comparison + "?",
                    version,
                    keptRun);
        }
    }
}
