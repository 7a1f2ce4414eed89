package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.assertFindings;
import static io.qvm.store.check.CheckAssert.assertOnly;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.market.check.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of daily rows, seeded alone into a market without a fault. */
class PriceCheckTest {
    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    @Test
    void market_without_a_fault_has_no_finding() {
        DataCheckReport report = market.after();
        assertFindings(report);
        assertThat(report.verdict()).isEqualTo(Verdict.FIT);
        assertThat(report.passed()).hasSizeGreaterThan(55);
        assertThat(report.skipped()).isEmpty();
    }

    @Test
    void split_that_is_not_in_the_adjusted_close_is_a_jump() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET adjusted_close = adjusted_close * 2 WHERE ticker = 'T02' AND date < DATE '2020-03-02'");
        Finding jump = assertOnly(report, "price_jumps", Severity.WARNING, 1, "T02 2020-03-02: adjusted close");
        assertThat(jump.examples().get(0).value()).contains("the split of that day is not in the adjusted close");
        // Twelve months of trading days, a month later.
        assertThat(jump.stockDays()).isBetween(245L, 275L);
        assertThat(jump.byYear()).containsOnlyKeys(2020);
    }

    @Test
    void close_that_jumps_with_a_split_or_beside_a_smooth_adjusted_close_is_no_jump() {
        assertFindings(market.after("DELETE FROM corporate_actions"));
        assertFindings(
                market.after("UPDATE equity_history SET adjusted_close = NULL WHERE ticker = 'T02'"),
                "missing_adjusted");
    }

    @Test
    void close_that_jumps_without_split_and_adjusted_close_is_a_jump() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET adjusted_close = NULL WHERE ticker = 'T02'",
                "DELETE FROM corporate_actions");
        assertFindings(report, "missing_adjusted", "price_jumps");
        assertThat(finding(report, "price_jumps").examples().get(0).text())
                .startsWith("T02 2020-03-02: close")
                .contains("like a 2:1 split");
    }

    @Test
    void jump_with_a_surge_in_trading_is_news() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET open = open * 2, high = high * 2, low = low * 2, close = close * 2, adjusted_close ="
                        + " adjusted_close * 2, market_cap = market_cap * 2, traded_value = traded_value * 2"
                        + " WHERE ticker = 'T05' AND date >= DATE '2019-05-14'",
                "UPDATE equity_history SET volume = volume * 8, traded_value = traded_value * 8"
                        + " WHERE ticker = 'T05' AND date = DATE '2019-05-14'");
        assertOnly(report, "large_moves", Severity.INFO, 1, "T05 2019-05-14");
        assertThat(report.verdict()).isEqualTo(Verdict.FIT);
    }

    @Test
    void jump_after_a_suspension_and_in_the_first_days_is_not_judged() {
        assertFindings(
                market.after(
                        "DELETE FROM equity_history WHERE ticker = 'T07' AND date BETWEEN DATE '2019-03-01' AND DATE '2019-03-29'",
                        "UPDATE equity_history SET adjusted_close = adjusted_close / 3 WHERE ticker = 'T07' AND date > DATE"
                                + " '2019-03-29'"),
                "suspensions");
        assertFindings(market.after(
                "DELETE FROM equity_history WHERE ticker = 'T07' AND date < DATE '2019-03-01'",
                "UPDATE equity_history SET adjusted_close = adjusted_close / 3 WHERE ticker = 'T07' AND date > DATE '2019-03-04'",
                "UPDATE master_info SET listed_on = DATE '2019-03-01' WHERE ticker = 'T07'"));
    }

    @Test
    void bar_off_by_ten_is_a_spike_and_not_two_jumps() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET adjusted_close = adjusted_close / 10 WHERE ticker = 'T09' AND date = DATE '2019-09-10'");
        Finding spike = assertOnly(report, "price_spikes", Severity.WARNING, 1, "T09 2019-09-10");
        assertThat(spike.stockDays()).isBetween(6L, 30L);
    }

    @Test
    void price_that_stands_still_with_volume_is_stale() {
        DataCheckReport report = market.after(freeze("T10", "2020-01-06", "2020-01-24"));
        assertFindings(report, "stale_prices");
        assertThat(finding(report, "stale_prices").count()).isEqualTo(15);
        assertThat(finding(report, "stale_prices").stockDays()).isEqualTo(15);
        assertThat(finding(report, "stale_prices").examples().get(0).text())
                .startsWith("T10 2020-01-06: ")
                .contains("15 days in a row, to 2020-01-24");
    }

    @Test
    void nine_equal_closes_are_not_stale() {
        assertFindings(market.after(freeze("T10", "2020-01-06", "2020-01-16")));
    }

    @Test
    void price_that_is_repeated_without_volume_is_frozen() {
        DataCheckReport report = market.after(
                freeze("T11", "2020-01-06", "2020-02-14"),
                "UPDATE equity_history SET volume = 0, traded_value = 0 WHERE ticker = 'T11' AND date BETWEEN DATE '2020-01-06'"
                        + " AND DATE '2020-02-14'");
        assertOnly(report, "frozen_prices", Severity.INFO, 30, "T11 2020-01-06");
    }

    private static String freeze(String ticker, String from, String to) {
        return "UPDATE equity_history e SET open = f.open, high = f.high, low = f.low, close = f.close, adjusted_close ="
                + " f.adjusted_close, market_cap = f.market_cap, traded_value = f.close * e.volume FROM (SELECT * FROM"
                + " equity_history WHERE ticker = '" + ticker + "' AND date = DATE '" + from + "') f WHERE e.ticker = '"
                + ticker + "' AND e.date BETWEEN DATE '" + from + "' AND DATE '" + to + "'";
    }

    @Test
    void day_that_repeats_the_day_before_makes_the_data_unfit() {
        DataCheckReport report = market.after(
                "CREATE TEMP TABLE copied AS SELECT * REPLACE (DATE '2020-06-17' AS date) FROM equity_history WHERE date = DATE"
                        + " '2020-06-16'",
                "DELETE FROM equity_history WHERE date = DATE '2020-06-17'",
                "INSERT INTO equity_history SELECT * FROM copied");
        assertOnly(report, "copied_days", Severity.ERROR, 1, "2020-06-17: 33 of 33 stocks");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(report.years().get(2).stockDaysInError()).isEqualTo(33);
    }

    @Test
    void volume_without_price_and_price_without_volume() {
        DataCheckReport noPrice = market.after(
                "UPDATE equity_history SET close = NULL, adjusted_close = NULL WHERE ticker = 'T12' AND date = DATE '2019-02-05'");
        assertOnly(noPrice, "volume_without_price", Severity.WARNING, 1, "T12 2019-02-05");
        DataCheckReport noVolume = market.after(
                "UPDATE equity_history SET volume = NULL WHERE ticker IN ('T12', 'T13') AND date > DATE '2021-01-01'");
        assertFindings(noVolume, "price_without_volume");
        assertThat(finding(noVolume, "price_without_volume").examples().get(1).ticker())
                .isEqualTo("T13");
    }

    @Test
    void close_without_adjusted_close() {
        assertOnly(
                market.after(
                        "UPDATE equity_history SET adjusted_close = NULL WHERE ticker = 'T12' AND date = DATE '2019-02-05'"),
                "missing_adjusted",
                Severity.WARNING,
                1,
                "T12 2019-02-05");
    }

    @Test
    void high_below_low_and_close_outside_the_range() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET high = low * 0.9 WHERE ticker = 'T14' AND date = DATE '2019-02-05'",
                "UPDATE equity_history SET close = high * 1.1, market_cap = NULL, traded_value = NULL WHERE ticker = 'T15' AND date"
                        + " = DATE '2019-02-06'",
                "UPDATE equity_history SET open = low * 0.9 WHERE ticker = 'T16' AND date = DATE '2019-02-07'");
        assertFindings(report, "price_range", "missing_market_caps");
        assertThat(finding(report, "price_range").examples())
                .extracting(e -> e.ticker() + e.value().replaceAll("[0-9.,]+", ""))
                .containsExactly("T14high  < low ", "T15close  outside   ", "T16open  outside   ");
    }

    @Test
    void prices_that_are_not_positive() {
        Finding zero = finding(
                market.after(
                        "UPDATE equity_history SET close = 0, adjusted_close = 0 WHERE ticker = 'T16' AND date = DATE '2019-02-07'",
                        "UPDATE equity_history SET low = -1 WHERE ticker = 'T17' AND date = DATE '2019-02-08'"),
                "non_positive_prices");
        assertThat(zero.count()).isEqualTo(3);
        assertThat(zero.examples()).extracting(e -> e.ticker()).contains("T16", "T17");
    }

    @Test
    void negative_volume_and_traded_value() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET volume = -volume, traded_value = -traded_value WHERE ticker = 'T16' AND date = DATE"
                        + " '2019-02-07'");
        assertOnly(report, "negative_amounts", Severity.WARNING, 2, "T16 2019-02-07: volume -");
    }

    @Test
    void traded_value_in_thousands() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET traded_value = traded_value / 1000 WHERE ticker = 'T18' AND date > DATE '2021-06-01'");
        assertFindings(report, "traded_value_mismatch");
        assertThat(finding(report, "traded_value_mismatch").count()).isEqualTo(153);
    }

    @Test
    void infinite_and_absurd_numbers_make_the_data_unfit() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET market_cap = 1e300 WHERE ticker = 'T19' AND date = DATE '2019-02-07'",
                "UPDATE equity_history SET volume = 'inf'::DOUBLE WHERE ticker = 'T20' AND date = DATE '2019-02-08'",
                "UPDATE fundamental_values SET value = '-inf'::DOUBLE WHERE ticker = 'T21' AND item = 'NetProfit' AND fiscal_year ="
                        + " 2019 AND fiscal_quarter = 2");
        Finding absurd = finding(report, "absurd_values");
        assertThat(absurd.severity()).isEqualTo(Severity.ERROR);
        assertThat(absurd.examples())
                .extracting(e -> e.text())
                .containsExactlyInAnyOrder("T19 2019-02-07: market_cap 1.000e+300", "T20 2019-02-08: volume +infinite");
        assertThat(finding(report, "invalid_rows").examples().get(0).text()).startsWith("T21 NetProfit 2019 2");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void nan_in_place_of_null_makes_the_data_unfit() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET open = 'nan'::DOUBLE WHERE ticker = 'T19' AND date >= DATE '2021-12-30'",
                "UPDATE fundamental_values SET value = 'nan'::DOUBLE WHERE ticker = 'T21' AND item = 'NetProfit' AND fiscal_year ="
                        + " 2021 AND fiscal_quarter = 3");
        assertOnly(report, "nan_values", Severity.ERROR, 3, "T19 2021-12-30: open of prices, 2 in all");
    }

    @Test
    void market_caps_missing_zero_or_negative() {
        DataCheckReport missing = market.after("UPDATE equity_history SET market_cap = NULL WHERE ticker < 'T04'");
        assertFindings(missing, "missing_market_caps");
        assertThat(finding(missing, "missing_market_caps").severity()).isEqualTo(Severity.WARNING);
        DataCheckReport bad = market.after(
                "UPDATE equity_history SET market_cap = 0 WHERE ticker = 'T03' AND date = DATE '2019-02-07'",
                "UPDATE equity_history SET market_cap = -5 WHERE ticker = 'T04' AND date = DATE '2019-02-07'");
        assertOnly(bad, "non_positive_market_caps", Severity.WARNING, 2, "T03 2019-02-07: 0");
    }

    @Test
    void market_cap_that_jumps_without_price_and_shares() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET market_cap = market_cap * 1000 WHERE ticker = 'T22' AND date >= DATE '2021-10-01'");
        assertFindings(report, "market_cap_jumps", "market_cap_mismatch");
        Finding jump = finding(report, "market_cap_jumps");
        assertThat(jump.count()).isEqualTo(1);
        assertThat(jump.examples().get(0).text())
                .startsWith("T22 2021-10-01: ")
                .contains("price ")
                .contains("shares +0.0 %");
        assertThat(jump.stockDays()).isEqualTo(66);
        assertThat(finding(report, "market_cap_mismatch").examples().get(0).value())
                .contains("(x 1000)");
    }

    @Test
    void share_count_that_jumps_without_a_split() {
        DataCheckReport report = market.after(
                "UPDATE equity_history SET shares_outstanding = shares_outstanding / 1000 WHERE ticker = 'T23' AND date >= DATE"
                        + " '2021-10-01'");
        assertFindings(report, "share_jumps", "market_cap_mismatch");
        assertThat(finding(report, "share_jumps").examples().get(0).text())
                .startsWith("T23 2021-10-01: 10,000,000 -> 10,000 (-99.9 %)");
    }

    @Test
    void columns_that_are_not_there_are_told_and_nothing_else_dies() {
        DataCheckReport report = market.after(
                "ALTER TABLE equity_history DROP COLUMN market_cap",
                "ALTER TABLE equity_history DROP COLUMN adjusted_close",
                "DROP TABLE corporate_actions");
        assertThat(finding(report, "missing_fields").examples())
                .extracting(e -> e.when())
                .containsExactly("adjusted_close", "market_cap");
        assertThat(report.skipped())
                .anyMatch(s -> s.startsWith("bad_corporate_actions: dataset corporate_actions cannot be read"));
    }

    @Test
    void data_without_volume_have_no_trading_day_and_are_unfit() {
        DataCheckReport report = market.after("UPDATE equity_history SET volume = NULL, traded_value = NULL");
        assertThat(finding(report, "no_trading_days").severity()).isEqualTo(Severity.ERROR);
    }
}
