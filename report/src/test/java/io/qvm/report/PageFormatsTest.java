package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages as JSON and Markdown, and input that should not happen. */
class PageFormatsTest {
    private static final PageContext CONTEXT = PageContext.unnamed("qvm_v2.1");

    @Test
    void json_has_figures_with_unit_and_convention_and_null_where_there_is_no_value() {
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.of(new double[600], new double[600]), Conventions.DEFAULT);
        JsonNode page = new JsonMapper().readTree(PageJson.tearsheet(analysis, CONTEXT));
        JsonNode sharpe = page.path("metrics").path("sharpe");
        assertThat(sharpe.path("strategy").isNull()).isTrue();
        assertThat(sharpe.path("unit").asString()).isEqualTo("ratio");
        assertThat(sharpe.path("convention").asString()).contains("std");
        assertThat(page.path("deflated_sharpe").isNull()).isTrue();
    }

    @Test
    void json_of_a_year_has_its_rebalances_and_contributions() {
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.plausible(3, 25, 7), Conventions.DEFAULT);
        YearReview review = YearReview.of(analysis, 2017);
        JsonNode page = new JsonMapper().readTree(PageJson.deepDive(review, CONTEXT));
        assertThat(page.path("rebalances").size()).isEqualTo(review.rebalances().size());
        double net = 0;
        for (JsonNode row : page.path("contributions_by_stock")) {
            net += row.path("net").asDouble();
        }
        assertThat(net)
                .isCloseTo(
                        page.path("metrics")
                                .path("total_return")
                                .path("strategy")
                                .asDouble(),
                        org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void markdown_keeps_markup_and_pipes_out_of_its_tables() {
        BacktestRun run = SampleRuns.renamed(SampleRuns.plausible(2, 5, 3), "<script>|*x*`");
        RunAnalysis analysis = RunAnalysis.of(run, Conventions.DEFAULT);
        for (String text : new String[] {
            Tearsheet.markdown(analysis, CONTEXT), DeepDive.markdown(YearReview.of(analysis, 2016), CONTEXT)
        }) {
            String outsideCode =
                    text.replaceAll("(?s)\\n```\\n.*?\\n```\\n", "\n").replaceAll("(?m)^.*: `.*`$", "");
            assertThat(outsideCode).doesNotContain("<script").contains("&lt;script&gt;\\|\\*x\\*\\`");
            assertThat(outsideCode).doesNotContainPattern("\\b(NaN|Infinity|null)\\b");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1.5})
    void a_return_that_cannot_be_is_refused_with_its_day(double r) {
        double[] net = new double[50];
        net[10] = r;
        assertThatThrownBy(() -> RunAnalysis.of(SampleRuns.of(net, new double[50]), Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("11 of 50")
                .extracting(e -> String.valueOf(e.getMessage()).lines().count())
                .isEqualTo(1L);
    }

    @Test
    void a_run_without_days_is_refused() {
        RunAnalysis none = RunAnalysis.of(SampleRuns.of(new double[0], new double[0]), Conventions.DEFAULT);
        assertThatThrownBy(() -> Tearsheet.render(none, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("never held a position");
        assertThatThrownBy(() -> YearReview.of(none, 2020))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("never held a position");
    }

    @Test
    void ten_years_take_less_than_three_megabytes() {
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.plausible(10, 25, 7), Conventions.DEFAULT);
        assertThat(Tearsheet.render(analysis, CONTEXT).length()).isLessThan(3_000_000);
        assertThat(DeepDive.render(YearReview.of(analysis, 2019), CONTEXT).length())
                .isLessThan(3_000_000);
    }

    @Test
    void fifty_years_stay_a_page_that_opens() {
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.plausible(50, 25, 7), Conventions.DEFAULT);
        String page = Tearsheet.render(analysis, CONTEXT);
        assertThat(page.length()).isLessThan(6_000_000);
        assertThat(page.contains(">NaN") || page.contains("Infinity %")).isFalse();
    }

    @Test
    void a_record_that_starts_on_a_leap_day_has_its_first_year_and_the_next_leap_day() {
        DateIndex dates = SampleRuns.weekdays(LocalDate.of(2016, 2, 29), 1100);
        int n = dates.size();
        double[] net = new double[n];
        Arrays.setAll(net, i -> 0.001 * Math.sin(i));
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        int[] positions = new int[n];
        Arrays.fill(positions, 1);
        String[] regime = new String[n];
        Arrays.fill(regime, "");
        double[] none = new double[n];
        BacktestRun run = SampleRuns.run(
                new DailyReturns(
                        dates, net, none, net, none, ones, none, SampleRuns.growth(net), positions, regime, regime),
                List.of(new Holding(dates.date(0), "AAA", "Banking", 1, 1, 1, 1, Double.NaN)),
                List.of());
        RunAnalysis analysis = RunAnalysis.of(run, Conventions.DEFAULT);
        assertThat(YearReview.years(analysis)).containsExactly(2016, 2017, 2018, 2019, 2020);
        assertThat(YearReview.of(analysis, 2016).months()).hasSize(11);
        assertThat(Tearsheet.render(analysis, CONTEXT).contains("2016-02-29")).isTrue();
        assertThat(DeepDive.render(YearReview.of(analysis, 2020), CONTEXT).contains(">NaN"))
                .isFalse();
    }

    @Test
    void a_year_of_five_thousand_holdings_stays_small() {
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.plausible(1, 5000, 5), Conventions.DEFAULT);
        assertThat(DeepDive.render(YearReview.of(analysis, 2016), CONTEXT).length())
                .isLessThan(6_000_000);
    }
}
