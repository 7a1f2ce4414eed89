package io.qvm.bench;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Makes a market of thousands of stocks and decades of days in a DuckDB file, within the database itself.
 *
 * <p>{@code LargeMarket duckdb:FILE [TICKERS DAYS]}; 5000 6300 without numbers. Every stock has a price and a market cap on every
 * business day up to the end of 2024, and {@value #ITEMS} items for each quarter, published some 20 to 80 days after its end. Prices
 * are random walks whose steps are hashes of ticker and day, so the same call makes the same market. Rows lie as an import
 * leaves them: in the order of the tables' keys.
 */
public final class LargeMarket {
    private static final int ITEMS = 25;
    private static final int DAYS_AT_A_TIME = 210;
    private static final int TICKERS_AT_A_TIME = 250;
    private static final String LAST_DAY = "DATE '2024-12-31'";

    private final Database database;
    private final int tickers;
    private final int days;

    private LargeMarket(Database database, int tickers, int days) {
        this.database = database;
        this.tickers = tickers;
        this.days = days;
    }

    public static void main(String[] args) {
        int tickers = args.length == 3 ? Integer.parseInt(args[1]) : 5000;
        int days = args.length == 3 ? Integer.parseInt(args[2]) : 6300;
        long start = System.nanoTime();
        try (Database database = Database.open(DatabaseUrl.parse(args[0]))) {
            Schema.migrateRawTables(database);
            new LargeMarket(database, tickers, days).make();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d stocks x %,d days made in %.0f s%n",
                tickers,
                days,
                (System.nanoTime() - start) / 1e9);
    }

    private void make() {
        run("instruments", INSTRUMENTS);
        run("days", DAYS);
        run("levels", LEVELS);
        for (int from = 0; from < days; from += DAYS_AT_A_TIME) {
            int to = Math.min(days, from + DAYS_AT_A_TIME);
            run("steps", STEPS, from, to);
            run("prices", PRICES);
            run("levels", NEXT_LEVELS, to - 1);
        }
        for (int from = 0; from < tickers; from += TICKERS_AT_A_TIME) {
            run("facts", FACTS, from, Math.min(tickers, from + TICKERS_AT_A_TIME));
        }
        run("clearing up", "DROP TABLE made_days; DROP TABLE made_levels; DROP TABLE made_steps");
        run("checkpoint", "CHECKPOINT");
    }

    private void run(String what, String sql, Object... values) {
        String text = String.format(
                        Locale.ROOT,
                        sql.replace("${tickers}", String.valueOf(tickers)).replace("${days}", String.valueOf(days)),
                        values)
                .replace("${last}", LAST_DAY);
        database.read(what, connection -> execute(connection, text));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static final String INSTRUMENTS = """
            INSERT INTO master_info (ticker, name, exchange, sector, currency)
            SELECT format('T{:05d}', n), 'Stock ' || n, 'X', CASE
                WHEN n %% 20 = 1 THEN 'Banking' WHEN n %% 40 = 2 THEN 'Securities' WHEN n %% 50 = 3 THEN 'Insurance'
                ELSE ['Energy', 'Materials', 'Industrials', 'Staples', 'Health', 'Technology', 'Utilities', 'Real Estate'][
                    1 + n %% 8] END, 'USD'
            FROM range(${tickers}) t(n) ORDER BY 1
            """;

    /** Business days; on the last of them the market ends. */
    private static final String DAYS = """
            CREATE OR REPLACE TABLE made_days AS
            SELECT CAST(${days} - row_number() OVER (ORDER BY day DESC) AS INTEGER) AS t, day
            FROM (SELECT CAST(${last} - CAST(n AS INTEGER) AS DATE) AS day FROM range(${days} * 2) r(n))
            WHERE isodow(day) <= 5 ORDER BY day DESC LIMIT ${days}
            """;

    private static final String LEVELS = """
            CREATE OR REPLACE TABLE made_levels AS
            SELECT CAST(n AS INTEGER) AS n, ln(5 + hash(n, 1) %% 100) AS level, 1e6 * (1 + hash(n, 2) %% 1000) AS shares
            FROM range(${tickers}) r(n)
            """;

    /** Daily steps: the sum of three uniform numbers, which is near enough to a normal one, of 2 % a day. */
    private static final String STEPS = """
            CREATE OR REPLACE TABLE made_steps AS
            SELECT d.day, d.t, l.n, l.shares, h, l.level + sum(
                0.0003 + 0.04 * ((h %% 65536 + (h // 65536) %% 65536 + (h // 4294967296) %% 65536) / 65536.0 - 1.5))
                OVER (PARTITION BY l.n ORDER BY d.t) AS level
            FROM made_days d CROSS JOIN LATERAL (SELECT * FROM made_levels) l, LATERAL (SELECT hash(l.n, d.t + 10) AS h)
            WHERE d.t >= %d AND d.t < %d
            """;

    private static final String PRICES = """
            INSERT INTO equity_history (date, ticker, open, high, low, close, adjusted_close, volume, traded_value,
                shares_outstanding, market_cap)
            SELECT day, format('T{:05d}', n), p, p * 1.01, p * 0.99, p, p, v, v * p, shares, shares * p
            FROM (SELECT day, n, shares, round(exp(level), 2) AS p, 1000.0 * (1 + h %% 5000) AS v FROM made_steps)
            ORDER BY day, n
            """;

    private static final String NEXT_LEVELS = """
            CREATE OR REPLACE TABLE made_levels AS SELECT n, level, shares FROM made_steps WHERE t = %d
            """;

    private static final String FACTS = """
            INSERT INTO fundamental_values
                (ticker, item, fiscal_year, fiscal_quarter, revision, statement_type, period_end, value, published_on)
            SELECT format('T{:05d}', n), item, year(ends), quarter(ends), 0, statement, ends,
                round(share * (1e8 + hash(n, 3) %% 1000000000) * (1 + 0.02 * q) * (0.9 + hash(n, q, item) %% 1000 / 5000.0)),
                ends + CAST(20 + hash(n, q, 4) %% 60 AS INTEGER)
            FROM range(%d, %d) r(n),
                (SELECT CAST(q AS INTEGER) AS q, last_day(CAST(${last} - to_months(3 * CAST(q AS INTEGER) + 3) AS DATE)) AS ends
                 FROM range(CAST(ceil(${days} / 63.0) AS INTEGER) + 4) s(q)),
                (VALUES ('Revenue', 'PL', 1.0), ('COGS', 'PL', -0.6), ('SellingExpenses', 'PL', -0.1),
                    ('AdminExpenses', 'PL', -0.1), ('EBITDA', 'PL', 0.2), ('NetProfit', 'PL', 0.1),
                    ('NetInterestIncome', 'PL', 0.3), ('OperatingExpenses', 'PL', -0.2),
                    ('TotalOperatingIncome', 'PL', 0.5), ('BrokerageRevenue', 'PL', 0.3),
                    ('TotalOperatingRevenue', 'PL', 0.8), ('FinancialIncome', 'PL', 0.05), ('TaxExpense', 'PL', -0.03),
                    ('InterestExpense', 'PL', -0.04), ('TotalAssets', 'BS', 5.0), ('TotalEquity', 'BS', 2.0),
                    ('EarningAssets', 'BS', 4.0), ('CashAndCashEquivalents', 'BS', 0.4), ('ShortTermDebt', 'BS', 0.7),
                    ('LongTermDebt', 'BS', 0.9), ('Inventory', 'BS', 0.5), ('Receivables', 'BS', 0.4),
                    ('Payables', 'BS', 0.3), ('OperatingCashFlow', 'CF', 0.15), ('CapitalExpenditure', 'CF', -0.08)
                ) i(item, statement, share)
            ORDER BY n, item, ends
            """;
}
