package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong call ends with one clear line, a non-zero exit code, and no stack trace. */
class BadInputTest {
    @TempDir
    static Path folder;

    private static String db = "";

    @BeforeAll
    static void a_small_market_with_scores() {
        db = "duckdb:" + folder.resolve("market.duckdb");
        String raw = folder.resolve("raw").toString();
        Command.mustWork("simulate", "--out", raw, "--stocks", "40", "--years", "2", "--from", "2018-01-01");
        Command.mustWork("import", "--db", db, "--from", raw);
        Command.mustWork("generate", "--db", db, "--from", "2019-01-01", "--to", "2019-03-31");
    }

    private static void refused(int exitCode, String message, String... args) {
        Command command = Command.run(args);
        assertThat(command.exitCode()).as(command.err()).isEqualTo(exitCode);
        assertThat(command.err()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
        if (exitCode == 1) {
            assertThat(command.err().strip().lines()).as(command.err()).hasSize(1);
        }
    }

    @Test
    void a_folder_that_is_not_there() {
        Path file = folder.resolve("x.duckdb");
        refused(1, "nowhere", "import", "--db", "duckdb:" + file, "--from", "nowhere");
        assertThat(file).doesNotExist();
    }

    @Test
    void an_unknown_preset_names_the_nearest() {
        refused(1, "did you mean 'alphabeta'?", "generate", "--db", db, "--preset", "alphabet");
    }

    @Test
    void an_unknown_model_names_the_nearest() {
        refused(1, "qvm_v2.1", "generate", "--db", db, "--model", "qvm_v2.2");
    }

    @Test
    void a_misspelt_key_in_a_model_names_file_line_and_nearest_key() throws Exception {
        Path model = folder.resolve("mine.yaml");
        Files.writeString(model, "name: mine\nreporting_lag_day: 45\n");
        refused(1, "mine.yaml:2", "generate", "--db", db, "--model", model.toString());
        refused(1, "reporting_lag_days", "generate", "--db", db, "--model", model.toString());
    }

    private static void refusedModel(String change, String to, String message) throws Exception {
        Path model = folder.resolve("bad.yaml");
        String text = Files.readString(Path.of(System.getProperty("qvm.root"), "models", "qvm_v2.1.yaml"))
                .replace("name: qvm_v2.1", "name: bad");
        assertThat(text).contains(change);
        Files.writeString(model, text.replace(change, to));
        refused(1, message, "generate", "--db", db, "--from", "2019-04-01", "--model", model.toString());
    }

    @Test
    void a_model_that_cannot_be_is_refused_before_anything_is_written() throws Exception {
        String metric = "\"return(1, 1)\"";
        refusedModel(metric, "\"retrun(1, 1)\"", "unknown function 'retrun'; did you mean 'return'?");
        refusedModel("ttm(NetProfit)", "ttm(NetProfitt)", "unknown item 'NetProfitt'; did you mean 'NetProfit'?");
        refusedModel("{quality: 0.40,", "{quality: 0.50,", "composite.weights must add up to 1, but add up to 1.1");
        refusedModel(
                "{banking: 0.40,",
                "{banking: 0.90,",
                "the weights of group banking must add up to 1, but add up to 1.5");
        refusedModel("[Securities]", "[Securitiess]", "no stock is in group securities");
        refusedModel(
                "[Securities]", "[Lotteries]", "no stock is in group securities, sectors Lotteries; the data has ");
        refusedModel("universe:\n", "universe:\n  tickers: [NOBODY]\n", "universe.tickers names 'NOBODY'");
        refusedModel("max_age_days: 400", "max_age_days: -1", "fundamentals.max_age_days must not be negative");
        refusedModel("items:\n", "definitions:\n  a: b + 1\n  b: a + 1\nitems:\n", "leads back to itself: a -> b -> a");
        refusedModel(
                "items:\n",
                "definitions:\n  a: Revenu + 1\nitems:\n",
                "unknown item 'Revenu'; did you mean 'Revenue'?");
        String deep = "(".repeat(10_000) + "close" + ")".repeat(10_000);
        refusedModel(metric, '"' + deep + '"', "at most 20000 are allowed");
        refusedModel(metric, '"' + "-".repeat(10_000) + "close\"", "at most 1000 are allowed");
        refusedModel(metric, '"' + "close + ".repeat(125_000) + "close\"", "it has 1000005 characters");
        Command status = Command.mustWork("status", "--quick", "--db", db);
        assertThat(status.out()).contains("qvm_v2.1").doesNotContain("bad");
    }

    @Test
    void a_model_with_the_name_of_a_shipped_one_and_other_numbers() throws Exception {
        Path model = folder.resolve("copy.yaml");
        String shipped = Files.readString(Path.of(System.getProperty("qvm.root"), "models", "qvm_v2.1.yaml"));
        Files.writeString(model, shipped.replace("clip: 3", "clip: 4"));
        for (String command : new String[] {"generate", "status"}) {
            refused(
                    1,
                    model + ":3: name: qvm_v2.1 is a model that ships, and this file says something else",
                    command,
                    "--db",
                    db,
                    "--model",
                    model.toString());
        }
    }

    @Test
    void a_model_that_is_no_text() throws Exception {
        Path model = folder.resolve("binary.yaml");
        Files.write(model, new byte[] {'n', 'a', 'm', 'e', ':', ' ', 'x', '\n', '#', (byte) 0xe9, '\n'});
        refused(1, "binary.yaml:2: the file is not in UTF-8", "generate", "--db", db, "--model", model.toString());
        Files.write(model, new byte[2_000_000]);
        refused(1, "binary.yaml has 2,000,000 bytes", "generate", "--db", db, "--model", model.toString());
    }

    @Test
    void a_misspelt_key_in_a_strategy_names_file_line_and_nearest_key() throws Exception {
        Path strategy = folder.resolve("mine-strategy.yaml");
        Files.writeString(strategy, "name: mine\nscores: qvm_v2.1\nbenchmrk: MARKET\n");
        refused(1, "mine-strategy.yaml:3", "backtest", "--db", db, "--strategy", strategy.toString());
        refused(1, "did you mean 'benchmark'?", "backtest", "--db", db, "--strategy", strategy.toString());
    }

    @Test
    void an_empty_range() {
        refused(1, "the range is empty", "generate", "--db", db, "--from", "2019-02-01", "--to", "2019-01-01");
        refused(1, "no trading day", "generate", "--db", db, "--from", "2019-01-05", "--to", "2019-01-06");
        refused(1, "no trading day", "generate", "--db", db, "--from", "2031-01-01", "--to", "2031-02-01");
        refused(1, "no data for 2031-01-01", "generate", "--db", db, "--dates", "2031-01-01");
    }

    @Test
    void a_version_without_scores() {
        refused(
                1,
                "no scores of version qvm_v9",
                "backtest",
                "--db",
                db,
                "--strategy",
                "qvm_top25",
                "--scores",
                "qvm_v9");
    }

    @Test
    void a_benchmark_that_is_not_there() {
        refused(
                1,
                "NOSUCH",
                "backtest",
                "--db",
                db,
                "--strategy",
                "qvm_top25",
                "--benchmark",
                "NOSUCH",
                "--out",
                folder.resolve("never").toString());
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void a_database_file_that_is_not_there_is_not_made() {
        Path missing = folder.resolve("mistyped.duckdb");
        refused(1, "there is no such file", "generate", "--db", "duckdb:" + missing);
        refused(1, "there is no such file", "status", "--db", "duckdb:" + missing);
        assertThat(missing).doesNotExist();
    }

    @Test
    void a_database_without_raw_data() {
        MariaDbServer server = MariaDbServer.shared();
        refused(1, "holds no raw data", "generate", "--db", server.url(server.newDatabase()));
    }

    @Test
    void an_address_of_another_form() {
        refused(1, "right are duckdb:PATH", "status", "--db", "postgres://u@h/d");
        refused(1, "has no path", "status", "--db", "duckdb:");
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_repeated() {
        Command command = Command.run("status", "--db", "mysql://me:s3cret@127.0.0.1:3306/db");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("QVM_DB_PASSWORD").doesNotContain("s3cret");
    }

    @Test
    void a_server_that_does_not_answer() {
        refused(1, "no server answers at 127.0.0.1:1", "status", "--db", "mysql://me@127.0.0.1:1/db");
    }

    @Test
    void a_wrong_password_and_a_missing_database() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER IF NOT EXISTS 'guarded'@'127.0.0.1' IDENTIFIED BY 's3cret'");
        }
        String url = "mysql://guarded@127.0.0.1:" + server.port() + "/anything";
        refused(1, "refuses user guarded", "status", "--db", url);
        refused(1, "has no database 'nothing_here'", "status", "--db", server.url("nothing_here"));
    }

    @Test
    void a_run_that_is_not_there() {
        refused(1, "no folder nothing", "report", "--run", "nothing");
        refused(1, "holds no run", "report", "--run", folder.toString());
        refused(1, "no run", "report", "--run", "x", "--db", db);
    }

    @Test
    void an_export_that_cannot_be() {
        refused(
                1,
                "must end in .csv",
                "export",
                "scores",
                "--db",
                db,
                "--out",
                folder.resolve("s.xlsx").toString());
        refused(
                1,
                "no scores of version x",
                "export",
                "scores",
                "--model",
                "x",
                "--db",
                db,
                "--out",
                folder.resolve("s.csv").toString());
        assertThat(folder.resolve("s.csv")).doesNotExist();
    }

    @Test
    void wrong_usage_ends_with_code_two() {
        refused(2, "Missing required option", "generate");
        refused(2, "Unknown option", "generate", "--db", db, "--modle", "x");
        refused(2, "Invalid value for option '--from'", "generate", "--db", db, "--from", "yesterday");
    }
}
