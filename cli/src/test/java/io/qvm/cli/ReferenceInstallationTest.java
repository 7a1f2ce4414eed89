package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.testing.CsvTable;
import io.qvm.testing.MariaDbServer;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference installation's scores, from its own tables: imported and in place. */
class ReferenceInstallationTest {
    private static final String MODEL = "qvm_v2.0_enhanced";
    private static final List<String> SCORES =
            List.of("Quality_Composite", "Value_Composite", "Momentum_Composite", "QVM_Composite");
    private static final String ACCOUNTS = "year INT, quarter INT, ";

    @TempDir
    Path folder;

    @Test
    void imported_into_duckdb() {
        Path golden = ReferenceData.path("golden/alphabeta-small");
        String db = "duckdb:" + folder.resolve("market.duckdb");
        Command.mustWork("import", "--db", db, "--preset", "alphabeta", "--from", golden.toString());
        generate(golden, "--db", db);
        compare(golden, db);
    }

    @Test
    void imported_into_mariadb() {
        Path golden = ReferenceData.path("golden/alphabeta-small");
        MariaDbServer server = MariaDbServer.shared();
        String db = server.url(server.newDatabase());
        Command.mustWork("import", "--db", db, "--preset", "alphabeta", "--from", golden.toString());
        generate(golden, "--db", db);
        compare(golden, db);
    }

    @Test
    void in_place_without_a_byte_of_the_users_tables_changed() throws Exception {
        Path golden = ReferenceData.path("golden/alphabeta-small");
        MariaDbServer server = MariaDbServer.shared();
        String database = server.newDatabase();
        try (Connection connection = server.connect(database)) {
            load(connection, golden);
            Map<String, String> before = checksums(connection);
            long othersBefore = otherVersions(connection);
            generate(golden, "--db", server.url(database), "--preset", "alphabeta");
            assertThat(checksums(connection)).isEqualTo(before);
            assertThat(otherVersions(connection)).isEqualTo(othersBefore).isPositive();
        }
        compare(golden, server.url(database));
    }

    private static void generate(Path golden, String... where) {
        Set<String> dates = new TreeSet<>();
        CsvTable.forEach(golden.resolve("golden_score_dates.csv.gz"), row -> dates.add(row.text("date")));
        List<String> args = new ArrayList<>(
                List.of("generate", "--model", MODEL, "--mode", "refresh", "--dates", String.join(",", dates)));
        args.addAll(List.of(where));
        Command.mustWork(args.toArray(String[]::new));
    }

