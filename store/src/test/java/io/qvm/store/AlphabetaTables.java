package io.qvm.store;

import io.qvm.testing.CsvTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A user's database in the layout of the reference installation, loaded from its CSV files as that describes. */
public final class AlphabetaTables {
    private static final String QUARTER = "ticker VARCHAR(20), year INT, quarter INT, ";

    /** Column definitions by table. */
    static final Map<String, String> TABLES = tables();

    private AlphabetaTables() {}

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("master_info", "ticker VARCHAR(20), sector VARCHAR(100), exchange VARCHAR(20)");
        tables.put("equity_history", "date DATE, ticker VARCHAR(20), close DOUBLE, volume BIGINT");
        tables.put(
                "vcsc_daily_data_complete",
                "ticker VARCHAR(20), trading_date DATE, close_price_adjusted DOUBLE, total_shares BIGINT,"
                        + " market_cap DECIMAL(20,2), total_value DECIMAL(20,2)");
        tables.put("etf_history", "date DATE, ticker VARCHAR(20), close DOUBLE");
        tables.put(
                "intermediary_calculations_enhanced",
                QUARTER + "has_full_ttm TINYINT, "
                        + decimals(
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
                QUARTER + "has_full_ttm TINYINT, "
                        + decimals(
                                "NII_TTM",
                                "OperatingExpenses_TTM",
                                "TotalOperatingIncome_TTM",
                                "NetProfit_TTM",
                                "AvgTotalAssets",
                                "AvgTotalEquity",
                                "AvgEarningAssets"));
        tables.put(
                "intermediary_calculations_securities_cleaned",
                QUARTER + "has_full_ttm TINYINT, "
                        + decimals(
                                "BrokerageRevenue_TTM",
                                "TotalOperatingRevenue_TTM",
                                "NetProfit_TTM",
                                "AvgTotalAssets",
                                "AvgTotalEquity"));
        tables.put(
                "v_comprehensive_fundamental_items",
                QUARTER + decimals("TotalEquity", "CashAndCashEquivalents", "ShortTermDebt", "LongTermDebt"));
        tables.put("v_complete_banking_fundamentals", QUARTER + decimals("ShareholdersEquity"));
        tables.put("v_complete_securities_fundamentals", QUARTER + decimals("OwnersEquity"));
        tables.put(
                "factor_scores_qvm",
                "ticker VARCHAR(20), date DATE, Quality_Composite DECIMAL(20,10), Value_Composite DECIMAL(20,10),"
                        + " Momentum_Composite DECIMAL(20,10), QVM_Composite DECIMAL(20,10), strategy_version VARCHAR(50)");
        return tables;
    }

    private static String decimals(String... columns) {
        return List.of(columns).stream().map(c -> c + " DECIMAL(30,2)").collect(Collectors.joining(", "));
    }

    /** Fills a database of a MariaDB server. */
    public static void load(Connection connection, Path folder) throws SQLException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table.getKey() + " (" + table.getValue() + ")");
            }
            fill(connection, table.getKey(), folder.resolve(table.getKey() + ".csv.gz"));
        }
    }

    private static void fill(Connection connection, String table, Path file) throws SQLException {
        List<CsvTable.Row> rows = CsvTable.rows(file);
        List<String> columns = rows.get(0).columns();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " ("
                + String.join(", ", columns) + ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)")) {
            for (CsvTable.Row row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    String text = row.text(columns.get(i));
                    insert.setString(i + 1, text.isEmpty() ? null : text);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
