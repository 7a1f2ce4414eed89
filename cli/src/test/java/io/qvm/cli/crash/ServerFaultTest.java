package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.cli.Command;
import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a server while scores are written to it: it restarts, loses connections, is locked, or refuses. */
class ServerFaultTest {
    @TempDir
    static Path folder;

    private static MariaDbServer server;
    private static SmallMarket market;
    private static List<String> undisturbed = List.of();

    private String name = "";
    private String url = "";

    @BeforeAll
    static void an_undisturbed_run() throws Exception {
        server = MariaDbServer.start();
        market = SmallMarket.in(folder);
        String url = market.into(server.url(server.newDatabase()));
        SmallMarket.run(market.generate(url));
        undisturbed = Tables.of(url);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void a_market_to_be_scored() {
        name = server.newDatabase();
        url = market.into(server.url(name));
    }

    private void endsAsUndisturbed(Child child) throws InterruptedException {
        assertThat(child.exitCode()).as(child.output()).isZero();
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
    }

    @Test
    void a_server_that_is_restarted_under_load_is_waited_for() throws Exception {
        try (Child child = Child.start(market.generate(url))) {
            child.awaitLines(3, " scores");
            server.stop();
            Thread.sleep(1_000);
            server.startAgain();
            endsAsUndisturbed(child);
            assertThat(child.output()).contains("; attempt 2 in");
        }
    }

    @Test
    void a_server_that_loses_its_power_under_load_is_waited_for() throws Exception {
        try (Child child = Child.start(market.generate(url))) {
            child.awaitLines(5, " scores");
            server.kill();
            server.startAgain();
            endsAsUndisturbed(child);
            assertThat(child.output()).contains("; attempt 2 in");
        }
    }

    @Test
    void a_server_that_stays_away_ends_the_run_with_an_error_and_keeps_whole_days() throws Exception {
        try (Child child = Child.start(market.generate(url, "--retry-for", "2"))) {
            child.awaitLines(3, " scores");
            server.stop();
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
        } finally {
            server.startAgain();
        }
        wholeDays();
        SmallMarket.run(market.generate(url));
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
    }

    @Test
    void connections_that_are_killed_again_and_again_cost_no_row_and_no_lock() throws Exception {
        try (Child child = Child.start(market.generate(url));
                Connection admin = server.connect("")) {
            child.awaitLines(2, " scores");
            int killed = 0;
            while (child.isAlive() && killed < 12) {
                killed += killConnections(admin);
                Thread.sleep(150);
            }
            assertThat(killed).isPositive();
            endsAsUndisturbed(child);
        }
    }

    private int killConnections(Connection admin) throws Exception {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        int killed = 0;
        for (long id : ids) {
            try (Statement statement = admin.createStatement()) {
                statement.execute("KILL " + id);
                killed++;
            } catch (java.sql.SQLException e) {
                // It ended by itself meanwhile.
            }
        }
        return killed;
    }

    @Test
    void a_lock_that_another_holds_too_long_and_a_deadlock_are_tried_again() throws Exception {
        execute("SET GLOBAL innodb_lock_wait_timeout = 1");
        try (Child child = Child.start(market.generate(url));
                Connection other = server.connect(name);
                Statement statement = other.createStatement()) {
            child.awaitLines(2, " scores");
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM qvm_versions FOR UPDATE");
            child.awaitLines(1, "; attempt 2 in");
            other.rollback();
            // Against the order in which the run locks: coverage first, then the version's row.
            for (int i = 0; i < 20 && child.isAlive(); i++) {
                try {
                    statement.execute("SELECT * FROM qvm_coverage FOR UPDATE");
                    statement.execute("SELECT * FROM qvm_versions FOR UPDATE");
                } catch (java.sql.SQLException e) {
                    assertThat(e.getErrorCode()).isIn(1213, 1205, 1020);
                }
                other.rollback();
            }
            endsAsUndisturbed(child);
        } finally {
            execute("SET GLOBAL innodb_lock_wait_timeout = 50");
        }
    }

    @Test
    void a_server_that_becomes_read_only_ends_the_run_at_once_with_a_clear_error() throws Exception {
        execute(
                "CREATE USER IF NOT EXISTS 'plain'@'127.0.0.1'",
                "GRANT ALL ON `" + name + "`.* TO 'plain'@'127.0.0.1'");
        String plain = url.replace(MariaDbServer.USER + "@", "plain@");
        try (Child child = Child.start(market.generate(plain))) {
            child.awaitLines(2, " scores");
            execute("SET GLOBAL read_only = 1");
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            assertThat(child.output()).contains("is read-only").doesNotContain("attempt 2");
        } finally {
            execute("SET GLOBAL read_only = 0");
        }
        wholeDays();
        SmallMarket.run(market.generate(plain));
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
    }

    @Test
    void a_user_who_may_not_write_gets_a_clear_error_and_may_still_look() throws Exception {
        SmallMarket.run(market.generate(url));
        execute(
                "CREATE USER IF NOT EXISTS 'reader'@'127.0.0.1'",
                "GRANT SELECT ON `" + name + "`.* TO 'reader'@'127.0.0.1'");
        String reader = url.replace(MariaDbServer.USER + "@", "reader@");
        Command refused = Command.run(market.generate(reader, "--mode", "refresh"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("reader").contains("GRANT");
        assertThat(refused.err().strip().lines()).hasSize(1);
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
        assertThat(Command.run(
                                "status",
                                "--db",
                                reader,
                                "--model",
                                market.model().toString())
                        .out())
                .contains(SmallMarket.VERSION);
    }

    @Test
    void a_run_that_was_succeeded_while_it_was_cut_off_writes_nothing_more() throws Exception {
        try (Child child = Child.start(market.generate(url))) {
            child.awaitLines(2, " scores");
            Tables.execute(url, "UPDATE qvm_versions SET owner_run = 'another'");
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            assertThat(child.output()).contains("run another took over");
        }
        wholeDays();
        SmallMarket.run(market.generate(url));
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
    }

    private void wholeDays() {
        List<String> written = Tables.of(url);
        assertThat(undisturbed).containsAll(written);
        assertThat(Tables.count(url, "SELECT SUM(score_rows) FROM qvm_manifest"))
                .isPositive()
                .isEqualTo(Tables.count(url, "SELECT COUNT(*) FROM factor_scores_qvm"));
    }

    private static void execute(String... sql) throws Exception {
        try (Connection admin = server.connect("");
                Statement statement = admin.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }
}
