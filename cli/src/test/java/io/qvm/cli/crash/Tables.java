package io.qvm.cli.crash;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a generation leaves in a database, without when and by which run. */
final class Tables {
    private static final List<String> QUERIES = List.of(
            "SELECT 'score', date, ticker, strategy_version, Quality_Composite, Value_Composite, Momentum_Composite,"
                    + " QVM_Composite FROM factor_scores_qvm ORDER BY strategy_version, date, ticker",
            "SELECT 'factor', date, ticker, strategy_version, factor, score FROM factor_scores"
                    + " ORDER BY strategy_version, date, ticker, factor",
            "SELECT 'manifest', date, strategy_version, model_digest, prices_digest, facts_digest, instruments_digest,"
                    + " code_version, score_rows, trading_day FROM qvm_manifest ORDER BY strategy_version, date",
            "SELECT 'coverage', date, strategy_version, factor, sector, tickers, scored, by_zero_rule, lag_dated, no_fact,"
                    + " quarters_missing, fact_too_old, not_positive, no_price, short_history, no_dispersion, undefined"
                    + " FROM qvm_coverage ORDER BY strategy_version, date, factor, sector");

    private Tables() {}

    /** Every row as a text; doubles by their bits. */
    static List<String> of(String url) {
        return of(url, QUERIES);
    }

    /** Rows with their timestamps too. */
    static List<String> withTimes(String url) {
        List<String> queries = new ArrayList<>(QUERIES);
        queries.add("SELECT 'time', date, ticker, strategy_version, calculation_timestamp FROM factor_scores_qvm"
                + " ORDER BY strategy_version, date, ticker");
        queries.add("SELECT 'run', date, strategy_version, run_id, generated_at FROM qvm_manifest"
                + " ORDER BY strategy_version, date");
        return of(url, queries);
    }

    static List<String> of(String url, List<String> queries) {
        try (Database database = Database.open(DatabaseUrl.parse(url))) {
            return database.read("dumping", connection -> {
                List<String> rows = new ArrayList<>();
                for (String query : queries) {
                    try (Statement statement = connection.createStatement();
                            ResultSet result = statement.executeQuery(query)) {
                        while (result.next()) {
                            StringBuilder row = new StringBuilder();
                            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                                Object value = result.getObject(i);
                                row.append(value instanceof Double d ? Double.doubleToLongBits(d) : value)
                                        .append('|');
                            }
                            rows.add(row.toString());
                        }
                    }
                }
                return rows;
            });
        }
    }

    static long count(String url, String sql) {
        return Long.parseLong(of(url, List.of(sql)).get(0).replace("|", ""));
    }

    static void execute(String url, String... sql) {
        try (Database database = Database.open(DatabaseUrl.parse(url))) {
            database.inTransaction("changing", connection -> {
                try (Statement statement = connection.createStatement()) {
                    for (String each : sql) {
                        statement.execute(each);
                    }
                }
            });
        }
    }
}
