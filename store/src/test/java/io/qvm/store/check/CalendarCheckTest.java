package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.assertFindings;
import static io.qvm.store.check.CheckAssert.assertOnly;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are missing, too thin, or should not be there. */
class CalendarCheckTest {
    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    @Test
    void day_without_rows_that_has_an_index_level_is_missing() {
        DataCheckReport report = market.after("DELETE FROM equity_history WHERE date = DATE '2019-08-14'");
        Finding missing = assertOnly(report, "missing_days", Severity.WARNING, 1, "2019-08-14: IDX has a level");
        assertThat(missing.stockDays()).isEqualTo(33);
    }

    @Test
    void single_closure_that_the_index_shares_is_a_holiday() {
        assertFindings(market.after(
                "DELETE FROM equity_history WHERE date = DATE '2019-08-14'",
                "DELETE FROM index_history WHERE date = DATE '2019-08-14'"));
    }

    @Test
    void single_closure_at_a_time_of_its_own_is_odd_where_no_index_tells() {
        DataCheckReport report =
                market.after("DELETE FROM equity_history WHERE date = DATE '2019-08-14'", "DELETE FROM index_history");
        assertFindings(report, "odd_closures", "no_index");
        assertThat(finding(report, "odd_closures").examples().get(0).text())
                .isEqualTo("2019-08-14: Wednesday; no other year is closed about then");
    }

    @Test
    void closure_that_recurs_is_a_holiday() {
        assertFindings(
                market.after(
                        "DELETE FROM equity_history WHERE date IN (DATE '2019-08-14', DATE '2020-08-12')",
                        "DELETE FROM index_history"),
                "no_index");
    }

    @Test
    void closure_longer_than_any_holiday_is_a_hole() {
        DataCheckReport report = market.after(
                "DELETE FROM equity_history WHERE date BETWEEN DATE '2019-08-05' AND DATE '2019-08-15'",
                "DELETE FROM index_history");
        assertFindings(report, "missing_days", "no_index");
        assertThat(finding(report, "missing_days").count()).isEqualTo(9);
    }

    @Test
    void more_closures_than_holidays_in_a_year_are_holes() {
        DataCheckReport report = market.after(
                "DELETE FROM equity_history WHERE isodow(date) = 3 AND year(date) = 2020 AND date < DATE '2020-08-01'",
                "DELETE FROM index_history");
        assertThat(finding(report, "missing_days").byYear()).containsOnlyKeys(2020);
    }

    @Test
    void day_that_half_of_the_stocks_lack_is_thin_and_makes_no_gaps() {
        DataCheckReport report =
                market.after("DELETE FROM equity_history WHERE date = DATE '2019-08-14' AND ticker > 'T15'");
        Finding thin = assertOnly(report, "thin_days", Severity.WARNING, 1, "2019-08-14: 15 rows, around it 33");
        assertThat(thin.stockDays()).isEqualTo(18);
    }

    @Test
    void stock_without_a_row_on_a_trading_day_has_a_gap() {
        DataCheckReport report = market.after(
                "DELETE FROM equity_history WHERE ticker = 'T08' AND date BETWEEN DATE '2019-08-12' AND DATE '2019-08-14'");
        Finding gap = assertOnly(report, "gaps", Severity.INFO, 3, "T08 2019-08-12: no row for 3 trading days");
        assertThat(gap.stockDays()).isEqualTo(3);
        DataCheckReport many = market.after("DELETE FROM equity_history WHERE hash(ticker || date) % 97 = 0");
        assertThat(finding(many, "gaps").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void stock_has_no_gap_before_its_first_and_after_its_last_price() {
        assertFindings(market.after(
                "DELETE FROM equity_history WHERE ticker = 'T08' AND date NOT BETWEEN DATE '2018-06-01' AND DATE"
                        + " '2021-11-30'"));
    }

    @Test
    void long_gap_is_a_suspension() {
        DataCheckReport report = market.after(
                "DELETE FROM equity_history WHERE ticker = 'T08' AND date BETWEEN DATE '2019-08-12' AND DATE '2019-09-06'");
        assertOnly(report, "suspensions", Severity.INFO, 20, "T08 2019-08-12: no row for 20 trading days");
    }

    @Test
    void rows_on_a_sunday_are_told() {
        DataCheckReport report = market.after(
                "INSERT INTO equity_history SELECT * REPLACE (DATE '2019-08-18' AS date) FROM equity_history WHERE date = DATE"
                        + " '2019-08-16' AND ticker < 'T30'");
        assertThat(finding(report, "weekend_rows").examples().get(0).text()).isEqualTo("2019-08-18: Sunday, 29 rows");
    }

    @Test
    void price_row_of_the_year_9999_is_an_error_and_makes_no_stock_look_delisted() {
        DataCheckReport report = market.after(
                "INSERT INTO equity_history SELECT * REPLACE (DATE '9999-12-31' AS date) FROM equity_history WHERE date = DATE"
                        + " '2021-12-31' AND ticker = 'T01'",
                "INSERT INTO equity_history SELECT * REPLACE (DATE '1900-01-01' AS date) FROM equity_history WHERE date = DATE"
                        + " '2021-12-31' AND ticker = 'T02'");
        Finding dates =
                assertOnly(report, "impossible_dates", Severity.ERROR, 2, "T02 1900-01-01: date of a price row");
        assertThat(dates.examples().get(1).text()).isEqualTo("T01 9999-12-31: date of a price row");
    }

    @Test
    void index_with_holes_an_early_end_and_levels_that_cannot_be() {
        DataCheckReport holes = market.after("DELETE FROM index_history WHERE date = DATE '2019-08-14'");
        assertOnly(holes, "index_holes", Severity.INFO, 1, "IDX 2019-08-14: no level");
        DataCheckReport end = market.after("DELETE FROM index_history WHERE date > DATE '2021-06-30'");
        assertFindings(end, "index_holes");
        assertThat(finding(end, "index_holes").severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(end, "index_holes").examples().get(0).value())
                .isEqualTo("no level; the last one is of 2021-06-30");
        DataCheckReport levels = market.after(
                "UPDATE index_history SET close = 0 WHERE date = DATE '2019-08-14'",
                "UPDATE index_history SET close = close * 10 WHERE date >= DATE '2021-03-03'");
        assertFindings(levels, "index_levels");
        assertThat(finding(levels, "index_levels").examples())
                .extracting(e -> e.when())
                .containsExactly("2019-08-14", "2021-03-03");
    }
}
