package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.store.RunRegister.Ownership;
import io.qvm.store.db.Database;
import io.qvm.store.db.NamedLock;
import io.qvm.store.db.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run that owns a version's scores while it is open: no other can write them.
 *
 * <p>Two things see to that. A lock, which ends with the process, lets the second run refuse at once. And every transaction
 * first locks the version's row and checks that it names this run, so that one which lost its connection, and its lock, and was
 * succeeded by another meanwhile cannot write any more.
 *
 * <p>Used by one thread at a time. Every method may be repeated after a fault.
 */
public final class VersionRun implements AutoCloseable {
    private final Database database;
    private final RunRegister register;
    private final NamedLock lock;
    private final GenerationRun run;
    private final BatchWriter writer;
    private final ReplacedScores replaced;
    private final boolean ownFactors;

    VersionRun(
            Database database,
            RunRegister register,
            NamedLock lock,
            GenerationRun run,
            ScoreTable table,
            boolean ownFactors) {
        this.database = database;
        this.register = register;
        this.lock = lock;
        this.run = run;
        this.ownFactors = ownFactors;
        this.writer = new BatchWriter(database.dialect(), table);
        this.replaced = new ReplacedScores(database.dialect(), run.strategyVersion(), table, ownFactors);
    }

    public String runId() {
        return run.runId();
    }

    /**
     * Says what the run will write; from here on it is the version's last run.
     *
     * @param model name, digest and text, kept so that scores can be explained later
     */
    public void plan(ModelText model, LocalDate first, LocalDate last, int days) {
        transaction("planning " + run.strategyVersion(), connection -> {
            register.plan(connection, runId(), first, last, days);
            ModelText.keep(connection, model);
            Ownership owner = fence(connection);
            boolean again = owner.lastRun().equals(Optional.of(runId()));
            Optional<GenerationRun> before = owner.lastRun().isPresent()
                    ? register.find(connection, owner.lastRun().get())
                    : Optional.empty();
            // One that was cut off after its last batch lacks nothing: this run does not complete it.
            boolean unfinished = before.isPresent()
                    && !before.get().isComplete()
                    && Set.of(RunState.DIED, RunState.FAILED, RunState.STOPPED)
                            .contains(before.get().state());
            Optional<String> kept = again || unfinished ? owner.keptRun() : Optional.of(runId());
            Sql.update(
                    connection,
                    "UPDATE qvm_versions SET last_run = ?, kept_run = ? WHERE strategy_version = ?",
                    runId(),
                    kept.orElse(runId()),
                    run.strategyVersion());
        });
    }

    /**
     * Replaces the rows of a batch's days, in one transaction.
     *
     * @param attempt 1, or more if it was tried before and it is not known how that ended
     * @param now for {@code calculation_timestamp}
     */
    public void write(ScoreBatch batch, int attempt, Instant now) {
        List<LocalDate> days = batch.manifest().stream().map(ManifestRow::date).toList();
        if (days.isEmpty()) {
            return;
        }
        if (!batch.scores().others().isEmpty() && !ownFactors) {
            throw FactorScoreTable.refusal(database);
        }
        transaction(
                "writing scores of " + run.strategyVersion() + ", "
                        + batch.scores().dates(),
                connection -> {
                    Ownership owner = fence(connection);
                    if (attempt == 1 || !isWritten(connection, days.get(0))) {
                        takeOut(connection, owner, days);
                        writer.insert(connection, batch, runId(), now);
                        register.written(connection, runId(), days.size());
                    }
                });
    }

    /** Takes days out, in one transaction. */
    public void remove(List<LocalDate> days) {
        transaction("removing scores of " + run.strategyVersion(), connection -> {
            Ownership owner = fence(connection);
            takeOut(connection, owner, days);
        });
    }

    /** Whether this run's rows of the day are in: a connection lost during a commit leaves that open. */
    private boolean isWritten(Connection connection, LocalDate day) throws SQLException {
        return Sql.query(
                connection,
                "SELECT 1 FROM qvm_manifest WHERE strategy_version = ? AND date = ? AND run_id = ?",
                java.sql.ResultSet::next,
                run.strategyVersion(),
                day,
                runId());
    }

