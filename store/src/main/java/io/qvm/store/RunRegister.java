package io.qvm.store;

import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of runs, {@code qvm_generation_runs}, and of which run a version belongs to, {@code qvm_versions}. */
final class RunRegister {
    private static final String COLUMNS = "run_id, strategy_version, mode, state, host, pid, started_at, finished_at,"
            + " first_date, last_date, days_planned, days_written";

    private final Database database;

    RunRegister(Database database) {
        this.database = database;
    }

    /**
     * Who may write a version, and what can be taken back.
     *
     * @param owner run that may write
     * @param lastRun last run that had something to do
     * @param keptRun run since which replaced scores are kept
     */
    record Ownership(String owner, Optional<String> lastRun, Optional<String> keptRun) {}

    /** The version's row; locked until the transaction ends, where the database has such locks. */
    Optional<Ownership> lockOwnership(Connection connection, String version) throws SQLException {
        return ownership(connection, version, database.dialect() == Dialect.MARIADB ? " FOR UPDATE" : "");
    }

    Optional<Ownership> ownership(Connection connection, String version) throws SQLException {
        return ownership(connection, version, "");
    }

    private static Optional<Ownership> ownership(Connection connection, String version, String lock)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT owner_run, last_run, kept_run FROM qvm_versions WHERE strategy_version = ?" + lock,
                result -> result.next()
                        ? Optional.of(new Ownership(
                                result.getString(1),
                                Optional.ofNullable(result.getString(2)),
                                Optional.ofNullable(result.getString(3))))
                        : Optional.empty(),
                version);
    }

    /**
     * Makes a run the owner of its version; a run that owned it and is still said to run has died, or, if all of its days are
     * committed, was done.
     */
    void takeOver(Connection connection, GenerationRun run) throws SQLException {
        Optional<Ownership> before = lockOwnership(connection, run.strategyVersion());
        if (before.isPresent()) {
            Sql.update(
                    connection,
                    "UPDATE qvm_generation_runs SET state = CASE WHEN days_planned > 0 AND days_written >= days_planned"
                            + " THEN ? ELSE ? END WHERE strategy_version = ? AND state = ?",
                    RunState.DONE.code(),
                    RunState.DIED.code(),
                    run.strategyVersion(),
                    RunState.RUNNING.code());
            Sql.update(
                    connection,
                    "UPDATE qvm_versions SET owner_run = ? WHERE strategy_version = ?",
                    run.runId(),
                    run.strategyVersion());
        } else {
            Sql.update(
                    connection,
                    "INSERT INTO qvm_versions (strategy_version, owner_run) VALUES (?, ?)",
                    run.strategyVersion(),
                    run.runId());
        }
    }

    void insert(Connection connection, GenerationRun run, String modelDigest, String codeVersion) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO qvm_generation_runs (" + COLUMNS + ", model_digest, code_version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.runId(),
                run.strategyVersion(),
                run.mode(),
                run.state().code(),
                run.host(),
                run.pid(),
                run.started(),
                run.finished(),
                run.first(),
                run.last(),
                run.daysPlanned(),
                run.daysWritten(),
                modelDigest,
                codeVersion);
    }

    void delete(Connection connection, String runId) throws SQLException {
        Sql.update(connection, "DELETE FROM qvm_generation_runs WHERE run_id = ?", runId);
    }

    void plan(Connection connection, String runId, LocalDate first, LocalDate last, int days) throws SQLException {
        Sql.update(
                connection,
                "UPDATE qvm_generation_runs SET first_date = ?, last_date = ?, days_planned = ? WHERE run_id = ?",
                first,
                last,
                days,
                runId);
    }

    void written(Connection connection, String runId, int days) throws SQLException {
        Sql.update(
                connection,
                "UPDATE qvm_generation_runs SET days_written = days_written + ? WHERE run_id = ?",
                days,
                runId);
    }

    void finish(Connection connection, String runId, RunState state, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE qvm_generation_runs SET state = ?, finished_at = ? WHERE run_id = ?",
                state.code(),
                now,
                runId);
    }

    /** All runs of a version, the oldest first. */
    List<GenerationRun> runs(Connection connection, String version) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM qvm_generation_runs WHERE strategy_version = ?"
                        + " ORDER BY started_at, run_id",
                result -> {
                    List<GenerationRun> runs = new ArrayList<>();
                    while (result.next()) {
                        runs.add(run(result));
                    }
                    return runs;
                },
                version);
    }

    Optional<GenerationRun> find(Connection connection, String runId) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM qvm_generation_runs WHERE run_id = ?",
                result -> result.next() ? Optional.of(run(result)) : Optional.empty(),
                runId);
    }

    private static GenerationRun run(ResultSet result) throws SQLException {
        return new GenerationRun(
                result.getString("run_id"),
                result.getString("strategy_version"),
                result.getString("mode"),
                RunState.of(result.getString("state")),
                result.getString("host"),
                result.getLong("pid"),
                Sql.moment(result, "started_at").orElseThrow(),
                Sql.moment(result, "finished_at"),
                Sql.day(result, "first_date"),
                Sql.day(result, "last_date"),
                result.getInt("days_planned"),
                result.getInt("days_written"));
    }
}
