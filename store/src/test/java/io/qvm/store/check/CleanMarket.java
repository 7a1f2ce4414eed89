package io.qvm.store.check;

import io.qvm.market.check.DataCheckReport;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A market without a fault, in canonical tables that have no keys, as a user's own might not.
 *
 * <p>33 stocks (T01 to T33) in three sectors over 2018 to 2021, T33 delisted in June 2021, a split of T02 on 2020-03-02, seven
 * items a quarter published 40 to 49 days after its end, an index. Prices follow a random walk of at most 2 % a day drawn from a
 * hash, so that every copy is the same.
 */
final class CleanMarket {
    static final LocalDate TODAY = LocalDate.of(2022, 1, 15);
    static final ScoreGroups GROUPS = ScoreGroups.sectors("a model", 10);

    private static final String[] TABLES = {
        "CREATE MACRO noise(key) AS (CAST(hash(key) % 20001 AS DOUBLE) - 10000) / 10000",
        "CREATE TABLE days AS SELECT CAST(d AS DATE) AS date FROM generate_series(DATE '2018-01-01', DATE '2021-12-31',"
                + " INTERVAL 1 DAY) t(d) WHERE isodow(d) < 6 AND strftime(d, '%m-%d') NOT IN ('01-01', '05-01', '12-25')",
        "CREATE TABLE master_info AS SELECT printf('T%02d', i) AS ticker, printf('Company %d', i) AS name, 'X' AS exchange,"
                + " ['Banking', 'Energy', 'Technology'][i % 3 + 1] AS sector, NULL::VARCHAR AS industry, 'EUR' AS currency,"
                + " NULL::DATE AS listed_on, CASE WHEN i = 33 THEN DATE '2021-06-16' END AS delisted_on,"
                + " CASE WHEN i = 33 THEN -0.5 END AS delisting_return FROM range(1, 34) t(i)",
        "CREATE TABLE walk AS SELECT ticker, date, round(30 * exp(sum(0.02 * noise(ticker || date)) OVER"
                + " (PARTITION BY ticker ORDER BY date)), 4) AS price, 100000 + hash(date || ticker) % 30000 AS volume,"
                + " CASE WHEN ticker = 'T02' AND date < DATE '2020-03-02' THEN 2 ELSE 1 END AS split"
                + " FROM master_info, days WHERE delisted_on IS NULL OR date < delisted_on",
        "CREATE TABLE equity_history AS SELECT date, ticker, round(price * split * 1.002, 4) AS open,"
                + " round(price * split * 1.01, 4) AS high, round(price * split * 0.99, 4) AS low, price * split AS close,"
                + " price AS adjusted_close, CAST(volume // split AS DOUBLE) AS volume,"
                + " price * split * (volume // split) AS traded_value, 1e7 / split AS shares_outstanding,"
                + " price * 1e7 AS market_cap FROM walk",
        "CREATE TABLE fundamental_values AS SELECT ticker, item, year AS fiscal_year, quarter AS fiscal_quarter, 0 AS revision,"
                + " statement_type, last_day(make_date(year, quarter * 3, 1)) AS period_end,"
                + " round(size * (1 + 0.1 * noise(ticker || item || year || quarter))) AS value,"
                + " last_day(make_date(year, quarter * 3, 1)) + CAST(40 + hash(ticker || year || quarter) % 10 AS INTEGER)"
                + " AS published_on FROM master_info, range(2016, 2022) y(year), range(1, 5) q(quarter),"
                + " (VALUES ('Revenue', 'PL', 1e9), ('COGS', 'PL', 6e8), ('NetProfit', 'PL', 1e8), ('TotalAssets', 'BS', 8e9),"
                + " ('TotalEquity', 'BS', 4e9), ('ShortTermDebt', 'BS', 5e8), ('CashAndCashEquivalents', 'BS', 3e8))"
                + " i(item, statement_type, size) WHERE year * 4 + quarter < 2021 * 4 + 4 AND (ticker <> 'T33' OR year < 2021)",
        "CREATE TABLE index_history AS SELECT date, 'IDX' AS symbol, 1000 * exp(sum(0.005 * noise(date || 'IDX'))"
                + " OVER (ORDER BY date)) AS close FROM days",
        "CREATE TABLE corporate_actions AS SELECT 'T02' AS ticker, DATE '2020-03-02' AS ex_date, 'split' AS kind,"
                + " 2.0::DOUBLE AS ratio, NULL::DOUBLE AS amount",
        "DROP TABLE walk",
        "DROP TABLE days"
    };

    private final Path file;

    private CleanMarket(Path file) {
        this.file = file;
    }

    /** Makes the market in a file. */
    static CleanMarket in(Path folder) {
        CleanMarket market = new CleanMarket(folder.resolve("clean.duckdb"));
        try (Database database = market.open(market.file)) {
            execute(database, TABLES);
        }
        return market;
    }

    private Database open(Path path) {
        return Database.open(DatabaseUrl.parse("duckdb:" + path));
    }

    /** Checks a copy of the market in which these statements were run. */
    DataCheckReport after(String... statements) {
        return after(Thresholds.standard(), statements);
    }

    /** The same with other thresholds. */
    DataCheckReport after(Thresholds thresholds, String... statements) {
        return after(thresholds, GROUPS, statements);
    }

    /** The same for another model. */
    DataCheckReport after(ScoreGroups groups, String... statements) {
        return after(Thresholds.standard(), groups, statements);
    }

    private DataCheckReport after(Thresholds thresholds, ScoreGroups groups, String... statements) {
        try {
            Path copy = Files.createTempFile(file.getParent(), "market", ".duckdb");
            Files.delete(copy);
            Files.copy(file, copy);
            try (Database database = open(copy)) {
                execute(database, statements);
                return DataCheck.run(database, Optional.empty(), thresholds, groups, TODAY, step -> {});
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(Database database, String... statements) {
        database.inTransaction("test", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }
}
