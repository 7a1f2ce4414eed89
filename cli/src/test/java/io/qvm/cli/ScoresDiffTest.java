package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresDiffTest {
    @TempDir
    static Path folder;

    private static String db() {
        return "duckdb:" + folder.resolve("market.duckdb");
    }

    @BeforeAll
    static void two_versions_have_been_generated() {
        Command.mustWork("demo", "--dir", folder.toString(), "--stocks", "40", "--years", "2");
        Command.mustWork("generate", "--db", db(), "--model", "qvm_v1_baseline");
    }

    @Test
    void shows_how_alike_two_versions_are_and_writes_it_down() throws Exception {
        Path days = folder.resolve("days.csv");
        Path movers = folder.resolve("movers.csv");
        String out = Command.mustWork(
                        "scores",
                        "diff",
                        "qvm_v2.1",
                        "qvm_v1_baseline",
                        "--db",
                        db(),
                        "--top",
                        "3",
                        "--out",
                        days.toString(),
                        "--movers",
                        movers.toString())
                .out();
        assertThat(out)
                .contains("A qvm_v2.1, B qvm_v1_baseline")
                .contains("mean rank corr")
                .contains("Days on which QVM is least alike")
                .contains("Biggest moves over all days");
        List<String> lines = Files.readAllLines(days);
        assertThat(lines.get(0)).isEqualTo("date,factor,rank_correlation,in_both,only_a,only_b");
        assertThat((lines.size() - 1) % 4).isZero();
        assertThat(lines).hasSizeGreaterThan(800);
        double[] correlations = lines.stream()
                .skip(1)
                .map(line -> line.split(",")[2])
                .filter(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(correlations).hasSizeGreaterThan(400);
        for (double correlation : correlations) {
            assertThat(correlation).isBetween(-1 - 1e-12, 1 + 1e-12);
        }
        assertThat(Files.readAllLines(movers).get(0)).isEqualTo("date,ticker,rank_a,rank_b,score_a,score_b");
    }

    @Test
    void a_version_that_is_not_there_is_refused_with_the_nearest_name() {
        Command command = Command.run("scores", "diff", "qvm_v2.1", "qvm_v1_baselin", "--db", db());
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("qvm_v1_baseline");
    }

    @Test
    void a_range_without_scores_is_refused() {
        Command command =
                Command.run("scores", "diff", "qvm_v2.1", "qvm_v1_baseline", "--db", db(), "--from", "2090-01-01");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("no scores from 2090-01-01");
    }
}