    private void takeOut(Connection connection, Ownership owner, List<LocalDate> days) throws SQLException {
        Set<LocalDate> withRows = BatchWriter.daysWithRows(connection, run.strategyVersion(), days);
        replaced.keep(connection, owner.keptRun().orElse(runId()), days, withRows);
        Set<LocalDate> present = new TreeSet<>(withRows);
        present.addAll(ManifestTable.daysAmong(connection, run.strategyVersion(), days));
        present.addAll(BatchWriter.daysWithCoverage(connection, run.strategyVersion(), days));
        if (!present.isEmpty()) {
            BatchWriter.delete(connection, run.strategyVersion(), List.copyOf(present), ownFactors);
        }
    }

    /**
     * Takes back what the last run did, in one transaction.
     *
     * @return number of days put back or taken out
     * @throws InvalidInputException if nothing is kept of it
     */
    int rollBack(Instant now) {
        int[] days = new int[1];
        transaction("rolling back " + run.strategyVersion(), connection -> {
            Ownership owner = fence(connection);
            Optional<GenerationRun> last = owner.lastRun().isPresent()
                    ? register.find(connection, owner.lastRun().get())
                    : Optional.empty();
            if (owner.keptRun().isEmpty() || last.isEmpty()) {
                throw nothingKept(last);
            }
            String kept = owner.keptRun().get();
            days[0] = replaced.days(connection, kept);
            replaced.restore(connection, kept);
            register.finish(connection, last.get().runId(), RunState.ROLLED_BACK, now);
            Sql.update(
                    connection,
                    "UPDATE qvm_versions SET last_run = ?, kept_run = NULL WHERE strategy_version = ?",
                    runId(),
                    run.strategyVersion());
            register.written(connection, runId(), days[0]);
            register.finish(connection, runId(), RunState.DONE, now);
        });
        return days[0];
    }

    private InvalidInputException nothingKept(Optional<GenerationRun> last) {
        String why = last.isPresent() && last.get().mode().equals(ScoreStore.ROLLBACK)
                ? "was rolled back already, by run " + last.get().runId() + "; only one run back is kept"
                : "has no run on record that could be taken back";
        return new InvalidInputException("version " + run.strategyVersion() + " " + why
                + "; make its scores anew with 'qvm generate --mode refresh'");
    }

    /** Ends the run; a run that had nothing to do leaves no record. */
    public void finish(RunState state, Instant now) {
        transaction("finishing run " + runId(), connection -> {
            Ownership owner = fence(connection);
            if (owner.lastRun().equals(Optional.of(runId()))) {
                register.finish(connection, runId(), state, now);
            } else {
                register.delete(connection, runId());
            }
        });
        if (state == RunState.DONE) {
            forgetOlder();
        }
    }

    private void forgetOlder() {
        transaction("forgetting older replaced scores of " + run.strategyVersion(), connection -> {
            Optional<String> kept = fence(connection).keptRun();
            if (kept.isPresent()) {
                replaced.forgetAllBut(connection, kept.get());
            }
        });
    }

    private void transaction(String what, Database.Task task) {
        takeLockAgain();
        database.inTransaction(what, task);
    }

    /** The lock is lost with its connection; it is taken again, unless another run was quicker. */
    private void takeLockAgain() {
        if (!lock.isHeld() && !lock.take()) {
            database.read("looking at the owner", connection -> fence(connection));
            // The server has not noticed yet that the first connection is gone.
            throw new StoreException(
                    "the server still keeps the lock of run " + runId() + " for a connection that was lost",
                    new SQLTransientException("lock held by a lost connection"));
        }
    }

    /** Locks the version's row and checks that it names this run. */
    private Ownership fence(Connection connection) throws SQLException {
        Ownership owner =
                register.lockOwnership(connection, run.strategyVersion()).orElseThrow();
        if (!owner.owner().equals(runId())) {
            String other = register.find(connection, owner.owner())
                    .map(GenerationRun::inWords)
                    .orElse("run " + owner.owner());
            throw new InvalidInputException("run " + runId() + " of version " + run.strategyVersion()
                    + " lost its connection and " + other + " took over; nothing more is written by this one");
        }
        return owner;
    }

    @Override
    public void close() {
        lock.close();
    }
}
