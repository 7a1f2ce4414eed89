package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole workflow, as a user runs it, on a small simulated market. */
class WorkflowTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void the_demo_has_run() {
        Command.mustWork("demo", "--dir", folder.toString(), "--stocks", "60", "--years", "3");
    }

    private static String db() {
        return "duckdb:" + folder.resolve("market.duckdb");
    }

    private static String scores(String db, String name) throws Exception {
        Path file = folder.resolve(name);
        Command.mustWork("export", "scores", "--db", db, "--out", file.toString());
        return Files.readString(file);
    }

    @Test
    void leaves_a_tearsheet_and_the_run_as_files() {
        for (String file : new String[] {
            "tearsheet.html",
            "holdings.csv",
            "returns.csv",
            "decisions.csv",
            "trades.csv",
            "metrics.json",
            "strategy.yaml",
            "run.json"
        }) {
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void importing_twice_and_generating_twice_changes_nothing() throws Exception {
        String before = scores(db(), "before.csv");
        String again = Command.mustWork(
                        "import", "--db", db(), "--from", folder.resolve("raw").toString())
                .out();
        assertThat(again).contains(" 0 new").doesNotContain("1 replaced");
        assertThat(Command.mustWork("generate", "--db", db()).out()).contains("0 days and 0 scores");
        assertThat(scores(db(), "after.csv")).isEqualTo(before);
    }

    @Test
    void threads_batches_and_the_database_change_no_bit() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String other = server.url(server.newDatabase());
        Command.mustWork(
                "import", "--db", other, "--from", folder.resolve("raw").toString());
        Command.mustWork("generate", "--db", other, "--batch", "17", "--threads", "1");
        assertThat(scores(other, "other.csv")).isEqualTo(scores(db(), "own.csv"));

        Path run = folder.resolve("other-run");
        Command.mustWork("backtest", "--db", other, "--strategy", "qvm_top25", "--out", run.toString());
        for (String file :
                new String[] {"holdings.csv", "returns.csv", "decisions.csv", "trades.csv", "metrics.json"}) {
            assertThat(Files.readString(run.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(folder.resolve("run").resolve(file)));
        }
    }

    @Test
    void a_day_at_a_time_gives_the_same_scores_as_the_whole_range() throws Exception {
        Path copy = folder.resolve("daily.duckdb");
        String daily = "duckdb:" + copy;
        Command.mustWork(
                "import", "--db", daily, "--from", folder.resolve("raw").toString());
        for (String day : new String[] {"2018-06-29", "2017-12-29", "2018-03-30"}) {
            Command.mustWork("generate", "--db", daily, "--dates", day);
        }
        String whole = scores(db(), "whole.csv");
        String some = scores(daily, "some.csv");
        assertThat(some.lines().skip(1).toList()).isNotEmpty();
        assertThat(whole.lines().toList()).containsAll(some.lines().toList());
    }

    @Test
    void a_changed_model_under_the_same_name_is_refused() throws Exception {
        Path model = folder.resolve("changed.yaml");
        Files.writeString(
                model,
                Files.readString(Path.of(System.getProperty("qvm.root"), "models", "qvm_v2.1.yaml"))
                        .replace("max_age_days: 400", "max_age_days: 401"));
        Command refused = Command.run("generate", "--db", db(), "--model", model.toString(), "--from", "2018-01-01");
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(1);
        assertThat(refused.err()).contains("changed.yaml:3").contains("a name stands for its numbers");
    }

    @Test
    void a_run_can_be_reported_from_the_database_too() {
        Path page = folder.resolve("again.html");
        String id = Command.mustWork(
                        "backtest",
                        "--db",
                        db(),
                        "--strategy",
                        "qvm_top25",
                        "--out",
                        folder.resolve("second").toString())
                .out()
                .replaceAll("(?s).*Run (\\S+) is in.*", "$1");
        Command.mustWork("report", "--run", id, "--db", db(), "--out", page.toString());
        assertThat(page).isNotEmptyFile();
        Command.mustWork(
                "export",
                "holdings",
                "--db",
                db(),
                "--run",
                id,
                "--out",
                folder.resolve("holdings.parquet").toString());
        assertThat(folder.resolve("holdings.parquet")).isNotEmptyFile();
    }
}
