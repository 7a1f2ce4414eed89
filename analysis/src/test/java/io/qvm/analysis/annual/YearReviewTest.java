package io.qvm.analysis.annual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YearReviewTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void contributions_of_stocks_and_of_sectors_add_up_to_the_years_return(long seed) {
        RunAnalysis analysis = RunAnalysis.of(run(seed), Conventions.DEFAULT);
        for (int year : YearReview.years(analysis)) {
            YearReview review = YearReview.of(analysis, year);
            double total = review.own().strategy().totalReturn();
            assertThat(review.stocks().stream()
                            .mapToDouble(YearContribution::net)
                            .sum())
                    .isCloseTo(total, within(1e-12));
            assertThat(review.sectors().stream()
                            .mapToDouble(YearContribution::net)
                            .sum())
                    .isCloseTo(total, within(1e-12));
        }
    }

    @Test
    void months_compound_to_the_year_and_their_costs_add_up() {
        YearReview review = YearReview.of(RunAnalysis.of(run(7), Conventions.DEFAULT), 2020);
        double value = 1;
        for (MonthReview month : review.months()) {
            value *= 1 + month.strategy();
        }
        assertThat(review.months()).hasSize(12);
        assertThat(value - 1).isCloseTo(review.own().strategy().totalReturn(), within(1e-12));
        assertThat(review.months().stream().mapToDouble(MonthReview::cost).sum())
                .isCloseTo(review.own().trading().totalCost(), within(1e-12));
    }

    @Test
    void days_in_cash_at_the_beginning_of_a_later_year_count() {
        BacktestRun run = run(7);
        DailyReturns d = run.daily();
        double[] exposure = d.exposure().clone();
        int[] positions = d.positions().clone();
        int first = d.dates().ceiling(LocalDate.of(2020, 1, 1));
        Arrays.fill(exposure, first, first + 10, 0);
        Arrays.fill(positions, first, first + 10, 0);
        DailyReturns resting = new DailyReturns(
                d.dates(),
                d.gross(),
                d.cost(),
                d.net(),
                d.benchmark(),
                exposure,
                d.turnover(),
                d.equity(),
                positions,
                d.regime(),
                d.exposureCause());
        YearReview review = YearReview.of(RunAnalysis.of(with(run, resting), Conventions.DEFAULT), 2020);
        assertThat(review.own().record().dates().date(0)).isEqualTo(d.dates().date(first));
    }

    @Test
    void a_rebalance_names_who_came_and_who_went_and_why() {
        YearReview review = YearReview.of(RunAnalysis.of(run(7), Conventions.DEFAULT), 2020);
        RebalanceReview second = review.rebalances().get(1);
        assertThat(second.in()).extracting(RebalanceReview.Move::ticker).containsExactly("C");
        assertThat(second.in().get(0).formerRank()).isEqualTo(3);
        assertThat(second.out()).extracting(RebalanceReview.Move::ticker).containsExactly("A");
        assertThat(second.out().get(0).decision().orElseThrow().rule()).isEqualTo("rank");
        assertThat(second.reached()).containsExactly(3, 3, 3, 2, 2, 2);
    }

    @Test
    void a_year_without_days_is_refused_and_told_which_years_there_are() {
        RunAnalysis analysis = RunAnalysis.of(run(7), Conventions.DEFAULT);
        assertThatThrownBy(() -> YearReview.of(analysis, 2031))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no day in 2031")
                .hasMessageContaining("2019 to 2021");
    }

    /** Two stocks of three held, changing every month; a month's contributions add up to its return. */
    private static BacktestRun run(long seed) {
        Random random = new Random(seed);
        List<LocalDate> days = LocalDate.of(2019, 7, 1)
                .datesUntil(LocalDate.of(2021, 3, 1))
                .filter(day -> day.getDayOfWeek().getValue() < 6)
                .toList();
        int n = days.size();
        double[] net = IntStream.range(0, n)
                .mapToDouble(i -> 0.01 * random.nextGaussian())
                .toArray();
        double[] cost = IntStream.range(0, n)
                .mapToDouble(i -> 1e-4 * random.nextDouble())
                .toArray();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        int[] two = new int[n];
        Arrays.fill(two, 2);
        String[] none = new String[n];
        Arrays.fill(none, "");
        Map<YearMonth, Double> months = new LinkedHashMap<>();
        List<Holding> holdings = new ArrayList<>();
        List<FunnelDecision> decisions = new ArrayList<>();
        String[] names = {"A", "B", "C"};
        for (int i = 0; i < n; i++) {
            YearMonth month = YearMonth.from(days.get(i));
            months.merge(month, 1 + net[i], (a, b) -> a * b);
            boolean last = i + 1 == n || !YearMonth.from(days.get(i + 1)).equals(month);
            if (last || i == 0) {
                int out = (month.getMonthValue() + 1) % 3;
                for (int k = 0; k < 3; k++) {
                    boolean held = k != out;
                    int rank = k == out ? 3 : k == (out + 1) % 3 ? 1 : 2;
                    decisions.add(new FunnelDecision(
                            days.get(i),
                            names[k],
                            held ? FunnelStage.HELD : FunnelStage.RANKED,
                            held ? "selected" : "rank",
                            rank,
                            2,
                            rank,
                            1,
                            held ? 0.5 : 0,
                            held ? 0.5 : 0));
                    if (held) {
                        holdings.add(new Holding(
                                days.get(i), names[k], k == 2 ? "" : "Banking", rank, 1, 0.5, 0.5, Double.NaN));
                    }
                }
            }
        }
        List<Contribution> contributions = new ArrayList<>();
        months.forEach((month, growth) -> {
            double rest = growth - 1 + 0.002;
            double a = random.nextGaussian() * 0.02;
            contributions.add(new Contribution(month.atDay(1), Contribution.CASH, 0.0001, 0));
            contributions.add(new Contribution(month.atDay(1), "A", a, 0.001));
            contributions.add(new Contribution(month.atDay(1), "C", rest - a - 0.0001, 0.001));
        });
        DailyReturns daily =
                new DailyReturns(DateIndex.ofDates(days), net, cost, net, net, ones, cost, ones, two, none, none);
        return new BacktestRun(
                "two of three",
                "",
                "v",
                "INDEX",
                days.get(0),
                days.get(n - 1),
                daily,
                holdings,
                List.of(),
                decisions,
                contributions,
                Map.of());
    }

    private static BacktestRun with(BacktestRun run, DailyReturns daily) {
        return new BacktestRun(
                run.strategyName(),
                run.strategyText(),
                run.scoresVersion(),
                run.benchmarkSymbol(),
                run.start(),
                run.end(),
                daily,
                run.holdings(),
                run.trades(),
                run.decisions(),
                run.contributions(),
                run.provenance());
    }
}
