package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.market.FactHistory;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FactStepsTest {
    private static final FactorModel REFERENCE = Models.byNameOrFile("qvm_v2.0_enhanced");
    private static final FactorModel DEFAULT = Models.byNameOrFile("qvm_v2.1");
    private static final TickerIndex TICKERS = TickerIndex.of(List.of("AAA", "BBB"));

    private final List<Consumer<FactHistory.Builder>> facts = new ArrayList<>();

    private void add(String item, StatementType statement, int year, int quarter, int revision, String on, double v) {
        int q = Quarter.of(year, quarter);
        int published = on.isEmpty() ? FactHistory.UNKNOWN_DATE : day(on);
        facts.add(builder -> builder.add(
                "AAA",
                item,
                statement,
                q,
                revision,
                (int) Quarter.calendarEnd(q).toEpochDay(),
                published,
                v));
    }

    private void profit(int year, int quarter, String publishedOn, double value) {
        add("NetProfit", StatementType.PL, year, quarter, 0, publishedOn, value);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private double value(FactorModel model, String text, String date) {
        Formula formula = new FormulaReader(model.spec().items()).read(text, "test");
        FactHistory.Builder history = FactHistory.builder(TICKERS);
        facts.forEach(fact -> fact.accept(history));
        FormulaPlan plan = new FormulaPlan(List.of(formula), List.of(new boolean[] {true, true}), 2);
        KnownFacts known = new KnownFacts(
                history.build(),
                model.spec().reportingLagDays(),
                model.spec().fundamentals().quarter());
        FactSteps.Walk walk = FactSteps.of(plan.groups().get(0), known, model, day("2015-01-01"), day(date))
                .walk();
        walk.goTo(day(date));
        return walk.values(0)[0];
    }

    @Test
    void trailing_twelve_months_are_four_consecutive_quarters() {
        profit(2019, 1, "", 1);
        profit(2019, 2, "", 10);
        profit(2019, 3, "", 100);
        assertThat(value(DEFAULT, "ttm(NetProfit)", "2020-03-01")).isNaN();
        profit(2019, 4, "", 1000);
        assertThat(value(DEFAULT, "ttm(NetProfit)", "2020-03-01")).isEqualTo(1111);
        profit(2020, 2, "", 1e5);
        assertThat(value(DEFAULT, "ttm(NetProfit)", "2020-09-01"))
                .as("the first quarter of 2020 is missing, so the sum to 2019Q4 is the latest")
                .isEqualTo(1111);
        assertThat(value(REFERENCE, "ttm(NetProfit)", "2020-09-01")).isNaN();
    }

    @Test
    void average_is_over_five_consecutive_quarter_ends() {
        for (int quarter = 1; quarter <= 4; quarter++) {
            add("TotalEquity", StatementType.BS, 2019, quarter, 0, "", quarter);
        }
        assertThat(value(DEFAULT, "avg5(TotalEquity)", "2020-03-01")).isNaN();
        add("TotalEquity", StatementType.BS, 2018, 4, 0, "", 0);
        assertThat(value(DEFAULT, "avg5(TotalEquity)", "2020-03-01")).isEqualTo(2);
    }

    @Test
    void precomputed_sum_is_taken_as_it_comes_and_replaces_computing_for_all() {
        for (int quarter = 1; quarter <= 4; quarter++) {
            profit(2019, quarter, "", quarter);
        }
        add("ttm(NetProfit)", StatementType.PL, 2019, 3, 0, "", 77);
        assertThat(value(DEFAULT, "ttm(NetProfit)", "2020-03-01")).isEqualTo(77);
        assertThat(value(REFERENCE, "ttm(NetProfit)", "2020-03-01")).isNaN();
    }

    @Test
    void fact_counts_from_its_publication_day_on() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "2019-04-20", 5);
        assertThat(value(DEFAULT, "TotalEquity", "2019-04-19")).isNaN();
        assertThat(value(DEFAULT, "TotalEquity", "2019-04-20")).isEqualTo(5);
    }

    @Test
    void fact_without_publication_date_counts_from_the_lag_on() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "", 5);
        assertThat(value(DEFAULT, "TotalEquity", "2019-05-14")).isNaN();
        assertThat(value(DEFAULT, "TotalEquity", "2019-05-15")).isEqualTo(5);
    }

    @Test
    void newest_revision_known_on_the_day_counts() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "2019-04-20", 5);
        add("TotalEquity", StatementType.BS, 2019, 1, 1, "2019-06-20", 6);
        assertThat(value(DEFAULT, "TotalEquity", "2019-06-19")).isEqualTo(5);
        assertThat(value(DEFAULT, "TotalEquity", "2019-06-20")).isEqualTo(6);
    }

    @Test
    void late_restatement_of_an_old_quarter_never_displaces_a_newer_one() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "2019-04-20", 5);
        add("TotalEquity", StatementType.BS, 2019, 2, 0, "2019-07-20", 8);
        add("TotalEquity", StatementType.BS, 2019, 1, 1, "2019-08-20", 6);
        assertThat(value(DEFAULT, "TotalEquity", "2019-08-21")).isEqualTo(8);
    }

    @Test
    void quarter_older_than_the_maximum_age_no_longer_counts() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "", 5);
        assertThat(value(DEFAULT, "TotalEquity", "2020-05-04")).isEqualTo(5);
        assertThat(value(DEFAULT, "TotalEquity", "2020-05-05")).isNaN();
    }

    @Test
    void what_a_formula_says_of_missing_facts_it_says_of_facts_that_are_too_old() {
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "", 5);
        for (String date : List.of("2019-01-02", "2020-05-05")) {
            assertThat(value(DEFAULT, "zero_if_missing(TotalEquity)", date)).isEqualTo(0);
            assertThat(value(DEFAULT, "is_missing(TotalEquity)", date)).isEqualTo(1);
            assertThat(value(DEFAULT, "coalesce(TotalEquity, -1)", date)).isEqualTo(-1);
        }
        assertThat(value(DEFAULT, "coalesce(TotalEquity, -1)", "2020-05-04")).isEqualTo(5);
    }

    @Test
    void formula_waits_for_the_quarter_of_which_all_that_it_requires_is_known() {
        for (int quarter = 1; quarter <= 2; quarter++) {
            add("CashAndCashEquivalents", StatementType.BS, 2019, quarter, 0, "", quarter);
        }
        add("TotalEquity", StatementType.BS, 2019, 1, 0, "", 100);
        add("ShortTermDebt", StatementType.BS, 2019, 2, 0, "", 7);
        assertThat(value(DEFAULT, "CashAndCashEquivalents / TotalEquity", "2019-09-01"))
                .isEqualTo(0.01);
        assertThat(value(DEFAULT, "CashAndCashEquivalents + zero_if_missing(TotalEquity)", "2019-09-01"))
                .isEqualTo(2);
    }

    @Test
    void reference_model_has_no_balance_sheet_from_new_year_to_mid_february() {
        add("TotalEquity", StatementType.BS, 2019, 3, 0, "", 3);
        add("TotalEquity", StatementType.BS, 2019, 4, 0, "", 4);
        assertThat(value(REFERENCE, "TotalEquity", "2019-12-31")).isEqualTo(3);
        assertThat(value(REFERENCE, "TotalEquity", "2020-01-01")).isNaN();
        assertThat(value(REFERENCE, "TotalEquity", "2020-02-13")).isNaN();
        assertThat(value(REFERENCE, "TotalEquity", "2020-02-14")).isEqualTo(4);
        assertThat(value(DEFAULT, "TotalEquity", "2020-02-13")).isEqualTo(3);
    }

    @Test
    void reference_model_changes_quarters_on_the_calendar_days() {
        for (int quarter = 1; quarter <= 4; quarter++) {
            add("has_full_ttm", StatementType.PL, 2018, quarter, 0, "", 180 + quarter);
            add("has_full_ttm", StatementType.PL, 2019, quarter, 0, "", 190 + quarter);
        }
        String[] days = {
            "2019-01-01",
            "2019-02-13",
            "2019-02-14",
            "2019-05-14",
            "2019-05-15",
            "2019-08-13",
            "2019-08-14",
            "2019-11-13",
            "2019-11-14",
            "2019-12-31"
        };
        double[] expected = {183, 183, 184, 184, 191, 191, 192, 192, 193, 193};
        for (int i = 0; i < days.length; i++) {
            assertThat(value(REFERENCE, "optional(has_full_ttm)", days[i]))
                    .as(days[i])
                    .isEqualTo(expected[i]);
        }
    }
}
