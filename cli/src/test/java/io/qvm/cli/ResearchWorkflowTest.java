package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites, sweeps, ablation, capacity, the funnel's record and the register of runs, as a user calls them. */
class ResearchWorkflowTest {
    @TempDir
    private static Path folder;

    private static String db() {
        return "duckdb:" + folder.resolve("market.duckdb");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeAll
    static void makeMarketAndSuite() {
        Command.mustWork("simulate", "--out", path("raw"), "--stocks", "80", "--years", "5");
        Command.mustWork("import", "--db", db(), "--from", path("raw"));
        Command.mustWork("generate", "--db", db(), "--model", "qvm_v2.1");
        Command.mustWork("backtest", "--db", db(), "--strategy", "product_suite", "--out", path("suite"));
    }

    @Test
    void a_suite_leaves_a_run_for_each_product_and_one_page() throws IOException {
        for (String product : List.of("aggressive_growth", "balanced", "risk-managed")) {
            assertThat(folder.resolve("suite").resolve(product).resolve("run.json"))
                    .isNotEmptyFile();
        }
        String page = Files.readString(folder.resolve("suite").resolve("comparison.html"));
        for (String text : List.of("Aggressive Growth", "Balanced", "Risk-Managed", "-25 % line")) {
            assertThat(page.contains(text)).as(text).isTrue();
        }
    }

    @Test
    void scores_are_evaluated_without_a_strategy() throws IOException {
        String text = Command.mustWork(
                        "evaluate",
                        "--db",
                        db(),
                        "--scores",
                        "qvm_v2.1",
                        "--horizons",
                        "5,21",
                        "--out",
                        path("factors.html"))
                .out();
        assertThat(text.lines().filter(line -> line.matches("(quality|value|momentum|qvm) .* %")))
                .as(text)
                .hasSize(8);
        String page = Files.readString(folder.resolve("factors.html"));
        assertThat(page.contains("Sum of daily rank ICs, 21 days")).isTrue();
        assertThat(Command.mustWork(
                                "evaluate",
                                "--db",
                                db(),
                                "--scores",
                                "qvm_v2.1",
                                "--factor",
                                "value",
                                "--horizons",
                                "3")
                        .out())
                .contains("3 d")
                .doesNotContain("momentum");
        Command unknown = Command.run("evaluate", "--db", db(), "--scores", "qvm_v9");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no scores of version qvm_v9", "valid are qvm_v2.1");
        assertThat(Command.run("evaluate", "--db", db(), "--scores", "qvm_v2.1", "--factor", "size")
                        .err())
                .contains("has no factor 'size'; it has quality, value, momentum, qvm");
        assertThat(Command.run("evaluate", "--db", db(), "--scores", "qvm_v2.1", "--from", "2090-01-01")
                        .err())
                .contains("2090-01-01");
        assertThat(Command.run("evaluate", "--db", db(), "--scores", "qvm_v2.1", "--horizons", "21,5")
                        .err())
                .contains("horizons must be ascending");
    }

    @Test
    void the_funnel_says_why_a_stock_is_in_or_out() throws IOException {
        String run = folder.resolve("suite").resolve("balanced").toString();
        String counts = Command.mustWork("funnel", "--run", run).out();
        assertThat(counts).contains("scored", "liquid", "ranked", "held");
        String day = counts.lines().skip(10).findFirst().orElseThrow().substring(0, 10);
        String one = Command.mustWork("funnel", "--run", run, "--date", day).out();
        assertThat(one).contains("Rebalance of " + day, "rank");
        String ticker = Files.readAllLines(Path.of(run, "holdings.csv")).get(1).split(",")[1];
        assertThat(Command.mustWork("funnel", "--run", run, "--ticker", ticker).out())
                .contains("held", "selected");
        Command unknown = Command.run("funnel", "--run", run, "--ticker", "NOBODY");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no decision about 'NOBODY'");
        assertThat(Command.run("funnel", "--run", run, "--date", "1990-01-01").err())
                .contains("no rebalance up to 1990-01-01");
    }

    @Test
    void runs_are_listed_shown_compared_and_deleted() {
        String id = made("qvm_top25", "first");
        String other = made("qvm_top25", "second", "--set", "selection.top_n=10");
        assertThat(Command.mustWork("runs", "list", "--db", db()).out()).contains(id, other, "Sharpe");
        assertThat(Command.mustWork("runs", "show", id, "--db", db()).out())
                .contains("market_data_sha256", "scores_sha256", "name: qvm_top25");
        assertThat(Command.mustWork("runs", "diff", id, other, "--db", db()).out())
                .contains("top_n: 10", "net returns:");
        assertThat(Command.mustWork("runs", "diff", id, id, "--db", db()).out()).contains("the same, bit for bit");
        Command.mustWork("runs", "rm", other, "--db", db());
        assertThat(Command.mustWork("runs", "list", "--db", db()).out()).doesNotContain(other);
        assertThat(Command.run("runs", "rm", other, "--db", db()).err()).contains("no run '" + other + "'");
    }

    private static String made(String strategy, String name, String... more) {
        String[] args = new String[more.length + 7];
        System.arraycopy(
                new String[] {"backtest", "--db", db(), "--strategy", strategy, "--out", path(name)}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return Command.mustWork(args).out().replaceAll("(?s).*Run (\\S+) is in.*", "$1");
    }

    @Test
    void a_run_made_again_has_the_same_bits_and_a_changed_one_is_found_out() throws IOException {
        made("qvm_top25", "sound", "--set", "weighting=risk_parity", "--set", "constraints.max_turnover=0.3");
        Command confirmed = Command.run("verify", path("sound"), "--db", db());
        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("is confirmed", "the same bit for bit");

        made("qvm_top25", "tampered");
        Path returns = folder.resolve("tampered").resolve("returns.csv");
        List<String> lines = Files.readAllLines(returns);
        String[] cells = lines.get(300).split(",", -1);
        cells[3] = String.format(Locale.ROOT, "%.6f", 0.05);
        lines.set(300, String.join(",", cells));
        Files.write(returns, lines);
        Command refuted = Command.run("verify", path("tampered"), "--db", db());
        assertThat(refuted.exitCode()).isEqualTo(1);
        assertThat(refuted.out()).contains("NOT confirmed", "net returns: 1 of");
    }

    @Test
    void a_sweep_ranks_its_trials_keeps_them_and_goes_on_where_it_was() throws IOException {
        Path grid = Files.writeString(folder.resolve("grid.yaml"), """
                parameters:
                  selection.top_n: [10, 20]
                  constraints.max_position: [0.1, 0.2]
                """);
        String[] sweep = {
            "sweep", "--db", db(), "--strategy", "qvm_top25", "--grid", grid.toString(), "--out", path("sweep")
        };
        assertThat(Command.mustWork(sweep).out()).contains("4 trials", "sharpe");
        List<String> first = Files.readAllLines(folder.resolve("sweep").resolve("trials.csv"));
        assertThat(first).hasSize(5);
        assertThat(Files.readString(folder.resolve("sweep").resolve("sweep.html"))
                        .contains("The best of 4 trials"))
                .isTrue();

        assertThat(Command.mustWork(sweep).out()).contains("4 were there already");
        assertThat(Files.readAllLines(folder.resolve("sweep").resolve("trials.csv")))
                .isEqualTo(first);

        Files.writeString(grid, Files.readString(grid).replace("[10, 20]", "[10, 15, 20]"));
        assertThat(Command.mustWork(sweep).out()).contains("6 trials", "4 were there already");

        Files.writeString(grid, Files.readString(grid) + "walk_forward: {train_months: 24, test_months: 12}\n");
        assertThat(Command.mustWork(sweep).out()).contains("best in training", "over all test windows");
        assertThat(folder.resolve("sweep").resolve("walk_forward.csv")).isNotEmptyFile();
    }

    @Test
    void a_trial_equals_the_backtest_of_the_same_strategy() throws IOException {
        Path grid = Files.writeString(
                folder.resolve("one.yaml"), "parameters: {selection.top_n: [15]}\nobjective: annual_return\n");
        Command.mustWork(
                "sweep", "--db", db(), "--strategy", "qvm_top25", "--grid", grid.toString(), "--out", path("one"));
        made("qvm_top25", "fifteen", "--set", "selection.top_n=15");
        String[] trial = Files.readAllLines(folder.resolve("one").resolve("trials.csv"))
                .get(1)
                .split(",");
        String metrics = Files.readString(folder.resolve("fifteen").resolve("metrics.json"));
        assertThat(metrics.replaceAll("\\s", "")).contains("\"strategy\":" + trial[2]);
    }

    @Test
    void a_wrong_grid_is_refused_before_anything_is_read() throws IOException {
        Path grid = Files.writeString(folder.resolve("wrong.yaml"), "parameters: {selection.topn: [1]}\n");
        assertThat(sweep(grid)).contains("did you mean 'top_n'?");
        Files.writeString(grid, "parameters: {selection.top_n: []}\n");
        assertThat(sweep(grid)).contains("selection.top_n must list at least one value");
        Files.writeString(grid, "parameters: {selection.top_n: [5]}\nobjective: sharp\n");
        assertThat(sweep(grid)).contains("objective 'sharp' is not one of").contains("sharpe");
        Files.writeString(grid, "parameters: {selection.top_n: [5]}\nsearch: random\n");
        assertThat(sweep(grid)).contains("trials goes with search: random");
    }

    private static String sweep(Path grid) {
        Command refused = Command.run("sweep", "--db", db(), "--strategy", "qvm_top25", "--grid", grid.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        return refused.err();
    }

    @Test
    void ablation_and_capacity_have_a_row_for_each_variant_and_a_page() {
        String stages = Command.mustWork(
                        "ablation", "--db", db(), "--strategy", "qvm_top25", "--out", path("ablation.html"))
                .out();
        assertThat(stages).contains("as it is", "without liquidity filter", "without regime overlay", "without costs");
        assertThat(folder.resolve("ablation.html")).isNotEmptyFile();

        String sizes = Command.mustWork(
                        "capacity",
                        "--db",
                        db(),
                        "--strategy",
                        "qvm_top25",
                        "--set",
                        "simulation.impact={}",
                        "--capital",
                        "1e7,1e10",
                        "--out",
                        path("capacity.html"))
                .out();
        assertThat(sizes).contains("10,000,000", "10,000,000,000");
        assertThat(Command.run("capacity", "--db", db(), "--strategy", "qvm_top25", "--capital", "1e7")
                        .err())
                .contains("grows with size");
    }

    @Test
    void members_of_an_index_are_imported_and_make_a_universe() throws IOException {
        List<String> tickers =
                Files.readAllLines(folder.resolve("suite").resolve("balanced").resolve("holdings.csv")).stream()
                        .skip(1)
                        .map(line -> line.replaceFirst("^[^,]*,([^,]*),.*", "$1"))
                        .distinct()
                        .limit(12)
                        .toList();
        Path raw = Files.createDirectories(folder.resolve("members"));
        StringBuilder csv = new StringBuilder("symbol,ticker,member_from,member_to\n");
        tickers.forEach(ticker -> csv.append("TOP,").append(ticker).append(",2000-01-01,\n"));
        Files.writeString(raw.resolve("index_members.csv"), csv);
        try (Stream<Path> files = Files.list(folder.resolve("raw"))) {
            for (Path file : files.toList()) {
                Files.copy(file, raw.resolve(file.getFileName()));
            }
        }
        Command.mustWork("import", "--db", db(), "--from", raw.toString());
        made("qvm_top25", "members-run", "--set", "universe.index=TOP");
        assertThat(Files.readAllLines(folder.resolve("members-run").resolve("holdings.csv")).stream()
                        .skip(1)
                        .map(line -> line.replaceFirst("^[^,]*,([^,]*),.*", "$1"))
                        .distinct()
                        .toList())
                .isNotEmpty()
                .isSubsetOf(tickers);
        Command unknown = Command.run(
                "backtest",
                "--db",
                db(),
                "--strategy",
                "qvm_top25",
                "--set",
                "universe.index=NONE",
                "--out",
                path("no"));
        assertThat(unknown.err()).contains("do not know the members of 'NONE'").contains("TOP");
    }

    @Test
    void prices_as_traded_take_dividends_and_splits_from_the_corporate_actions() {
        Command run = Command.run(
                "backtest",
                "--db",
                db(),
                "--strategy",
                "qvm_top25",
                "--set",
                "simulation.prices=as_traded",
                "--out",
                path("traded"));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }
}
