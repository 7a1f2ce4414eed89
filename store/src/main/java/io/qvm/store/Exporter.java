package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tables as CSV ({@code .csv}, {@code .csv.gz}) or Parquet ({@code .parquet}) files.
 *
 * <p>Doubles are written so that they read back to the same bits; an empty field is NULL. The file appears under its
 * name only when it is complete.
 */
public final class Exporter {
    private static final Map<String, String> RUN_TABLES = Map.of(
            "holdings",
            "SELECT date, ticker, sector, rank_no AS \"rank\", signal_value AS \"signal\", raw_weight, weight, shares"
                    + " FROM qvm_run_holdings WHERE run_id = ?",
            "returns",
            "SELECT date, gross, cost, net, benchmark, exposure, turnover, equity, positions, regime, exposure_cause"
                    + " FROM qvm_run_daily WHERE run_id = ?",
            "decisions",
            "SELECT date, ticker, stage, rule_name AS \"rule\", observed, limit_value AS \"limit\", rank_no AS \"rank\","
                    + " signal_value AS \"signal\", raw_weight, weight"
                    + " FROM qvm_run_decisions WHERE run_id = ?",
            "trades",
            "SELECT date, ticker, shares, price, cost, reason"
                    + " FROM qvm_run_trades WHERE run_id = ? ORDER BY trade_no",
            "contributions",
            "SELECT month, ticker, profit, cost FROM qvm_run_contributions WHERE run_id = ?");

    /** What the rows of a run's file are sorted by; trades keep the order of {@code trade_no}. */
    private static final Map<String, String> RUN_ORDERS = Map.of(
            "holdings",
            "date, \"rank\", ticker",
            "returns",
            "date",
            "decisions",
            "date, ticker",
            "trades",
            "rowid",
            "contributions",
            "month, ticker");

    private final Database database;

    public Exporter(Database database) {
        this.database = database;
    }

    /**
     * Writes scores, sorted by date and ticker.
     *
     * @param version which; may be empty if the table holds just one
     * @return number of rows
     * @throws InvalidInputException if there are none, or several versions and none was named
     */
    public long scores(Optional<String> version, Optional<LocalDate> from, Optional<LocalDate> to, Path out) {
        String name = version.orElseGet(this::onlyVersion);
        StringBuilder columns = new StringBuilder("date, ticker");
        for (ScoreColumn column : ScoreColumn.values()) {
            columns.append(", CAST(")
                    .append(column.column())
                    .append(" AS DOUBLE) AS ")
                    .append(column.column());
        }
        String nothing = "nothing to export: no scores of version " + name
                + from.map(d -> " from " + d).orElse("")
                + to.map(d -> " to " + d).orElse("") + " in "
                + database.url() + "; 'qvm status --db " + database.url() + "' shows what there is";
        return copy(
                "SELECT " + columns + ", strategy_version FROM " + ScoreTable.NAME
                        + " WHERE strategy_version = ? AND date >= ? AND date <= ?",
                List.of(name, from.orElse(LocalDate.of(1, 1, 1)), to.orElse(LocalDate.of(9999, 12, 31))),
                "date, ticker",
                Optional.of(nothing),
                out);
    }

    private String onlyVersion() {
        List<String> versions = ScoreStore.open(database).versions().stream()
                .map(VersionSummary::strategyVersion)
                .toList();
        if (versions.size() != 1) {
            throw new InvalidInputException(
                    versions.isEmpty()
                            ? "no scores in " + database.url() + "; make some with 'qvm generate'"
                            : "name one of the versions with --model: " + String.join(", ", versions));
        }
        return versions.get(0);
    }

    /**
     * Writes a table of a run.
     *
     * @param table holdings, returns, decisions or trades
     * @param runId which; may be empty for the newest
     * @return number of rows
     */
    public long run(String table, Optional<String> runId, Path out) {
        List<String> ids = RunStore.open(database).ids();
        String id = runId.orElseGet(() -> ids.isEmpty() ? "" : ids.get(0));
        if (!ids.contains(id)) {
            throw new InvalidInputException((id.isEmpty() ? "no runs" : "no run '" + id + "'") + " in " + database.url()
                    + (ids.isEmpty() ? "; make one with 'qvm backtest'" : "; there are " + String.join(", ", ids)));
        }
        String sql = RUN_TABLES.getOrDefault(table, "");
        return copy(
                database.dialect() == Dialect.MARIADB ? sql.replace('"', '`') : sql,
                List.of(id),
                RUN_ORDERS.getOrDefault(table, "rowid"),
                Optional.empty(),
                out);
    }

