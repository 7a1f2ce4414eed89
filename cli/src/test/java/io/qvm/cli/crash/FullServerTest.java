package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.cli.Command;
import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose tables may grow no more. */
class FullServerTest {
    private static final int TABLE_FULL = 1114;
    private static final long ROOM = 40L << 20;

    @Test
    void a_full_server_is_an_error_that_says_so_and_with_room_again_the_run_completes(@TempDir Path folder)
            throws Exception {
        SmallMarket market = SmallMarket.in(folder);
        String undisturbedUrl = market.into("duckdb:" + folder.resolve("undisturbed.duckdb"));
        SmallMarket.run(market.generate(undisturbedUrl));
        List<String> undisturbed = Tables.of(undisturbedUrl);

        MariaDbServer server = MariaDbServer.start(
                "--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:128M");
        try {
            String database = server.newDatabase();
            String url = market.into(server.url(database));
            SmallMarket.run(market.generate(url, "--to", "2018-02-28"));
            List<String> before = Tables.of(url);
            try (Connection connection = server.connect(database)) {
                int fillers = fill(connection);
                refused("generate", "--db", url, "--model", market.model().toString(), "--batch", "1000");
                assertThat(Tables.of(url)).as("nothing of a batch stays").isEqualTo(before);

                empty(connection, fillers - 3, fillers);
                refused(market.generate(url));
                assertThat(Tables.of(url)).containsAll(before);
                assertThat(undisturbed)
                        .containsAll(Tables.of(url))
                        .hasSizeGreaterThan(Tables.of(url).size());

                empty(connection, 0, fillers - 3);
                empty(connection, fillers, fillers + 1);
                awaitRoom(connection);
            }
            SmallMarket.run(market.generate(url));
            assertThat(Tables.of(url)).isEqualTo(undisturbed);
        } finally {
            server.stop();
        }
    }

    private static void refused(String... command) {
        Command refused = Command.run(command);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("is full: make room and start again").doesNotContain("\tat ");
        // The server's own log comes to the same place.
        assertThat(refused.err().strip().lines().filter(line -> !line.contains("ManagedProcess")))
                .as(refused.err())
                .hasSize(1);
        assertThat(refused.out()).doesNotContain("attempt 2");
    }

    /** Makes tables of a megabyte until there is room for no more, and gives their number. */
    private static int fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; ; i++) {
                try {
                    statement.execute("CREATE TABLE filler_" + i + " (n INT PRIMARY KEY, t LONGTEXT) ENGINE=InnoDB");
                    statement.execute("INSERT INTO filler_" + i + " SELECT seq, REPEAT('x', 7000) FROM seq_1_to_140");
                } catch (SQLException e) {
                    assertThat(e.getErrorCode()).as(e.getMessage()).isEqualTo(TABLE_FULL);
                    return i;
                }
            }
        }
    }

    private static void empty(Connection connection, int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = from; i < to; i++) {
                statement.execute("DROP TABLE filler_" + i);
            }
        }
    }

    /** The server gives room back in its own time. */
    private static void awaitRoom(Connection connection) throws Exception {
        long free = 0;
        for (int second = 0; second < 60 && free < ROOM; second++) {
            Thread.sleep(1_000);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT MAX(DATA_FREE) FROM information_schema.TABLES"
                            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'factor_scores'")) {
                row.next();
                free = row.getLong(1);
            }
        }
        assertThat(free).isGreaterThan(ROOM);
    }
}
