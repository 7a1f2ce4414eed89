package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as files: {@code holdings.csv}, {@code returns.csv}, {@code decisions.csv}, {@code trades.csv}, {@code
 * contributions.csv}, {@code metrics.json}, {@code strategy.yaml}, {@code run.json}.
 *
 * <p>What is read back equals what was written, to the bit.
 */
public final class RunFolder {
    private static final String RUN = "run";
    private static final List<String> TABLES = List.of("holdings", "returns", "decisions", "trades", "contributions");
    private static final JsonMapper JSON = new JsonMapper();

    private RunFolder() {}

    /** What {@code run.json} holds. */
    record Header(
            String strategyName,
            String scoresVersion,
            String benchmarkSymbol,
            String start,
            String end,
            Map<String, String> provenance) {}

    /**
     * Writes a run; files of an earlier run in the folder are replaced.
     *
     * @param metrics its metrics as JSON
     */
    public static void write(Path folder, BacktestRun run, String metrics) {
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            Files.createDirectories(folder);
            RunStore.open(scratch).save(RUN, run, metrics, Instant.EPOCH);
            Exporter exporter = new Exporter(scratch);
            for (String table : TABLES) {
                exporter.run(table, Optional.of(RUN), folder.resolve(table + ".csv"));
            }
            Header header = new Header(
                    run.strategyName(),
                    run.scoresVersion(),
                    run.benchmarkSymbol(),
                    run.start().toString(),
                    run.end().toString(),
                    new TreeMap<>(run.provenance()));
            put(folder.resolve("strategy.yaml"), run.strategyText());
            put(folder.resolve("metrics.json"), metrics);
            put(
                    folder.resolve("run.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(header) + "\n");
        } catch (IOException e) {
            throw new InvalidInputException("cannot write the run to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void put(Path file, String text) throws IOException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a run.
     *
     * @throws InvalidInputException if the folder holds none
     */
    public static BacktestRun read(Path folder) {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    folder + " holds no run (no run.json); give the folder that 'qvm backtest --out' wrote");
        }
        try (Database scratch = Database.open(DatabaseUrl.inMemory())) {
            Header header = JSON.readValue(Files.readString(file), Header.class);
            RunStore runs = RunStore.open(scratch);
            scratch.inTransaction("reading " + folder, connection -> {
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO qvm_runs VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, '')")) {
                    insert.setString(1, RUN);
                    insert.setString(2, header.strategyName());
                    insert.setString(3, Files.readString(folder.resolve("strategy.yaml")));
                    insert.setString(4, header.scoresVersion());
                    insert.setString(5, header.benchmarkSymbol());
                    insert.setObject(6, LocalDate.parse(header.start()));
                    insert.setObject(7, LocalDate.parse(header.end()));
                    insert.setString(8, Provenance.toText(header.provenance()));
                    insert.executeUpdate();
                } catch (IOException e) {
                    throw new InvalidInputException("cannot read " + folder.resolve("strategy.yaml"), e);
                }
                try (Statement statement = connection.createStatement()) {
                    for (Map.Entry<String, String> table : inserts().entrySet()) {
                        if (table.getKey().equals("contributions")
                                && !Files.exists(folder.resolve("contributions.csv"))) {
                            continue; // folders that earlier versions wrote have none
                        }
                        statement.execute(table.getValue()
                                .replace(
                                        "FILE",
                                        folder.resolve(table.getKey() + ".csv")
                                                .toString()
                                                .replace("'", "''")));
                    }
                } catch (SQLException e) {
                    throw new InvalidInputException(
                            "the run in " + folder + " cannot be read: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                            e);
                }
            });
            return runs.load(RUN);
        } catch (JacksonException | DateTimeParseException e) {
            throw new InvalidInputException(file + " is damaged; run 'qvm backtest' again", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> inserts() {
        Map<String, String> sql = new LinkedHashMap<>();
        sql.put(
                "holdings",
                "INSERT INTO qvm_run_holdings SELECT 'run', * FROM read_csv('FILE', header=true, columns={date:'DATE',"
                        + " ticker:'VARCHAR', sector:'VARCHAR', rank:'INTEGER', signal:'DOUBLE', raw_weight:'DOUBLE',"
                        + " weight:'DOUBLE', shares:'DOUBLE'}, force_not_null=['ticker', 'sector'])");
        sql.put(
                "returns",
                "INSERT INTO qvm_run_daily SELECT 'run', * FROM read_csv('FILE', header=true, columns={date:'DATE',"
                        + " gross:'DOUBLE', cost:'DOUBLE', net:'DOUBLE', benchmark:'DOUBLE', exposure:'DOUBLE',"
                        + " turnover:'DOUBLE', equity:'DOUBLE', positions:'INTEGER', regime:'VARCHAR',"
                        + " exposure_cause:'VARCHAR'}, force_not_null=['regime', 'exposure_cause'])");
        sql.put(
                "decisions",
                "INSERT INTO qvm_run_decisions SELECT 'run', * FROM read_csv('FILE', header=true,"
                        + " columns={date:'DATE', ticker:'VARCHAR', stage:'VARCHAR', rule:'VARCHAR', observed:'DOUBLE',"
                        + " \"limit\":'DOUBLE', rank:'INTEGER', signal:'DOUBLE', raw_weight:'DOUBLE', weight:'DOUBLE'},"
                        + " force_not_null=['ticker'])");
        sql.put(
                "trades",
                "INSERT INTO qvm_run_trades SELECT 'run', row_number() OVER (), * FROM read_csv('FILE', header=true,"
                        + " columns={date:'DATE', ticker:'VARCHAR', shares:'DOUBLE', price:'DOUBLE', cost:'DOUBLE',"
                        + " reason:'VARCHAR'}, force_not_null=['ticker'])");
        sql.put(
                "contributions",
                "INSERT INTO qvm_run_contributions SELECT 'run', * FROM read_csv('FILE', header=true,"
                        + " columns={month:'DATE', ticker:'VARCHAR', profit:'DOUBLE', cost:'DOUBLE'},"
                        + " force_not_null=['ticker'])");
        return sql;
    }
}
