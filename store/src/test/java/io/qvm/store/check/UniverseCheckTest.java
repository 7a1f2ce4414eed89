package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.assertFindings;
import static io.qvm.store.check.CheckAssert.assertOnly;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Severity;
import io.qvm.market.check.YearCoverage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in the universe: sectors, survivors, tickers. */
class UniverseCheckTest {
    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    @Test
    void stock_without_a_sector() {
        DataCheckReport report = market.after("UPDATE master_info SET sector = NULL WHERE ticker = 'T01'");
        assertOnly(report, "missing_sector", Severity.WARNING, 1, "T01: no sector");
    }

    @Test
    void sector_with_fewer_stocks_than_a_group_needs() {
        DataCheckReport report = market.after("UPDATE master_info SET sector = 'Fishing' WHERE ticker IN ('T01')");
        assertOnly(report, "small_sectors", Severity.INFO, 1, "Fishing: at most 1 stocks; fewer than 10 on 1,0");
    }

    @Test
    void what_is_small_says_the_model_unless_the_thresholds_do() {
        String fault = "UPDATE master_info SET sector = 'Fishing' WHERE ticker IN ('T01', 'T02', 'T04')";
        assertFindings(market.after(ScoreGroups.sectors("generous", 3), fault));
        assertOnly(
                market.after(ScoreGroups.sectors("strict", 10), fault),
                "small_sectors",
                Severity.INFO,
                2,
                "Energy: at most 9 stocks; fewer than 10 on 1,0");
        assertFindings(market.after(ScoreGroups.universe("global"), fault));
        ScoreGroups joined = new ScoreGroups("joined", 10, sector -> sector.equals("Banking") ? "banks" : "others");
        assertFindings(market.after(joined, fault));
        Thresholds own =
                Thresholds.of(new YamlFile("own.yaml", "name: own\nchecks:\n  small_sectors: {min_stocks: 4}\n"));
        assertOnly(
                market.after(own, fault), "small_sectors", Severity.INFO, 1, "Fishing: at most 3 stocks; fewer than 4");
    }

    @Test
    void market_that_nobody_ever_left() {
        DataCheckReport report = market.after(
                "DELETE FROM master_info WHERE ticker = 'T33'",
                "DELETE FROM equity_history WHERE ticker = 'T33'",
                "DELETE FROM fundamental_values WHERE ticker = 'T33'");
        assertOnly(
                report,
                "no_delisted_stocks",
                Severity.WARNING,
                32,
                "prices of 0 of 32 tickers end before the data do, in 4.0 years");
    }

    @Test
    void prices_that_end_without_a_delisting_date() {
        DataCheckReport report =
                market.after("UPDATE master_info SET delisted_on = NULL, delisting_return = NULL WHERE ticker = 'T33'");
        assertOnly(report, "ended_without_delisting", Severity.INFO, 1, "T33 2021-06-15: last price");
    }

    @Test
    void delisting_without_a_final_return() {
        DataCheckReport report = market.after("UPDATE master_info SET delisting_return = NULL WHERE ticker = 'T33'");
        assertOnly(report, "unknown_delisting_returns", Severity.INFO, 1, "T33 2021-06-16");
    }

    @Test
    void prices_before_the_listing_and_after_the_delisting() {
        assertOnly(
                market.after("UPDATE master_info SET listed_on = DATE '2018-03-01' WHERE ticker = 'T01'"),
                "trading_before_listing",
                Severity.INFO,
                42,
                "T01 2018-01-02: listed on 2018-03-01");
        assertOnly(
                market.after("UPDATE master_info SET delisted_on = DATE '2021-06-01' WHERE ticker = 'T33'"),
                "trading_after_delisting",
                Severity.WARNING,
                11,
                "T33 2021-06-01: delisted on 2021-06-01");
    }