    /**
     * Copies a query's rows to a file.
     *
     * @param order columns to sort by, here and not on the server, whose collation may sort tickers its own way
     * @param ifEmpty what to say if there are no rows; without it a file of none is written
     */
    private long copy(String sql, List<Object> parameters, String order, Optional<String> ifEmpty, Path out) {
        String format = format(out);
        Path folder = out.toAbsolutePath().getParent();
        Path partial = out.resolveSibling("." + out.getFileName() + ".partial");
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            long rows = database.read(
                    "exporting to " + out,
                    source -> scratch.read("exporting to " + out, target -> {
                        long copied = stage(source, sql, parameters, target);
                        if (copied == 0 && ifEmpty.isPresent()) {
                            throw new InvalidInputException(ifEmpty.get());
                        }
                        writeStaged(target, order, partial, format);
                        return copied;
                    }));
            Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + out + ": " + e.getMessage(), e);
        }
    }

    private static void writeStaged(Connection target, String order, Path partial, String format) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute("COPY (SELECT * FROM staged ORDER BY " + order + ") TO '"
                    + partial.toString().replace("'", "''") + "' " + format);
        }
    }

    /**
     * Writes panels as a table of date, ticker and one column each, sorted by date and ticker; rows without any value are left
     * out.
     *
     * @param columns tickers to write, by their columns
     * @param names of the panels
     * @param panels of the same dates and tickers
     * @return number of rows
     * @throws InvalidInputException if the file cannot be written
     */
    public static long panels(int[] columns, List<String> names, List<Panel> panels, Path out) {
        String format = format(out);
        Path partial = out.resolveSibling("." + out.getFileName() + ".partial");
        List<String> header = new ArrayList<>(List.of("date", "ticker"));
        header.addAll(names);
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            long rows = scratch.read("writing " + out, target -> {
                try (Statement create = target.createStatement()) {
                    create.execute("CREATE TABLE staged (date DATE, ticker VARCHAR, "
                            + names.stream()
                                    .map(name -> Dialect.DUCKDB.quote(name) + " DOUBLE")
                                    .collect(Collectors.joining(", "))
                            + ")");
                }
                long written = stagePanels(target, columns, header, panels);
                writeStaged(target, "date, ticker", partial, format);
                return written;
            });
            Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + out + ": " + e.getMessage(), e);
        }
    }

    private static long stagePanels(Connection target, int[] columns, List<String> header, List<Panel> panels)
            throws SQLException {
        Panel first = panels.get(0);
        long rows = 0;
        try (BulkInsert insert = BulkInsert.into(target, Dialect.DUCKDB, "staged", header)) {
            for (int row = 0; row < first.dates().size(); row++) {
                for (int column : columns) {
                    int at = column;
                    int day = row;
                    if (panels.stream().allMatch(panel -> Double.isNaN(panel.get(day, at)))) {
                        continue;
                    }
                    insert.row()
                            .day(first.dates().date(row))
                            .text(first.tickers().ticker(column));
                    for (Panel panel : panels) {
                        insert.number(panel.get(row, column));
                    }
                    insert.end();
                    rows++;
                }
            }
            insert.flush();
        }
        return rows;
    }

    private static String format(Path out) {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "(FORMAT csv, HEADER)";
        }
        if (name.endsWith(".csv.gz")) {
            return "(FORMAT csv, HEADER, COMPRESSION gzip)";
        }
        if (name.endsWith(".parquet")) {
            return "(FORMAT parquet, COMPRESSION zstd)";
        }
        throw new InvalidInputException("cannot export to " + out + ": the name must end in .csv, .csv.gz or .parquet");
    }

    private static long stage(Connection source, String sql, List<Object> parameters, Connection target)
            throws SQLException {
        try (PreparedStatement query = source.prepareStatement(sql)) {
            query.setFetchSize(20_000);
            for (int i = 0; i < parameters.size(); i++) {
                query.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet result = query.executeQuery()) {
                ResultSetMetaData meta = result.getMetaData();
                List<String> names = new ArrayList<>();
                StringBuilder columns = new StringBuilder();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    String name = Dialect.DUCKDB.quote(meta.getColumnLabel(i));
                    names.add(name);
                    columns.append(i == 1 ? "" : ", ").append(name).append(' ').append(type(meta.getColumnType(i)));
                }
                try (Statement create = target.createStatement()) {
                    create.execute("CREATE TABLE staged (" + columns + ")");
                }
                return fill(result, meta, target, names);
            }
        }
    }

    private static long fill(ResultSet result, ResultSetMetaData meta, Connection target, List<String> names)
            throws SQLException {
        long rows = 0;
        try (BulkInsert insert = BulkInsert.into(target, Dialect.DUCKDB, "staged", names)) {
            while (result.next()) {
                insert.row();
                for (int i = 1; i <= names.size(); i++) {
                    switch (type(meta.getColumnType(i))) {
                        case "DATE" -> insert.day(result.getDate(i).toLocalDate());
                        case "INTEGER" -> insert.whole(result.getInt(i));
                        case "DOUBLE" -> {
                            double value = result.getDouble(i);
                            insert.number(result.wasNull() ? Double.NaN : value);
                        }
                        default -> insert.text(result.getString(i));
                    }
                }
                insert.end();
                rows++;
            }
            insert.flush();
        }
        return rows;
    }

    private static String type(int jdbcType) {
        return switch (jdbcType) {
            case Types.DATE -> "DATE";
            case Types.INTEGER, Types.SMALLINT, Types.TINYINT -> "INTEGER";
            case Types.DOUBLE, Types.FLOAT, Types.REAL, Types.DECIMAL, Types.NUMERIC -> "DOUBLE";
            default -> "VARCHAR";
        };
    }
}