    private void compare(Path golden, String db) {
        Path file = folder.resolve("scores.csv");
        Command.mustWork("export", "scores", "--db", db, "--model", MODEL, "--out", file.toString());
        Map<String, double[]> expected = scores(golden.resolve("golden_scores.csv.gz"));
        Map<String, double[]> actual = scores(file);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, scores) -> {
            for (int i = 0; i < scores.length; i++) {
                assertThat(actual.get(key)[i]).as(key + " " + SCORES.get(i)).isCloseTo(scores[i], within(1e-9));
            }
        });
    }

    private static Map<String, double[]> scores(Path file) {
        Map<String, double[]> scores = new HashMap<>();
        CsvTable.forEach(
                file,
                row -> scores.put(
                        row.text("date") + " " + row.text("ticker"),
                        SCORES.stream().mapToDouble(row::number).toArray()));
        return scores;
    }

    private static long otherVersions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*) FROM factor_scores_qvm WHERE strategy_version <> '" + MODEL + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Checksums of the user's tables; the scores are the one table that is meant to change. */
    private static Map<String, String> checksums(Connection connection) throws SQLException {
        Map<String, String> sums = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : tables().keySet()) {
                if (!table.equals("factor_scores_qvm")) {
                    try (ResultSet row = statement.executeQuery("CHECKSUM TABLE " + table)) {
                        row.next();
                        sums.put(table, row.getString(2));
                    }
                    try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table)) {
                        row.next();
                        sums.put(table + " definition", row.getString(2));
                    }
                }
            }
        }
        return sums;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new HashMap<>();
        tables.put("master_info", "ticker VARCHAR(10), sector VARCHAR(64), exchange VARCHAR(16)");
        tables.put(
                "equity_history",
                "date DATE, ticker VARCHAR(10), close DOUBLE, volume BIGINT, PRIMARY KEY (date, ticker)");
        tables.put(
                "vcsc_daily_data_complete",
                "ticker VARCHAR(10), trading_date DATE, close_price_adjusted DOUBLE, total_shares BIGINT,"
                        + " market_cap DECIMAL(20,2), total_value DECIMAL(20,2), PRIMARY KEY (ticker, trading_date)");
        tables.put("etf_history", "date DATE, ticker VARCHAR(10), close DOUBLE, PRIMARY KEY (date, ticker)");
        tables.put(
                "intermediary_calculations_enhanced",
                "ticker VARCHAR(10), " + ACCOUNTS + "has_full_ttm TINYINT(1), "
                        + amounts(
                                "Revenue_TTM",
                                "COGS_TTM",
                                "SellingExpenses_TTM",
                                "AdminExpenses_TTM",
                                "EBITDA_TTM",
                                "NetProfit_TTM",
                                "AvgTotalAssets",
                                "AvgTotalEquity"));
        tables.put(
                "intermediary_calculations_banking_cleaned",
                "ticker VARCHAR(10), " + ACCOUNTS + "has_full_ttm TINYINT, "
                        + amounts(
                                "NII_TTM",
                                "OperatingExpenses_TTM",
                                "TotalOperatingIncome_TTM",
                                "NetProfit_TTM",
                                "AvgTotalAssets",
                                "AvgTotalEquity",
                                "AvgEarningAssets"));
        tables.put(
                "intermediary_calculations_securities_cleaned",
                "ticker VARCHAR(10), " + ACCOUNTS + "has_full_ttm TINYINT, "
                        + amounts(
                                "BrokerageRevenue_TTM",
                                "TotalOperatingRevenue_TTM",
                                "NetProfit_TTM",
                                "AvgTotalAssets",
                                "AvgTotalEquity"));
        tables.put(
                "v_comprehensive_fundamental_items",
                "ticker VARCHAR(10), " + ACCOUNTS
                        + amounts("TotalEquity", "CashAndCashEquivalents", "ShortTermDebt", "LongTermDebt"));
        tables.put(
                "v_complete_banking_fundamentals", "ticker VARCHAR(10), " + ACCOUNTS + amounts("ShareholdersEquity"));
        tables.put("v_complete_securities_fundamentals", "ticker VARCHAR(10), " + ACCOUNTS + amounts("OwnersEquity"));
        tables.put(
                "factor_scores_qvm",
                "ticker VARCHAR(10), date DATE, Quality_Composite DECIMAL(20,10), Value_Composite DECIMAL(20,10),"
                        + " Momentum_Composite DECIMAL(20,10), QVM_Composite DECIMAL(20,10),"
                        + " strategy_version VARCHAR(50), PRIMARY KEY (ticker, date, strategy_version)");
        return tables;
    }

    private static String amounts(String... columns) {
        return String.join(" DECIMAL(30,2), ", columns) + " DECIMAL(30,2)";
    }

    /** Loads the reference files as a user's database holds them. */
    private static void load(Connection connection, Path golden) throws SQLException {
        for (Map.Entry<String, String> table : tables().entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table.getKey() + " (" + table.getValue() + ")");
            }
            List<String[]> rows = new ArrayList<>();
            List<String> columns = new ArrayList<>();
            for (String column : table.getValue().split(", (?=[A-Za-z_]+ [A-Z])")) {
                if (!column.startsWith("PRIMARY KEY")) {
                    columns.add(column.split(" ")[0]);
                }
            }
            CsvTable.forEach(
                    golden.resolve(table.getKey() + ".csv.gz"),
                    row -> rows.add(columns.stream()
                            .map(c -> row.isNull(c) ? null : row.text(c))
                            .toArray(String[]::new)));
            String marks = String.join(",", columns.stream().map(c -> "?").toList());
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table.getKey() + " (" + String.join(",", columns) + ") VALUES (" + marks + ")")) {
                for (String[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        insert.setString(i + 1, row[i]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
