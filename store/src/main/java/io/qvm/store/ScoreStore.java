package io.qvm.store;

import io.qvm.config.NearestName;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MissingReason;
import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Database;
import io.qvm.store.db.NamedLock;
import io.qvm.store.db.Schema;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The table {@code factor_scores_qvm} and its manifest, the record of which days are done.
 *
 * <p>Who writes scores of a version owns it meanwhile, see {@link VersionRun}. A batch is one transaction: old rows of its days
 * out, new rows in, manifest rows in. Other versions' rows are never touched. A missing score is NULL.
 */
public final class ScoreStore {
    static final String ROLLBACK = "rollback";

    private final Database database;
    private final ScoreTable table;
    private final RunRegister register;

    private ScoreStore(Database database, ScoreTable table) {
        this.database = database;
        this.table = table;
        this.register = new RunRegister(database);
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
        return database.read("reading the manifest", connection -> ManifestTable.read(connection, version));
    }

    /**
     * Refuses a table that was there before and cannot take a version's scores of a market, before anything is loaded: tickers
     * or the version are longer than their columns, or a column that QVM does not know must be filled.
     *
     * @throws InvalidInputException that names each such column and what would mend it
     */
    public void requireRoom(String version, RawStore market) {
        table.requireRoom(database, version, table.isNarrow() ? market.longestTicker() : 0);
    }

    /**
     * Starts a run that owns a version.
     *
     * @param mode what kind of run it is, for the record
     * @throws InvalidInputException at once, if another run owns it, naming that one, or the table cannot take its rows
     */
    public VersionRun begin(String version, String mode, String modelDigest, String codeVersion, Instant now) {
        table.requireRoom(database, version, 0);
        NamedLock lock = lock(version);
        if (!lock.take()) {
            throw new InvalidInputException(inUse(version, lock));
        }
        try {
            GenerationRun run = thisProcess(version, mode, now);
            database.inTransaction("starting a run of " + version, connection -> {
                register.takeOver(connection, run);
                register.insert(connection, run, modelDigest, codeVersion);
            });
            return new VersionRun(database, register, lock, run, table, FactorScoreTable.isOurs(database));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private String inUse(String version, NamedLock lock) {
        Optional<GenerationRun> first = runs(version).stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .reduce((older, newer) -> newer);
        OptionalLong connection = lock.holder();
        return "version " + version + " in " + database.url() + " is being written by "
                + first.map(GenerationRun::inWords).orElse("another run") + "; wait until it ends"
                + (connection.isEmpty()
                        ? ""
                        : ", or if that process is gone without the server's notice, end its connection with KILL "
                                + connection.getAsLong());
    }

    private static GenerationRun thisProcess(String version, String mode, Instant now) {
        String id = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(now)
                + "-" + UUID.randomUUID().toString().substring(0, 6);
        return new GenerationRun(
                id,
                version,
                mode,
                RunState.RUNNING,
                host(),
                ProcessHandle.current().pid(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    /**
     * Takes back what the last run of a version did: every day that it wrote is again as it was before.
     *
     * @return number of days put back or taken out
     * @throws InvalidInputException if nothing is kept of it, or a run owns the version
     */
    public int rollBack(String version, String codeVersion, Instant now) {
        if (runs(version).isEmpty()) {
            List<String> known =
                    versions().stream().map(VersionSummary::strategyVersion).toList();
            throw new InvalidInputException("no run of version " + version + " is on record in " + database.url()
                    + (known.isEmpty() ? "" : NearestName.hint(version, known)));
        }
        try (VersionRun run = begin(version, ROLLBACK, "", codeVersion, now)) {
            try {
                return run.rollBack(now);
            } catch (RuntimeException e) {
                run.finish(RunState.FAILED, now);
                throw e;
            }
        }
    }

    /** Runs of a version, the oldest first. */
    public List<GenerationRun> runs(String version) {
        return database.read("listing the runs of " + version, connection -> register.runs(connection, version));
    }

    /** Whether a run owns the version at this moment. */
    public boolean isBeingWritten(String version) {
        return lock(version).isTaken();
    }

    private NamedLock lock(String version) {
        return NamedLock.on(database, "scores of " + version);
    }

    /** How far a version's scores reach, by factor; empty if that is not on record. */
    public List<FactorCoverage> coverage(String version) {
        StringBuilder sums = new StringBuilder("SUM(tickers), SUM(scored), SUM(by_zero_rule), SUM(lag_dated)");
        for (MissingReason reason : MissingReason.values()) {
            sums.append(", SUM(").append(reason.code()).append(')');
        }
        return database.read(
                "adding up coverage",
                connection -> Sql.query(
                        connection,
                        "SELECT factor, " + sums + " FROM qvm_coverage WHERE strategy_version = ? GROUP BY factor"
                                + " ORDER BY factor",
                        result -> {
                            List<FactorCoverage> factors = new ArrayList<>();
                            while (result.next()) {
                                Map<MissingReason, Long> missing = new EnumMap<>(MissingReason.class);
                                int column = 6;
                                for (MissingReason reason : MissingReason.values()) {
                                    missing.put(reason, result.getLong(column++));
                                }
                                factors.add(new FactorCoverage(
                                        result.getString(1),
                                        result.getLong(2),
                                        result.getLong(3),
                                        result.getLong(4),
                                        result.getLong(5),
                                        missing));
                            }
                            return factors;
                        },
                        version));
    }

    /** The text of the model with this digest, if it is on record. */
    public Optional<String> modelText(String digest) {
        return database.read(
                "reading a model",
                connection -> Sql.query(
                        connection,
                        "SELECT model_text FROM qvm_models WHERE model_digest = ?",
                        result -> result.next() ? Optional.of(result.getString(1)) : Optional.empty(),
                        digest));
    }

    /** All versions that the table holds, by name; of those that QVM did not make, rows are counted. */
    public List<VersionSummary> versions() {
        return database.read("listing score versions", connection -> {
            Map<String, VersionSummary> versions = new TreeMap<>();
            String columns = "SELECT strategy_version, MIN(date), MAX(date), ";
            for (String query : List.of(
                    columns + "COUNT(*), SUM(score_rows) FROM qvm_manifest GROUP BY strategy_version",
                    columns + "COUNT(DISTINCT date), COUNT(*) FROM " + ScoreTable.NAME
                            + " WHERE strategy_version NOT IN"
                            + " (SELECT DISTINCT strategy_version FROM qvm_manifest) GROUP BY strategy_version")) {
                Sql.query(connection, query, result -> {
                    while (result.next()) {
                        versions.put(
                                result.getString(1),
                                new VersionSummary(
                                        result.getString(1),
                                        result.getDate(2).toLocalDate(),
                                        result.getDate(3).toLocalDate(),
                                        result.getLong(4),
                                        result.getLong(5)));
                    }
                    return versions.size();
                });
            }
            return List.copyOf(versions.values());
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
        ScoreRows rows =
                database.read("reading scores of " + version, connection -> read(connection, version, from, to));
        if (rows.isEmpty()) {
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

    private ScoreRows read(Connection connection, String version, Optional<LocalDate> from, Optional<LocalDate> to)
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
            ScoreRows rows = new ScoreRows();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(result);
                }
            }
            return rows;
        }
    }
}
