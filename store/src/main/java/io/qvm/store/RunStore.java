package io.qvm.store;

import io.qvm.config.NearestName;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Backtest runs in the tables {@code qvm_runs} and {@code qvm_run_*}, each under its run id.
 *
 * <p>A run is written in one transaction; a run of the same id is replaced.
 */
public final class RunStore {
    private static final List<String> TABLES = List.of(
            "qvm_runs",
            "qvm_run_daily",
            "qvm_run_holdings",
            "qvm_run_trades",
            "qvm_run_decisions",
            "qvm_run_contributions");

    private final Database database;

    private RunStore(Database database) {
        this.database = database;
    }

    /** Opens the runs of a database, making the tables if they are not there. */
    public static RunStore open(Database database) {
        Schema.migrateOwnTables(database);
        return new RunStore(database);
    }

    /**
     * Keeps a run.
     *
     * @param metrics its metrics as JSON
     * @param now when it was made
     */
    public void save(String runId, BacktestRun run, String metrics, Instant now) {
        database.inTransaction("writing run " + runId, connection -> {
            delete(connection, runId);
            insertRun(connection, runId, run, metrics, now);
            insertDaily(connection, runId, run.daily());
            insertHoldings(connection, runId, run.holdings());
            insertTrades(connection, runId, run.trades());
            insertDecisions(connection, runId, run.decisions());
            insertContributions(connection, runId, run.contributions());
        });
    }

