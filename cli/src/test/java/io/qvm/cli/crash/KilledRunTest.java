package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills generating processes with SIGKILL at random moments, starts them again, and compares what they leave with what an
 * undisturbed run leaves. The property {@code qvm.kills} says how often, per database.
 */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("qvm.kills", 3);

    @TempDir
    static Path folder;

    private static SmallMarket market;
    private static List<String> undisturbed = List.of();

    @BeforeAll
    static void an_undisturbed_run() throws Exception {
        market = SmallMarket.in(folder);
        String url = market.into("duckdb:" + folder.resolve("undisturbed.duckdb"));
        SmallMarket.run(market.generate(url));
        undisturbed = Tables.of(url);
        assertThat(undisturbed).anyMatch(row -> row.startsWith("factor")).anyMatch(row -> row.startsWith("coverage"));
    }

    @Test
    void a_killed_run_on_duckdb_ends_as_an_undisturbed_one() throws Exception {
        String url = market.into("duckdb:" + folder.resolve("killed.duckdb"));
        killAndComplete(url, new Random(1));
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
        takenBackItLeavesWhatWasThereBefore(url);
    }

    @Test
    void a_killed_run_on_mariadb_ends_as_an_undisturbed_one_and_no_reader_ever_sees_half_a_day() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String name = server.newDatabase();
        String url = market.into(server.url(name));
        try (DayReader reader = DayReader.start(server, name)) {
            killAndComplete(url, new Random(2));
            assertThat(Tables.of(url)).isEqualTo(undisturbed);
            reader.sawOnlyWholeDays();
        }
        takenBackItLeavesWhatWasThereBefore(url);
    }

    @Test
    void a_killed_refresh_is_completed_and_taken_back_to_the_very_rows_that_were_there_before() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String name = server.newDatabase();
        String url = market.into(server.url(name));
        SmallMarket.run(market.generate(url));
        Tables.execute(
                url, "UPDATE factor_scores_qvm SET Value_Composite = 0.5, QVM_Composite = NULL WHERE ticker LIKE 'A%'");
        List<String> before = Tables.withTimes(url);
        try (DayReader reader = DayReader.start(server, name)) {
            killAndComplete(url, new Random(3), "--mode", "refresh");
            assertThat(Tables.of(url)).isEqualTo(undisturbed);
            boolean once = completedRuns(url) == 2;
            SmallMarket.run("scores", "rollback", SmallMarket.VERSION, "--db", url);
            if (once) {
                assertThat(Tables.withTimes(url)).isEqualTo(before);
            } else {
                assertThat(Tables.of(url)).isEqualTo(undisturbed);
            }
            reader.sawOnlyWholeDays();
        }
    }

    /** Nothing, if no run came to its end before the last one; the same rows, if one did. */
    private static void takenBackItLeavesWhatWasThereBefore(String url) {
        boolean once = completedRuns(url) == 1;
        SmallMarket.run("scores", "rollback", SmallMarket.VERSION, "--db", url);
        assertThat(Tables.of(url)).isEqualTo(once ? List.of() : undisturbed);
    }

    /** After many kills there is nothing left to do, and further runs do all days again: then more than one is complete. */
    private static long completedRuns(String url) {
        return Tables.count(url, "SELECT COUNT(*) FROM qvm_generation_runs WHERE state = 'done'");
    }

    /** Kills until it has done so often enough, each time after another number of batches, and runs to the end. */
    private static void killAndComplete(String url, Random random, String... more) throws InterruptedException {
        int kills = 0;
        while (kills < KILLS) {
            try (Child child = Child.start(market.generate(url, more))) {
                if (random.nextInt(4) == 0) {
                    Thread.sleep(random.nextInt(2_000));
                } else {
                    child.awaitLines(1 + random.nextInt(8), " scores");
                    Thread.sleep(random.nextInt(25));
                }
                if (child.isAlive()) {
                    child.kill();
                    kills++;
                } else {
                    // It was done before it could be killed: what is left to do is done again.
                    assertThat(child.exitCode()).as(child.output()).isZero();
                    more = new String[] {"--mode", "refresh"};
                }
            }
        }
        try (Child last = Child.start(market.generate(url, more))) {
            assertThat(last.exitCode()).as(last.output()).isZero();
        }
    }
}
