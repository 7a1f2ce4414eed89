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

/** Each fault of reported values, seeded alone into a market without a fault. */
class FactCheckTest {
    private static final String ONE = "WHERE ticker = 'T03' AND fiscal_year = 2019 AND fiscal_quarter = 2";

    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    private static String set(String what) {
        return "UPDATE fundamental_values SET " + what + " " + ONE;
    }

    @Test
    void fact_published_before_its_period_ended() {
        DataCheckReport report = market.after(set("published_on = DATE '2019-06-15'") + " AND item = 'NetProfit'");
        Finding early = assertOnly(
                report,
                "published_before_period_end",
                Severity.WARNING,
                1,
                "T03 2019Q2: NetProfit of the period to 2019-06-30 published 2019-06-15");
        // Five quarters of trading days.
        assertThat(early.stockDays()).isBetween(300L, 330L);
    }

    @Test
    void many_facts_published_before_their_period_ended_make_the_data_unfit() {
        DataCheckReport report =
                market.after("UPDATE fundamental_values SET published_on = period_end - 1 WHERE ticker < 'T05'");
        assertOnly(report, "published_before_period_end", Severity.ERROR, 4 * 23 * 7, "T01 2016Q1");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void fact_published_implausibly_late() {
        DataCheckReport report =
                market.after("UPDATE fundamental_values SET published_on = published_on + 500 WHERE ticker = 'T03'"
                        + " AND fiscal_year IN (2017, 2018)");
        assertOnly(report, "published_late", Severity.WARNING, 2 * 4 * 7, "T03 2017Q1");
    }

    @Test
    void prospectus_and_restatement_are_not_late() {
        assertFindings(market.after(
                "UPDATE master_info SET listed_on = DATE '2019-03-01' WHERE ticker = 'T03'",
                "DELETE FROM equity_history WHERE ticker = 'T03' AND date < DATE '2019-03-01'",
                "UPDATE fundamental_values SET published_on = DATE '2019-03-10' WHERE ticker = 'T03' AND fiscal_year < 2019",
                "INSERT INTO fundamental_values SELECT * REPLACE (1 AS revision, published_on + 600 AS published_on) FROM"
                        + " fundamental_values WHERE ticker = 'T04' AND fiscal_year = 2018"));
    }

    @Test
    void facts_without_publication_date_fall_back_to_the_lag() {
        DataCheckReport some = market.after(set("published_on = NULL"));
        assertOnly(some, "no_publication_date", Severity.INFO, 7, "T03 2019Q2: COGS counts from 2019-08-14");
        DataCheckReport all = market.after("UPDATE fundamental_values SET published_on = NULL");
        assertFindings(all, "no_publication_date");
        assertThat(finding(all, "no_publication_date").severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(all, "no_publication_date").share()).isEqualTo(1);
        assertThat(all.years()).allMatch(y -> y.dated() == 0 && y.fullYear() > 0);
    }

    @Test
    void revision_published_before_the_one_it_revises() {
        DataCheckReport report = market.after(
                "INSERT INTO fundamental_values SELECT * REPLACE (1 AS revision, published_on - 5 AS published_on) FROM"
                        + " fundamental_values " + ONE + " AND item = 'Revenue'");
        assertOnly(report, "revisions_out_of_order", Severity.WARNING, 1, "T03 2019Q2: Revenue revision 1 published");
    }

    @Test
    void period_end_far_from_the_quarter_of_that_name() {
        DataCheckReport report = market.after(set("period_end = DATE '2017-06-29'") + " AND item = 'Revenue'");
        assertThat(finding(report, "odd_period_ends").examples().get(0).text())
                .isEqualTo("T03 2019Q2: Revenue ends 2017-06-29");
    }

    @Test
    void publication_in_the_year_9999_is_impossible() {
        DataCheckReport report = market.after(set("published_on = DATE '9999-12-31'") + " AND item = 'Revenue'");
        assertThat(finding(report, "impossible_dates").severity()).isEqualTo(Severity.ERROR);
        assertThat(finding(report, "impossible_dates").examples().get(0).text())
                .isEqualTo("T03 9999-12-31: published_on of Revenue 2019Q2");
    }

    @Test
    void single_quarter_in_thousands_and_single_quarter_a_thousand_times_too_large() {
        DataCheckReport small = market.after(set("value = value / 1000") + " AND item = 'TotalAssets'");
        assertFindings(small, "unit_breaks", "implausible_balances");
        assertThat(finding(small, "unit_breaks").examples().get(0).text()).startsWith("T03 2019Q2: TotalAssets");
        DataCheckReport large = market.after(set("value = value * 1000000") + " AND item = 'NetProfit'");
        assertOnly(large, "unit_breaks", Severity.WARNING, 1, "T03 2019Q2: NetProfit");
    }

    @Test
    void unit_that_changes_for_good_is_one_finding_an_item() {
        DataCheckReport report =
                market.after("UPDATE fundamental_values SET value = value / 1000 WHERE ticker = 'T03' AND (fiscal_year"
                        + " > 2019 OR fiscal_year = 2019 AND fiscal_quarter > 1)");
        Finding breaks = assertOnly(report, "unit_breaks", Severity.WARNING, 7, "T03 2019Q2");
        assertThat(breaks.examples())
                .allMatch(e -> e.when().equals("2019Q2") && e.value().contains("from then on"));
    }

    @Test
    void company_that_grows_fiftyfold_has_no_unit_break() {
        assertFindings(market.after(
                "UPDATE fundamental_values SET value = value * power(1.2, (fiscal_year - 2016) * 4 + fiscal_quarter)"
                        + " WHERE ticker = 'T03'"));
    }

    @Test
    void debt_that_was_nearly_paid_back_is_no_unit_break() {
        assertFindings(market.after(set("value = value / 400") + " AND item = 'ShortTermDebt'"));
    }

    @Test
    void quarter_without_any_fact() {
        DataCheckReport report = market.after("DELETE FROM fundamental_values " + ONE);
        assertOnly(
                report,
                "missing_quarters",
                Severity.INFO,
                1,
                "T03 2019Q2: no fact; the next quarter with facts is 2019Q3");
        DataCheckReport many =
                market.after("DELETE FROM fundamental_values WHERE fiscal_year = 2019 AND fiscal_quarter = 2");
        assertFindings(many, "missing_quarters");
        assertThat(finding(many, "missing_quarters").severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(many, "missing_quarters").count()).isEqualTo(33);
    }

    @Test
    void item_missing_in_a_quarter_that_has_others() {
        DataCheckReport report = market.after("DELETE FROM fundamental_values " + ONE + " AND item = 'COGS'");
        assertOnly(report, "missing_items", Severity.INFO, 1, "T03 2019Q2: no COGS");
    }

    @Test
    void yearly_reports_lack_no_quarters() {
        assertThat(market.after("DELETE FROM fundamental_values WHERE fiscal_quarter <> 4")
                        .findings())
                .extracting(Finding::id)
                .doesNotContain("missing_quarters", "missing_items");
    }

    @Test
    void period_under_two_fiscal_quarters() {
        DataCheckReport report = market.after(set("period_end = DATE '2019-03-31'") + " AND item = 'COGS'");
        assertOnly(report, "duplicate_quarters", Severity.WARNING, 1, "T03 2019Q2: COGS has the period end of 2019Q1");
    }

    @Test
    void quarter_that_repeats_the_one_before() {
        DataCheckReport report =
                market.after("UPDATE fundamental_values f SET value = b.value FROM fundamental_values b WHERE"
                        + " f.ticker = 'T03' AND f.fiscal_year = 2019 AND f.fiscal_quarter = 2 AND b.ticker = 'T03' AND b.fiscal_year ="
                        + " 2019 AND b.fiscal_quarter = 1 AND b.item = f.item");
        assertOnly(report, "copied_quarters", Severity.WARNING, 1, "T03 2019Q2: 7 of 7 items as in the quarter before");
    }

    @Test
    void flows_that_add_up_from_the_beginning_of_the_year_make_the_data_unfit() {
        String sums =
                "UPDATE fundamental_values f SET value = (SELECT sum(s.value) FROM fundamental_values s WHERE s.ticker = f.ticker"
                        + " AND s.item = f.item AND s.fiscal_year = f.fiscal_year AND s.fiscal_quarter <= f.fiscal_quarter)"
                        + " WHERE statement_type = 'PL'";
        DataCheckReport all = market.after(sums);
        assertOnly(
                all,
                "year_to_date_flows",
                Severity.ERROR,
                33,
                "T01: from Q1 to Q4 like running sums: COGS, NetProfit, Revenue");
        DataCheckReport one = market.after(sums + " AND ticker = 'T05'");
        assertOnly(one, "year_to_date_flows", Severity.INFO, 1, "T05");
    }

    @Test
    void item_with_the_other_sign() {
        DataCheckReport report =
                market.after("UPDATE fundamental_values SET value = -value WHERE ticker = 'T03' AND item = 'COGS'");
        assertOnly(report, "sign_breaks", Severity.WARNING, 1, "T03: COGS is negative, that of 32 tickers is not");
    }

    @Test
    void equity_above_assets_and_assets_below_zero() {
        DataCheckReport report = market.after(
                set("value = 9.5e9") + " AND item = 'TotalEquity'",
                "UPDATE fundamental_values SET value = 0 WHERE ticker = 'T04' AND fiscal_year = 2020 AND fiscal_quarter = 1 AND item ="
                        + " 'TotalAssets'");
        assertFindings(report, "implausible_balances");
        assertThat(finding(report, "implausible_balances").examples())
                .extracting(e -> e.ticker() + " " + e.when())
                .containsExactly("T03 2019Q2", "T04 2020Q1");
    }
}
