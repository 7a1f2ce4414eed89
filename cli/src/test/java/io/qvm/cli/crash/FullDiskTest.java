package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.cli.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A DuckDB file that can grow no more, or may not be written. */
class FullDiskTest {
    @TempDir
    static Path folder;

    private static SmallMarket market;

    @BeforeAll
    static void a_market() throws Exception {
        market = SmallMarket.in(folder);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_an_error_that_says_so_and_costs_no_committed_day() throws Exception {
        Path file = folder.resolve("full.duckdb");
        String url = market.into("duckdb:" + file);
        String undisturbedUrl = market.into("duckdb:" + folder.resolve("undisturbed.duckdb"));
        SmallMarket.run(market.generate(undisturbedUrl));
        List<String> undisturbed = Tables.of(undisturbedUrl);
        try (Child child = Child.start(market.generate(url))) {
            child.awaitLines(2, " scores");
            noFileMayGrowBeyond(200_000, child.pid());
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            assertThat(child.output()).contains("is full: make room").doesNotContain("attempt 2");
        }
        assertThat(undisturbed).containsAll(Tables.of(url));
        SmallMarket.run(market.generate(url));
        assertThat(Tables.of(url)).isEqualTo(undisturbed);
    }

    /** To a process, writing beyond the limit looks as on a full disk: the write fails. */
    private static void noFileMayGrowBeyond(int bytes, long pid) throws Exception {
        Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes)
                .inheritIO()
                .start();
        assertThat(limit.waitFor()).isZero();
    }

    @Test
    void a_file_that_may_not_be_written_can_be_looked_at_and_not_generated_into() throws Exception {
        Path file = folder.resolve("read-only.duckdb");
        String url = market.into("duckdb:" + file);
        SmallMarket.run(market.generate(url));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isWritable(file), "this user may write any file");
        Command refused = Command.run(market.generate(url, "--mode", "refresh"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("read-only");
        assertThat(refused.err().strip().lines()).hasSize(1);
        assertThat(Command.mustWork("status", "--db", url).out()).contains(SmallMarket.VERSION);
    }
}