    private static void delete(Connection connection, String runId) throws SQLException {
        for (String table : TABLES) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE run_id = ?")) {
                statement.setString(1, runId);
                statement.executeUpdate();
            }
        }
    }

    private BulkInsert insert(Connection connection, String table, String... columns) throws SQLException {
        List<String> all = new ArrayList<>(List.of("run_id"));
        all.addAll(List.of(columns));
        return BulkInsert.into(connection, database.dialect(), table, all);
    }

    private void insertRun(Connection connection, String runId, BacktestRun run, String metrics, Instant now)
            throws SQLException {
        try (BulkInsert insert = insert(
                connection,
                "qvm_runs",
                "created_at",
                "strategy_name",
                "strategy_text",
                "scores_version",
                "benchmark",
                "start_date",
                "end_date",
                "provenance",
                "metrics")) {
            insert.row()
                    .text(runId)
                    .time(now)
                    .text(run.strategyName())
                    .text(run.strategyText())
                    .text(run.scoresVersion())
                    .text(run.benchmarkSymbol())
                    .day(run.start())
                    .day(run.end())
                    .text(Provenance.toText(run.provenance()))
                    .text(metrics)
                    .end();
            insert.flush();
        }
    }

    private void insertDaily(Connection connection, String runId, DailyReturns daily) throws SQLException {
        try (BulkInsert insert = insert(
                connection,
                "qvm_run_daily",
                "date",
                "gross",
                "cost",
                "net",
                "benchmark",
                "exposure",
                "turnover",
                "equity",
                "positions",
                "regime",
                "exposure_cause")) {
            for (int i = 0; i < daily.dates().size(); i++) {
                insert.row()
                        .text(runId)
                        .day(daily.dates().date(i))
                        .number(daily.gross()[i])
                        .number(daily.cost()[i])
                        .number(daily.net()[i])
                        .number(daily.benchmark()[i])
                        .number(daily.exposure()[i])
                        .number(daily.turnover()[i])
                        .number(daily.equity()[i])
                        .whole(daily.positions()[i])
                        .text(daily.regime()[i])
                        .text(daily.exposureCause()[i])
                        .end();
            }
            insert.flush();
        }
    }

    private void insertHoldings(Connection connection, String runId, List<Holding> holdings) throws SQLException {
        try (BulkInsert insert = insert(
                connection,
                "qvm_run_holdings",
                "date",
                "ticker",
                "sector",
                "rank_no",
                "signal_value",
                "raw_weight",
                "weight",
                "shares")) {
            for (Holding holding : holdings) {
                insert.row()
                        .text(runId)
                        .day(holding.date())
                        .text(holding.ticker())
                        .text(holding.sector())
                        .whole(holding.rank())
                        .number(holding.signal())
                        .number(holding.rawWeight())
                        .number(holding.weight())
                        .number(holding.shares())
                        .end();
            }
            insert.flush();
        }
    }

    private void insertTrades(Connection connection, String runId, List<Trade> trades) throws SQLException {
        try (BulkInsert insert = insert(
                connection, "qvm_run_trades", "trade_no", "date", "ticker", "shares", "price", "cost", "reason")) {
            int number = 0;
            for (Trade trade : trades) {
                insert.row()
                        .text(runId)
                        .whole(++number)
                        .day(trade.date())
                        .text(trade.ticker())
                        .number(trade.shares())
                        .number(trade.price())
                        .number(trade.cost())
                        .text(trade.reason())
                        .end();
            }
            insert.flush();
        }
    }

    private void insertDecisions(Connection connection, String runId, List<FunnelDecision> decisions)
            throws SQLException {
        try (BulkInsert insert = insert(
                connection,
                "qvm_run_decisions",
                "date",
                "ticker",
                "stage",
                "rule_name",
                "observed",
                "limit_value",
                "rank_no",
                "signal_value",
                "raw_weight",
                "weight")) {
            for (FunnelDecision decision : decisions) {
                insert.row()
                        .text(runId)
                        .day(decision.date())
                        .text(decision.ticker())
                        .text(decision.stage().name())
                        .text(decision.rule())
                        .number(decision.observed())
                        .number(decision.limit())
                        .whole(decision.rank())
                        .number(decision.signal())
                        .number(decision.rawWeight())
                        .number(decision.weight())
                        .end();
            }
            insert.flush();
        }
    }

    private void insertContributions(Connection connection, String runId, List<Contribution> contributions)
            throws SQLException {
        try (BulkInsert insert = insert(connection, "qvm_run_contributions", "month", "ticker", "profit", "cost")) {
            for (Contribution contribution : contributions) {
                insert.row()
                        .text(runId)
                        .day(contribution.month())
                        .text(contribution.ticker())
                        .number(contribution.profit())
                        .number(contribution.cost())
                        .end();
            }
            insert.flush();
        }
    }

    /** Ids of all runs, newest first. */
    public List<String> ids() {
        return database.read("listing runs", connection -> {
            List<String> ids = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT run_id FROM qvm_runs ORDER BY created_at DESC, run_id");
                    ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    ids.add(result.getString(1));
                }
            }
            return ids;
        });
    }

    /**
     * A run in a listing.
     *
     * @param createdAt when it was kept, UTC; empty if that is not known
     * @param metrics as JSON
     */
    public record Entry(
            String runId,
            Optional<Instant> createdAt,
            String strategyName,
            String scoresVersion,
            LocalDate start,
            LocalDate end,
            String metrics) {}

    /** All runs, newest first. */
    public List<Entry> list() {
        return database.read("listing runs", connection -> {
            List<Entry> entries = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT run_id, created_at, strategy_name,"
                            + " scores_version, start_date, end_date, metrics FROM qvm_runs"
                            + " ORDER BY created_at DESC, run_id");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            row.getString(1),
                            Optional.ofNullable(row.getObject(2, LocalDateTime.class))
                                    .map(time -> time.toInstant(ZoneOffset.UTC)),
                            row.getString(3),
                            row.getString(4),
                            day(row, 5),
                            day(row, 6),
                            row.getString(7)));
                }
            }
            return entries;
        });
    }

    /**
     * Deletes a run with all of its rows.
     *
     * @throws InvalidInputException if there is no such run, with the nearest id
     */
    public void remove(String runId) {
        require(runId);
        database.inTransaction("deleting run " + runId, connection -> delete(connection, runId));
    }

    private void require(String runId) {
        List<String> ids = ids();
        if (!ids.contains(runId)) {
            throw new InvalidInputException("no run '" + runId + "' in " + database.url()
                    + (ids.isEmpty() ? "; make one with 'qvm backtest'" : NearestName.hint(runId, ids)));
        }
    }

    /**
     * Loads a run.
     *
     * @throws InvalidInputException if there is no such run, with the nearest id
     */
    public BacktestRun load(String runId) {
        require(runId);
        return database.read("reading run " + runId, connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT strategy_name, strategy_text, scores_version, benchmark, start_date, end_date, provenance"
                            + " FROM qvm_runs WHERE run_id = ?")) {
                query.setString(1, runId);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return new BacktestRun(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            day(row, 5),
                            day(row, 6),
                            daily(connection, runId),
                            rows(connection, "qvm_run_holdings", runId, "date, rank_no, ticker", RunStore::holding),
                            rows(connection, "qvm_run_trades", runId, "trade_no", RunStore::trade),
                            rows(connection, "qvm_run_decisions", runId, "date, ticker", RunStore::decision),
                            rows(connection, "qvm_run_contributions", runId, "month, ticker", RunStore::contribution),
                            Provenance.fromText(row.getString(7)));
                }
            }
        });
    }

    /** The metrics of a run, as JSON. */
    public String metrics(String runId) {
        return database.read("reading metrics of run " + runId, connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT metrics FROM qvm_runs WHERE run_id = ?")) {
                query.setString(1, runId);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getString(1) : "{}";
                }
            }
        });
    }

    /** Makes a record of a row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(
            Connection connection, String table, String runId, String order, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM " + table + " WHERE run_id = ? ORDER BY " + order)) {
            query.setFetchSize(10_000);
            query.setString(1, runId);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
        }
        return rows;
    }

    private static Contribution contribution(ResultSet row) throws SQLException {
        return new Contribution(day(row, 2), row.getString(3), number(row, 4), number(row, 5));
    }

    private static Holding holding(ResultSet row) throws SQLException {
        return new Holding(
                day(row, 2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                number(row, 6),
                number(row, 7),
                number(row, 8),
                number(row, 9));
    }

    private static Trade trade(ResultSet row) throws SQLException {
        return new Trade(
                day(row, 3), row.getString(4), number(row, 5), number(row, 6), number(row, 7), row.getString(8));
    }

    private static FunnelDecision decision(ResultSet row) throws SQLException {
        return new FunnelDecision(
                day(row, 2),
                row.getString(3),
                FunnelStage.valueOf(row.getString(4)),
                row.getString(5),
                number(row, 6),
                number(row, 7),
                row.getInt(8),
                number(row, 9),
                number(row, 10),
                number(row, 11));
    }

    private static DailyReturns daily(Connection connection, String runId) throws SQLException {
        List<LocalDate> dates = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> regimes = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        rows(connection, "qvm_run_daily", runId, "date", row -> {
            dates.add(day(row, 2));
            double[] values = new double[7];
            for (int i = 0; i < values.length; i++) {
                values[i] = number(row, i + 3);
            }
            numbers.add(values);
            positions.add(row.getInt(10));
            String regime = row.getString(11);
            regimes.add(regime == null ? "" : regime);
            String cause = row.getString(12);
            causes.add(cause == null ? "" : cause);
            return true;
        });
        return new DailyReturns(
                DateIndex.ofDates(dates),
                column(numbers, 0),
                column(numbers, 1),
                column(numbers, 2),
                column(numbers, 3),
                column(numbers, 4),
                column(numbers, 5),
                column(numbers, 6),
                positions.stream().mapToInt(i -> i).toArray(),
                regimes.toArray(String[]::new),
                causes.toArray(String[]::new));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static LocalDate day(ResultSet row, int column) throws SQLException {
        return row.getDate(column).toLocalDate();
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
