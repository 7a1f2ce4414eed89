package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.cli.Command;
import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on one version: the second refuses, naming the first; and a run that is told to end. */
class TwoRunsTest {
    @TempDir
    static Path folder;

    private static SmallMarket market;

    @BeforeAll
    static void a_market() throws Exception {
        market = SmallMarket.in(folder);
    }

    @Test
    void the_second_run_on_a_server_refuses_and_names_the_first() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String url = market.into(server.url(server.newDatabase()));
        try (Child first = Child.start(market.generate(url))) {
            first.awaitLines(2, " scores");
            Command second = Command.run(market.generate(url));
            Command rollback = Command.run("scores", "rollback", SmallMarket.VERSION, "--db", url);
            boolean running = first.isAlive();
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(running).as("the first run took long enough").isTrue();
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .contains("is being written by run ")
                    .contains("process " + first.pid() + " on ")
                    .containsPattern("\\d+ of \\d+ days done");
            assertThat(second.err().strip().lines()).hasSize(1);
            assertThat(rollback.err()).contains("process " + first.pid());
        }
        assertThat(Command.mustWork(market.generate(url)).out()).contains("0 days and 0 scores");
    }

    @Test
    void a_second_process_on_a_duckdb_file_refuses_and_names_the_first() throws Exception {
        String url = market.into("duckdb:" + folder.resolve("two.duckdb"));
        try (Child first = Child.start(market.generate(url))) {
            first.awaitLines(1, " scores");
            Command second = Command.run(market.generate(url));
            boolean running = first.isAlive();
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(running).as("the first run took long enough").isTrue();
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("another process, " + first.pid() + " (java), has it open");
        }
    }

    @Test
    void a_run_is_taken_back_once() {
        String url = market.into("duckdb:" + folder.resolve("back.duckdb"));
        SmallMarket.run(market.generate(url, "--to", "2019-06-28"));
        SmallMarket.run(market.generate(url));
        long days = Tables.count(url, "SELECT COUNT(*) FROM qvm_manifest");
        String[] rollback = {"scores", "rollback", SmallMarket.VERSION, "--db", url};
        assertThat(Command.mustWork(rollback).out()).contains("are as they were before its last run");
        assertThat(Tables.count(url, "SELECT COUNT(*) FROM qvm_manifest"))
                .isPositive()
                .isLessThan(days);
        assertThat(Tables.count(url, "SELECT COUNT(*) FROM factor_scores_qvm WHERE date > DATE '2019-06-28'"))
                .isZero();
        Command again = Command.run(rollback);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("was rolled back already");
        Command unknown = Command.run("scores", "rollback", "crash_tst", "--db", url);
        assertThat(unknown.err()).contains("did you mean 'crash_test'?");
    }

    @Test
    void a_run_that_is_told_to_end_does_so_between_two_batches() throws Exception {
        String url = market.into("duckdb:" + folder.resolve("stopped.duckdb"));
        try (Child child = Child.start(market.generate(url))) {
            child.awaitLines(2, " scores");
            child.terminate();
            child.exitCode();
            assertThat(child.output()).contains("stopped on request after");
        }
        assertThat(Tables.count(url, "SELECT COUNT(*) FROM qvm_generation_runs WHERE state = 'stopped'"))
                .isOne();
        long days = Tables.count(url, "SELECT COUNT(*) FROM qvm_manifest");
        assertThat(days).isPositive();
        assertThat(Command.mustWork(market.generate(url)).out()).contains(days + " unchanged");
    }
}