    @Test
    void tickers_that_only_one_dataset_knows() {
        assertOnly(
                market.after("DELETE FROM master_info WHERE ticker = 'T05'"),
                "no_instrument",
                Severity.WARNING,
                1,
                "T05: prices, but no instrument");
        assertOnly(
                market.after(
                        "UPDATE fundamental_values SET ticker = 'GONE' WHERE ticker = 'T05' AND fiscal_year = 2016"),
                "facts_without_prices",
                Severity.WARNING,
                1,
                "GONE: 28 fact rows, no price, and no instrument");
        DataCheckReport two = market.after("DELETE FROM fundamental_values WHERE ticker IN ('T05', 'T06')");
        assertFindings(two, "prices_without_facts");
        assertThat(finding(two, "prices_without_facts").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void index_among_the_stocks() {
        DataCheckReport report = market.after("INSERT INTO index_history SELECT date, 'T05', close FROM index_history");
        assertOnly(report, "index_among_stocks", Severity.WARNING, 1, "T05: is an index, too");
    }

    @Test
    void tickers_with_odd_text() {
        String long200 = "X".repeat(200);
        DataCheckReport report = market.after(
                rename("T01", "t02"),
                rename("T03", " T03"),
                rename("T04", long200),
                rename("T05", "<script>alert(1)</script>"),
                rename("T06", "O''Hara \"6\""),
                rename("T07", "📈7"),
                rename("T08", "A B"));
        assertFindings(report, "odd_tickers");
        assertThat(finding(report, "odd_tickers").examples())
                .extracting(e -> e.ticker() + " " + e.value())
                .containsExactlyInAnyOrder(
                        "t02 differs only by case or blanks from T02",
                        "T02 differs only by case or blanks from t02",
                        " T03 begins or ends with a blank",
                        long200 + " has 200 characters",
                        "<script>alert(1)</script> has a quotation mark, bracket or semicolon",
                        "O'Hara \"6\" has a quotation mark, bracket or semicolon",
                        "A B has a blank inside");
    }

    private static String rename(String from, String to) {
        return "UPDATE master_info SET ticker = '" + to + "' WHERE ticker = '" + from
                + "'; UPDATE equity_history SET ticker = '" + to
                + "' WHERE ticker = '" + from + "'; UPDATE fundamental_values SET ticker = '" + to
                + "' WHERE ticker = '" + from
                + "'";
    }

    @Test
    void years_in_which_most_stocks_lack_market_caps() {
        DataCheckReport report =
                market.after("UPDATE equity_history SET market_cap = NULL WHERE year(date) = 2020 AND ticker > 'T10'");
        assertFindings(report, "low_coverage", "missing_market_caps");
        assertThat(finding(report, "low_coverage").examples().get(0).text())
                .isEqualTo("2020: of 33 tickers with prices 10 have market caps and 33 facts of four quarters");
    }

    @Test
    void coverage_counts_each_year() {
        assertThat(market.after().years())
                .containsExactly(
                        new YearCoverage(2018, 258, 33, 33, 33, 33, 0, 33 * 258L, 0, 0),
                        new YearCoverage(2019, 258, 33, 33, 33, 33, 0, 33 * 258L, 0, 0),
                        new YearCoverage(2020, 259, 33, 33, 33, 33, 0, 33 * 259L, 0, 0),
                        new YearCoverage(2021, 260, 33, 33, 33, 33, 1, 32 * 260L + 117, 0, 0));
    }

    @Test
    void corporate_actions_that_cannot_be() {
        DataCheckReport report = market.after(
                "INSERT INTO corporate_actions VALUES ('T04', DATE '2020-05-05', 'split', 0, NULL), ('T05', DATE '2020-05-06',"
                        + " 'cash_dividend', NULL, -1), ('NONE', DATE '2020-05-07', 'split', 2, NULL)");
        assertOnly(
                report,
                "bad_corporate_actions",
                Severity.WARNING,
                3,
                "NONE 2020-05-07: split of a ticker without prices");
    }
}
