package io.qvm.bench;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;

/**
 * Makes a DuckDB file of daily bars: 800 stocks on the business days of 2007 to 2020, every tenth listed later. Arguments: the
 * file, and a CSV file that receives the same bars for other programs.
 *
 * <p>A random walk whose steps are hashes of stock and day, so that it is the same on every machine. Prices and volumes are
 * multiples of 1/256 below 2^16, or whole numbers below 2^24: programs that keep bars in single precision have the very same.
 */
public final class RandomBars {
    private RandomBars() {}

    public static void main(String[] args) throws java.io.IOException {
        Files.deleteIfExists(Path.of(args[0]));
        try (Database database = Database.open(DatabaseUrl.parse("duckdb:" + args[0]))) {
            Schema.migrateRawTables(database);
            database.inTransaction("making bars", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("""
                            INSERT INTO equity_history (date, ticker, open, high, low, close, volume)
                            WITH cells AS (
                              SELECT s.n AS stock, CAST(d.day AS DATE) AS date
                              FROM range(800) s(n), range(DATE '2007-01-01', DATE '2021-01-01', INTERVAL 1 DAY) d(day)
                              WHERE isodow(d.day) < 6 AND (s.n % 10 > 0 OR d.day >= DATE '2009-01-01' + INTERVAL (s.n) DAY)),
                            noise AS (
                              SELECT *, """ + uniform(1) + " AS a, " + uniform(2) + " AS b, " + uniform(3) + " AS c, "
                            + uniform(4)
                            + " AS d, " + uniform(5) + " AS e FROM cells),\n"
                            + """
                            walk AS (
                              SELECT *, 200 * exp(0.06 * SUM(a - 0.5) OVER (PARTITION BY stock ORDER BY date)) AS level
                              FROM noise),
                            prices AS (
                              SELECT *, GREATEST(1, LEAST(60000, round(level * 256) / 256)) AS close,
                                GREATEST(1, LEAST(60000, round(level * (1 + 0.02 * (b - 0.5)) * 256) / 256)) AS open
                              FROM walk)
                            SELECT date, 'S' || lpad(CAST(stock AS VARCHAR), 4, '0'), open,
                              GREATEST(open, close) + round(level * c * 2.56) / 256,
                              GREATEST(0.5, LEAST(open, close) - round(level * d * 2.56) / 256), close,
                              floor(exp(6 + 8 * e))
                            FROM prices ORDER BY date, stock
                            """);
                    statement.execute(
                            "INSERT INTO master_info (ticker, sector) SELECT DISTINCT ticker, 'Other' FROM equity_history");
                    statement.execute("COPY (SELECT date, ticker, open, high, low, close, volume FROM equity_history"
                            + " ORDER BY ticker, date) TO '" + args[1].replace("'", "''") + "' (HEADER)");
                }
            });
        }
    }

    /** A number from 0 to 1, of stock and day alone. */
    private static String uniform(int stream) {
        return "(hash(stock * 10000019 + date_diff('day', DATE '1970-01-01', date) * 31 + " + stream
                + ") >> 11) / 9007199254740992.0";
    }
}
