package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.ScoreColumn;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stage 1 as a researcher uses it: models, a factor of one's own, formulas tried out, scores taken apart. */
class FactorToolsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void a_market_is_in_the_database() {
        Command.mustWork(
                "simulate", "--out", raw(), "--stocks", "80", "--years", "4", "--from", "2015-01-01", "--seed", "5");
        Command.mustWork("import", "--db", db(), "--from", raw());
    }

    private static String raw() {
        return folder.resolve("raw").toString();
    }

    private static String db() {
        return "duckdb:" + folder.resolve("market.duckdb");
    }

    private static String model(String name) throws Exception {
        return Files.readString(Path.of(System.getProperty("qvm.root"), "models", name + ".yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qvm_v1_baseline", "qvm_v2.0_enhanced", "qvm_v2.1", "qvm_v3_three_tier"})
    void every_shipped_model_scores_the_market_and_each_score_can_be_taken_apart_to_its_last_bit(String name) {
        Command.mustWork("generate", "--db", db(), "--model", name, "--from", "2018-05-01", "--to", "2018-06-29");
        int explained = 0;
        for (String ticker : tickers(name)) {
            String tree = Command.mustWork("explain", "--db", db(), "--model", name, ticker, "2018-06-29")
                    .out();
            assertThat(tree).contains("the stored score to the last bit").contains("published");
            assertRecombinesFromJson(name, ticker);
            explained++;
        }
        assertThat(explained).isEqualTo(4);
    }

    private static void assertRecombinesFromJson(String model, String ticker) {
        JsonNode json = JsonMapper.shared()
                .readTree(Command.mustWork(
                                "explain", "--db", db(), "--model", model, ticker, "2018-06-29", "--format", "json")
                        .out());
        assertThat(Double.doubleToLongBits(RecombinedScore.of(json)))
                .as("%s of %s", ticker, model)
                .isEqualTo(Double.doubleToLongBits(json.get("stored").doubleValue()));
    }

    @Test
    void a_winsorised_model_with_low_is_good_recombines_from_json_to_the_stored_bits() throws Exception {
        Path file = folder.resolve("winsorised.yaml");
        Files.writeString(
                file,
                model("qvm_v2.1")
                        .replace("name: qvm_v2.1", "name: winsorised")
                        .replace("  clip: 3\n", "  clip: 3\n  winsorize: {lower: 0.2, upper: 0.8}\n")
                        .replace(
                                "\"return(12, 1)\", weight: 0.30",
                                "\"return(12, 1)\", weight: 0.30, higher_is_better: false"));
        Command.mustWork(
                "generate", "--db", db(), "--model", file.toString(), "--from", "2018-06-29", "--to", "2018-06-29");
        StringBuilder trees = new StringBuilder();
        for (String ticker : tickers("winsorised")) {
            assertRecombinesFromJson(file.toString(), ticker);
            trees.append(Command.mustWork("explain", "--db", db(), "--model", file.toString(), ticker, "2018-06-29")
                    .out());
        }
        assertThat(trees).contains("winsorised to").contains("sign turned: low is good");
    }

    /** Some tickers with a score on the last day. */
    private static List<String> tickers(String version) {
        try (Database database = Database.openExisting(DatabaseUrl.parse(db()))) {
            var scores = ScoreStore.open(database)
                    .load(version, Optional.of(LocalDate.of(2018, 6, 29)), Optional.of(LocalDate.of(2018, 6, 29)));
            return scores.tickers().asList().stream()
                    .filter(t -> !Double.isNaN(scores.panel(ScoreColumn.QVM)
                            .get(0, scores.tickers().indexOf(t))))
                    .limit(4)
                    .toList();
        }
    }

    @Test
    void a_factor_of_ones_own_is_stored_beside_the_fixed_columns_and_enters_the_composite() throws Exception {
        Path file = folder.resolve("low_risk.yaml");
        Files.writeString(
                file,
                model("qvm_v2.1")
                        .replace("name: qvm_v2.1", "name: with_low_risk")
                        .replace("composite:\n  weights: {quality: 0.40, value: 0.30, momentum: 0.30}", """
                                  low_risk:
                                    normalize: each_metric
                                    missing: {rule: reweight, min_coverage: 0.5}
                                    metrics:
                                      calm:
                                        formula: mean(abs(adjusted_close / ref(adjusted_close, 1) - 1), 60, min=40)
                                        weight: 1
                                        higher_is_better: false

                                composite:
                                  weights: {quality: 0.30, value: 0.25, momentum: 0.25, low_risk: 0.20}"""));
        Command.mustWork(
                "generate", "--db", db(), "--model", file.toString(), "--from", "2018-06-01", "--to", "2018-06-29");
        try (Database database = Database.openExisting(DatabaseUrl.parse(db()))) {
            long rows = database.read("counting", connection -> {
                try (var statement = connection.createStatement();
                        var result = statement.executeQuery(
                                "SELECT COUNT(*), COUNT(DISTINCT factor), MIN(factor) FROM factor_scores"
                                        + " WHERE strategy_version = 'with_low_risk' AND score IS NOT NULL")) {
                    result.next();
                    assertThat(result.getString(3)).isEqualTo("low_risk");
                    return result.getLong(1);
                }
            });
            assertThat(rows).isGreaterThan(1000);
        }
        String ticker = tickers("with_low_risk").get(0);
        assertThat(Command.mustWork("explain", "--db", db(), "--model", file.toString(), ticker, "2018-06-29")
                        .out())
                .contains("low_risk")
                .contains("trading days from 2018-0")
                .contains("the stored score to the last bit");
    }

    @Test
    void formulas_are_tried_out_on_the_terminal_and_into_files() throws Exception {
        String shown = Command.mustWork(
                        "factor", "eval", "rank(market_cap, by=sector)", "--db", db(), "--date", "2018-06-29")
                .out();
        assertThat(shown).contains("stock-days have a value").contains("2018-06-29");
        Path csv = folder.resolve("features.csv");
        Command.mustWork(
                "factor",
                "eval",
                "mean(adjusted_close, 20)",
                "ttm(NetProfit) / market_cap",
                "--db",
                db(),
                "--from",
                "2018-06-01",
                "--out",
                csv.toString());
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("date,ticker,formula_1,formula_2");
        assertThat(lines).hasSizeGreaterThan(1000);
        assertThat(Command.mustWork("factor", "functions").out())
                .contains("ttm(x)")
                .contains("neutralize(x, y, ...)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ttm(NetProfitt) | did you mean 'NetProfit'?",
                "lag(close, 4) | for days use ref",
                "mean(close) | a number of trading days",
                "1 + | at character",
                "rank(close, by=planet) | unknown grouping 'planet'"
            })
    void a_formula_that_is_none_is_refused_with_what_would_be_right(String formula, String hint) {
        Command refused = Command.run("factor", "eval", formula, "--db", db());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(hint).doesNotContain("unexpected");
    }

    @Test
    void a_formula_may_begin_with_a_minus_sign_behind_two_of_them() {
        assertThat(Command.mustWork("factor", "eval", "--db", db(), "--date", "2018-06-29", "--", "-close")
                        .out())
                .contains("stock-days have a value");
        assertThat(Command.run("factor", "eval", "--help").out()).contains("-- \"-close");
    }

    @Test
    void a_day_without_prices_is_answered_with_the_days_that_have_some() {
        Command late = Command.run("explain", "--db", db(), someTicker(), "2030-01-01");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.err()).contains("prices go from 2015-01-0").contains(" to 2018-12-");
    }

    @Test
    void a_score_that_is_not_there_says_why() {
        Command none = Command.run("explain", "--db", db(), "NOSUCH", "2018-06-29");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("no ticker 'NOSUCH' in the data");
        String early = Command.mustWork("explain", "--db", db(), someTicker(), "2015-01-02")
                .out();
        assertThat(early).containsAnyOf("not scored", "missing (");
    }

    private static String someTicker() {
        try (Database database = Database.openExisting(DatabaseUrl.parse(db()))) {
            return database.read("reading a ticker", connection -> {
                try (var statement = connection.createStatement();
                        var result = statement.executeQuery(
                                "SELECT MIN(ticker) FROM equity_history WHERE date = DATE '2015-01-02'")) {
                    result.next();
                    return result.getString(1);
                }
            });
        }
    }
}
