package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of a run, as a user draws them. */
class ReportWorkflowTest {
    @TempDir
    static Path folder;

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String db() {
        return "duckdb:" + path("market.duckdb");
    }

    @BeforeAll
    static void run() {
        Command.mustWork("simulate", "--out", path("raw"), "--stocks", "60", "--years", "4");
        Command.mustWork("import", "--db", db(), "--from", path("raw"));
        Command.mustWork("generate", "--db", db(), "--model", "qvm_v2.1");
        Command.mustWork("backtest", "--db", db(), "--strategy", "qvm_top25", "--out", path("first"));
        Command.mustWork(
                "backtest",
                "--db",
                db(),
                "--strategy",
                "qvm_top25",
                "--set",
                "selection.top_n=10",
                "--out",
                path("second"));
    }

    private static String lastYear() throws IOException {
        List<String> days = Files.readAllLines(folder.resolve("first").resolve("returns.csv"));
        return days.get(days.size() - 1).substring(0, 4);
    }

    @Test
    void a_deep_dive_is_drawn_with_notes_and_effects() throws IOException {
        Path notes = Files.writeString(
                folder.resolve("notes.csv"), "date,title,text\n" + lastYear() + "-03-24,Rates rose,By a lot.\n");
        Command.mustWork(
                "deepdive",
                "--run",
                path("first"),
                "--db",
                db(),
                "--year",
                lastYear(),
                "--notes",
                notes.toString(),
                "--out",
                path("year.html"));
        String page = Files.readString(folder.resolve("year.html"));
        for (String text : List.of("Rates rose", "The year in words", "Allocation", "Selection", "qvm funnel")) {
            assertThat(page.contains(text)).as(text).isTrue();
        }
        Command wrong = Command.run("deepdive", "--run", path("first"), "--year", "1999");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("1999", lastYear());
    }

    @Test
    void every_year_has_a_page_of_its_own() throws IOException {
        Command.mustWork("deepdive", "--run", path("first"), "--out", path("years"));
        try (var files = Files.list(folder.resolve("years"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("deepdive-" + lastYear() + ".html")
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void figures_are_written_for_programs_and_as_text() throws IOException {
        Command.mustWork("report", "--run", path("first"), "--format", "json", "--out", path("figures.json"));
        assertThat(Files.readString(folder.resolve("figures.json")))
                .contains("\"sharpe\"", "\"convention\"")
                .doesNotContain("NaN");
        Command.mustWork("report", "--run", path("first"), "--format", "md", "--out", path("figures.md"));
        assertThat(Files.readString(folder.resolve("figures.md"))).contains("| Sharpe ratio |");
        Command.mustWork(
                "deepdive", "--run", path("first"), "--year", lastYear(), "--format", "md", "--out", path("year.md"));
        assertThat(Files.readString(folder.resolve("year.md"))).contains("# ", "| ");
    }

    @Test
    void runs_are_compared_on_the_terminal_and_on_a_page() throws IOException {
        String table = Command.mustWork("compare", path("first"), path("second"), "--out", path("comparison.html"))
                .out();
        assertThat(table).contains("Sharpe", "first", "second");
        assertThat(folder.resolve("comparison.html")).isNotEmptyFile();
        assertThat(Command.run("compare", path("first"), path("nothing")).err()).contains("nothing");
    }

    @Test
    void a_page_is_made_again_and_a_figure_changed_by_hand_is_found() throws IOException {
        Command.mustWork("report", "--run", path("first"), "--db", db(), "--out", path("tearsheet.html"));
        Command confirmed = Command.run("verify", path("tearsheet.html"), "--db", db());
        assertThat(confirmed.exitCode()).as(confirmed.err() + confirmed.out()).isZero();

        String page = Files.readString(folder.resolve("tearsheet.html"));
        String figure = page.replaceAll("(?s).*?<td[^>]*>\\s*([0-9.]+ %).*", "$1");
        Path forged = Files.writeString(folder.resolve("forged.html"), page.replace(figure, "77.77 %"));
        Command refuted = Command.run("verify", forged.toString(), "--db", db());
        assertThat(refuted.exitCode()).isEqualTo(1);
    }

    @Test
    void every_kind_of_page_is_confirmed() throws IOException {
        Command.mustWork(
                "deepdive", "--run", path("first"), "--db", db(), "--year", lastYear(), "--out", path("again.html"));
        Command.mustWork("compare", path("first"), path("second"), "--db", db(), "--out", path("both.html"));
        Command.mustWork("evaluate", "--db", db(), "--scores", "qvm_v2.1", "--out", path("factors.html"));
        for (String page : List.of("again.html", "both.html", "factors.html")) {
            Command confirmed = Command.run("verify", path(page), "--db", db());
            assertThat(confirmed.exitCode())
                    .as(page + ": " + confirmed.err() + confirmed.out())
                    .isZero();
        }
        String page = Files.readString(folder.resolve("factors.html"));
        Path forged = Files.writeString(
                folder.resolve("forged-factors.html"), page.replaceFirst("<td([^>]*)>[^<]+ %", "<td$1>99.00 %"));
        assertThat(Command.run("verify", forged.toString(), "--db", db()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void an_evaluation_is_written_for_programs_and_as_text() throws IOException {
        Command.mustWork(
                "evaluate", "--db", db(), "--scores", "qvm_v2.1", "--format", "json", "--out", path("factors.json"));
        assertThat(Files.readString(folder.resolve("factors.json")))
                .contains("\"momentum\"", "\"rank_ic\"", "\"conventions\"")
                .doesNotContain("NaN");
        Command.mustWork(
                "evaluate", "--db", db(), "--scores", "qvm_v2.1", "--format", "md", "--out", path("factors.md"));
        assertThat(Files.readString(folder.resolve("factors.md")))
                .contains("**By factor and horizon**", "| momentum, 21 d |")
                .doesNotContain("NaN");
    }

    @Test
    void runs_of_equal_strategies_are_told_apart_and_one_run_twice_is_refused() {
        assertThat(Command.mustWork("compare", path("first"), path("second"), "--out", path("apart.html"))
                        .out())
                .contains("qvm_top25 (first)", "qvm_top25 (second)");
        Command twice = Command.run("compare", path("first"), path("first") + "/", "--out", path("twice.html"));
        assertThat(twice.exitCode()).isEqualTo(1);
        assertThat(twice.err()).contains("named twice");
    }
}
