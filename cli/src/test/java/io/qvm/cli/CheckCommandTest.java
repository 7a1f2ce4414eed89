package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data check as a user runs it. */
class CheckCommandTest {
    @TempDir
    static Path folder;

    private static String db = "";

    @BeforeAll
    static void a_simulated_market() {
        db = "duckdb:" + folder.resolve("market.duckdb");
        String raw = folder.resolve("raw").toString();
        Command.mustWork("simulate", "--out", raw, "--stocks", "150", "--years", "4");
        Command.mustWork("import", "--db", db, "--from", raw);
    }

    private static String faulty(String name, String... statements) throws Exception {
        Path copy = folder.resolve(name);
        Files.copy(folder.resolve("market.duckdb"), copy);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return "duckdb:" + copy;
    }

    @Test
    void simulated_market_has_no_error_and_no_warning_but_moves_without_news() {
        Command check = Command.mustWork("check", "--db", db);
        assertThat(check.out().lines().filter(l -> l.startsWith("error") || l.startsWith("warning")))
                .allMatch(l -> l.startsWith("warning   price_jumps") || l.startsWith("warning   price_spikes"));
        assertThat(check.out()).contains("Verdict: fit").contains("with price");
    }

    @Test
    void faulty_market_ends_with_code_three_and_says_what_is_wrong() throws Exception {
        String faulty = faulty("faulty.duckdb", "UPDATE fundamental_values SET published_on = period_end - 3");
        Command check = Command.run("check", "--db", faulty);
        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.out())
                .contains("Verdict: unfit")
                .contains("published_before_period_end: Facts published before their period ended.")
                .contains("effect: These scores look ahead")
                .contains("right:  The day on which the report was published.");
    }

    @Test
    void page_is_written_where_it_is_asked_for() {
        Path page = folder.resolve("check.html");
        Command.mustWork("check", "--db", db, "--html", page.toString());
        assertThat(page).content().contains("<title>Data check: fit").contains("Checks that found nothing");
    }

    @Test
    void thresholds_of_a_file_decide() throws Exception {
        Path mine = folder.resolve("mine.yaml");
        Files.writeString(mine, "name: mine\nchecks:\n  no_publication_date: {severity: error, info_up_to: 0}\n");
        Command strict = Command.run("check", "--db", db, "--thresholds", mine.toString());
        assertThat(strict.exitCode()).as(strict.out()).isEqualTo(3);
        assertThat(strict.out()).contains("error     no_publication_date");
    }

    @Test
    void groups_must_be_as_large_as_the_model_wants_them() throws Exception {
        Path model = folder.resolve("large-groups.yaml");
        String shipped = Files.readString(Path.of("../models/qvm_v2.1.yaml"));
        Files.writeString(
                model,
                shipped.replace("name: qvm_v2.1", "name: large_groups")
                        .replace("min_group_size: 10", "min_group_size: 140"));
        assertThat(Command.mustWork("check", "--db", db).out()).doesNotContain("fewer than 140");
        assertThat(Command.mustWork("check", "--db", db, "--model", model.toString())
                        .out())
                .containsPattern("info +small_sectors .* fewer than 140 on");
        refused("qvm_v2.1", "check", "--db", db, "--model", "qvm_v2.11");
    }

    @Test
    void what_cannot_be_is_refused_in_one_line() throws Exception {
        Path misspelt = folder.resolve("misspelt.yaml");
        Files.writeString(misspelt, "name: mine\nchecks:\n  price_jump: {severity: error}\n");
        refused("misspelt.yaml:3", "check", "--db", db, "--thresholds", misspelt.toString());
        refused("did you mean 'price_jumps'?", "check", "--db", db, "--thresholds", misspelt.toString());
        refused("cannot read nowhere.yaml", "check", "--db", db, "--thresholds", "nowhere.yaml");
        refused("there is no such file", "check", "--db", "duckdb:" + folder.resolve("nothing.duckdb"));
        refused(
                "cannot write",
                "check",
                "--db",
                db,
                "--html",
                folder.resolve("no/such/folder.html").toString());
    }

    private static void refused(String message, String... args) {
        Command command = Command.run(args);
        assertThat(command.exitCode()).as(command.out() + command.err()).isEqualTo(1);
        assertThat(command.err()).contains(message).doesNotContain("Exception");
        assertThat(command.err().strip().lines()).hasSize(1);
    }
}
