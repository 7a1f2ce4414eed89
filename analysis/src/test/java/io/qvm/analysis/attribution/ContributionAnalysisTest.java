package io.qvm.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContributionAnalysisTest {
    private static final LocalDate JANUARY = LocalDate.of(2021, 1, 1);
    private static final LocalDate FEBRUARY = LocalDate.of(2021, 2, 1);

    /** One day a month; January +4 %: A +5 %, B -1 %; February -2 %: A -3 %, cash +1.2 %, costs .2 % of B. */
    private static BacktestRun run(List<Contribution> contributions, double january, double february) {
        DateIndex dates = DateIndex.ofDates(List.of(LocalDate.of(2021, 1, 29), LocalDate.of(2021, 2, 26)));
        double[] net = {january, february};
        double[] zero = new double[2];
        String[] none = {"", ""};
        return new BacktestRun(
                "pencil",
                "",
                "",
                "",
                dates.date(0),
                dates.date(1),
                new DailyReturns(
                        dates, net, zero, net, zero, zero, zero, new double[] {1 + january, 1}, new int[2], none, none),
                List.of(
                        new Holding(JANUARY, "A", "Steel", 1, 0, 0.5, 0.5, 1),
                        new Holding(JANUARY, "B", "", 2, 0, 0.5, 0.5, 1)),
                List.of(),
                List.of(),
                contributions,
                Map.of());
    }

    private static BacktestRun twoMonths() {
        return run(
                List.of(
                        new Contribution(JANUARY, "A", 0.05, 0),
                        new Contribution(JANUARY, "B", -0.01, 0),
                        new Contribution(FEBRUARY, Contribution.CASH, 0.012, 0),
                        new Contribution(FEBRUARY, "A", -0.03, 0),
                        new Contribution(FEBRUARY, "B", 0, 0.002)),
                0.04,
                -0.02);
    }

    @Test
    void months_are_linked_by_the_formula() {
        ContributionAnalysis whole = ContributionAnalysis.of(twoMonths());
        double total = 1.04 * 0.98 - 1;
        double k = Math.log1p(total) / total;
        double first = Math.log(1.04) / 0.04 / k;
        double second = Math.log(0.98) / -0.02 / k;
        assertThat(whole.totalReturn()).isEqualTo(total, within(1e-16));
        assertThat(whole.stocks()).extracting(l -> l.name()).containsExactly("A", "B");
        assertThat(whole.stocks().get(0).profit()).isEqualTo(first * 0.05 - second * 0.03, within(1e-15));
        assertThat(whole.stocks().get(1).net()).isEqualTo(first * -0.01 - second * 0.002, within(1e-15));
        assertThat(whole.cash()).isEqualTo(second * 0.012, within(1e-16));
        assertThat(whole.costs()).isEqualTo(second * 0.002, within(1e-16));
        assertThat(whole.residual()).isEqualTo(0, within(1e-15));
        assertThat(whole.sectors()).extracting(l -> l.name()).containsExactly("Steel", "Unclassified");
    }

    @Test
    void one_month_is_what_the_run_wrote_down() {
        ContributionAnalysis january =
                ContributionAnalysis.of(twoMonths(), YearMonth.of(2021, 1), YearMonth.of(2021, 1));
        assertThat(january.best(5))
                .singleElement()
                .satisfies(l -> assertThat(l.profit()).isEqualTo(0.05, within(1e-16)));
        assertThat(january.worst(5))
                .singleElement()
                .satisfies(l -> assertThat(l.name()).isEqualTo("B"));
        assertThat(january.to()).isEqualTo(LocalDate.of(2021, 1, 29));
    }

    @Test
    void total_loss_is_attributed_to_those_who_lost_it() {
        ContributionAnalysis lost = ContributionAnalysis.of(run(
                List.of(
                        new Contribution(JANUARY, "A", 0.04, 0),
                        new Contribution(FEBRUARY, "A", -0.4, 0),
                        new Contribution(FEBRUARY, "B", -0.6, 0)),
                0.04,
                -1));
        assertThat(lost.totalReturn()).isEqualTo(-1);
        assertThat(lost.residual()).isEqualTo(0, within(1e-15));
        assertThat(lost.worst(1).get(0).net()).isEqualTo(-0.6, within(1e-15));
    }

    @Test
    void run_that_keeps_no_contributions_or_no_such_month_is_refused() {
        assertThatThrownBy(() -> ContributionAnalysis.of(run(List.of(), 0.01, 0.01)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("keeps no contributions by month; with market data");
        assertThatThrownBy(() -> ContributionAnalysis.of(twoMonths(), YearMonth.of(2022, 1), YearMonth.of(2022, 12)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no day from 2022-01 to 2022-12");
    }
}
