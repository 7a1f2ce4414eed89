package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads, again and again while others write, how many scores each day has, and what the manifest says. */
final class DayReader implements AutoCloseable {
    /** Days whose scores and manifest disagree; one statement sees one moment. */
    private static final String HALF_DAYS = """
            SELECT COUNT(*) FROM
              (SELECT date, COUNT(*) AS n FROM factor_scores_qvm WHERE strategy_version = '%1$s' GROUP BY date) s
              LEFT JOIN (SELECT date, score_rows AS n FROM qvm_manifest WHERE strategy_version = '%1$s') m
              ON s.date = m.date
            WHERE m.n IS NULL OR m.n <> s.n""".formatted(SmallMarket.VERSION);

    private final MariaDbServer server;
    private final String database;
    private final List<Integer> halfDays = new ArrayList<>();
    private volatile boolean ended;
    private final CompletableFuture<Void> reading;

    private DayReader(MariaDbServer server, String database) {
        this.server = server;
        this.database = database;
        this.reading = CompletableFuture.runAsync(this::read);
    }

    static DayReader start(MariaDbServer server, String database) {
        return new DayReader(server, database);
    }

    private void read() {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            while (!ended) {
                if (hasTables(statement)) {
                    try (ResultSet result = statement.executeQuery(HALF_DAYS)) {
                        result.next();
                        halfDays.add(result.getInt(1));
                    }
                }
                Thread.sleep(20);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasTables(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SHOW TABLES LIKE 'qvm_versions'")) {
            return result.next();
        }
    }

    void sawOnlyWholeDays() {
        close();
        assertThat(halfDays).hasSizeGreaterThan(20).containsOnly(0);
    }

    @Override
    public void close() {
        ended = true;
        reading.join();
    }
}
