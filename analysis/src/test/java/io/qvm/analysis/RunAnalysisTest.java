package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunAnalysisTest {
    private static final LocalDate DAY = LocalDate.of(2021, 3, 1);

    @Test
    void track_record_starts_on_the_first_day_with_an_invested_position() {
        RunAnalysis analysis = RunAnalysis.of(run(new double[] {0, 0, 0.01, -0.02, 0.03}, 2), Conventions.DEFAULT);
        assertThat(analysis.record().dates().date(0)).isEqualTo(DAY.plusDays(2));
        assertThat(analysis.strategy().periods()).isEqualTo(3);
        assertThat(analysis.strategy().totalReturn()).isEqualTo(1.01 * 0.98 * 1.03 - 1, within(1e-15));
        assertThat(analysis.growth()).hasSize(3);
    }

    @Test
    void run_that_never_invests_has_no_figures_and_is_still_a_listing() {
        RunAnalysis analysis = RunAnalysis.of(run(new double[] {0, 0, 0}, 3), Conventions.DEFAULT);
        assertThat(analysis.record().isEmpty()).isTrue();
        Map<String, String> texts =
                analysis.metrics().stream().collect(Collectors.toMap(Metric::key, Metric::strategyText));
        assertThat(texts).containsEntry("total_return", "–").containsEntry("sharpe", "–");
        assertThat(texts).containsEntry("days", "0");
    }

    @Test
    void listing_has_unique_keys_and_a_convention_for_every_figure() {
        List<Metric> metrics = Metrics.of(run(new double[] {0.01, -0.02, 0.03}, 0), Conventions.DEFAULT);
        assertThat(metrics)
                .extracting(Metric::key)
                .doesNotHaveDuplicates()
                .contains(
                        "sharpe",
                        "return_over_volatility",
                        "value_at_risk_95",
                        "conditional_value_at_risk_95",
                        "beta",
                        "alpha");
        assertThat(metrics).allMatch(metric -> !metric.convention().isBlank());
        assertThat(metrics.stream()
                        .filter(m -> m.key().equals("sharpe"))
                        .findFirst()
                        .orElseThrow()
                        .convention())
                .contains("rf = 0.00 % a year");
    }

    @Test
    void figures_are_written_alike_everywhere() {
        assertThat(MetricUnit.PERCENT.format(-0.12345)).isEqualTo("−12.35 %");
        assertThat(MetricUnit.PERCENT.format(-0.000001)).isEqualTo("0.00 %");
        assertThat(MetricUnit.COUNT.format(12345)).isEqualTo("12,345");
        assertThat(MetricUnit.RATIO.format(Double.NaN)).isEqualTo("–");
        assertThat(MetricUnit.RATIO.format(Double.NEGATIVE_INFINITY)).isEqualTo("–");
        assertThat(MetricUnit.PERCENT.format(2.5e12)).isEqualTo("2.50e+14 %");
    }

    @Test
    void last_portfolio_is_sorted_by_weight() {
        RunAnalysis analysis = RunAnalysis.of(run(new double[] {0.01, 0.01, 0.01}, 0), Conventions.DEFAULT);
        assertThat(analysis.lastHoldings()).extracting(Holding::ticker).containsExactly("BBB", "CCC", "DDD");
        assertThat(analysis.lastWeightOf(1)).isEqualTo(0.6);
    }

    @Test
    void sector_weights_add_up_and_small_sectors_become_other() {
        SectorWeights sectors = SectorWeights.of(run(new double[] {0.01}, 0).holdings());
        assertThat(sectors.sectors()).containsExactly("Banking", "Steel", "Unclassified");
        assertThat(sectors.weights()[0]).containsExactly(1.0, 0.6);
        SectorWeights two = sectors.largest(2);
        assertThat(two.sectors()).containsExactly("Banking", "Other");
        assertThat(two.weights()[1]).containsExactly(0.0, 0.4);
    }

    @Test
    void funnel_counts_stocks_that_came_at_least_as_far() {
        FunnelSummary funnel = FunnelSummary.of(run(new double[] {0.01}, 0).decisions());
        assertThat(funnel.rebalances()).isEqualTo(2);
        assertThat(funnel.stages())
                .filteredOn(stage -> stage.stage() == FunnelStage.SCORED)
                .containsExactly(new FunnelSummary.Stage(FunnelStage.SCORED, 3, 2));
        assertThat(funnel.stages())
                .filteredOn(stage -> stage.stage() == FunnelStage.HELD)
                .containsExactly(new FunnelSummary.Stage(FunnelStage.HELD, 2, 1.5));
        assertThat(funnel.reasons()).containsExactly(new FunnelSummary.Reason(FunnelStage.SCORED, "adtv", 1));
    }

    @Test
    void regimes_form_bands_and_their_returns_compound() {
        RunAnalysis analysis = RunAnalysis.of(run(new double[] {0.1, 0.1, -0.1, 0.1}, 0), Conventions.DEFAULT);
        assertThat(analysis.regimeBands())
                .containsExactly(
                        new RegimeBand("Bull", DAY, DAY.plusDays(1)),
                        new RegimeBand("Bear", DAY.plusDays(2), DAY.plusDays(2)));
        assertThat(analysis.regimes()).extracting(RegimeReturns::regime).containsExactly("Bull", "Bear");
        assertThat(analysis.regimes().get(0).strategy()).isEqualTo(0.21, within(1e-15));
        assertThat(analysis.regimes().get(1).benchmark()).isNaN();
    }

    @Test
    void turnover_is_annualised_and_shared_among_rebalances() {
        TradingActivity trading = RunAnalysis.of(run(new double[] {0.1, 0.1, -0.1, 0.1}, 0), Conventions.DEFAULT)
                .trading();
        assertThat(trading.rebalances()).isEqualTo(2);
        assertThat(trading.averageTurnover()).isEqualTo(0.5, within(1e-15));
        assertThat(trading.annualTurnover()).isEqualTo(63, within(1e-12));
        assertThat(trading.totalCost()).isEqualTo(0.004, within(1e-15));
        assertThat(trading.costDrag()).isPositive();
    }

    /** Four weekdays at most; in cash before {@code from}; turnover 0.25 and costs of 10 bps a day. */
    private static BacktestRun run(double[] net, int from) {
        int n = net.length;
        double[] exposure = new double[n];
        double[] benchmark = new double[n];
        double[] gross = new double[n];
        double[] cost = new double[n];
        double[] turnover = new double[n];
        int[] positions = new int[n];
        String[] regime = new String[n];
        for (int i = 0; i < n; i++) {
            boolean invested = i >= from;
            exposure[i] = invested ? 0.9 : 0;
            positions[i] = invested ? 2 : 0;
            benchmark[i] = i == 2 ? Double.NaN : 0.005 * (i - 1);
            cost[i] = 0.001;
            gross[i] = net[i] + cost[i];
            turnover[i] = 0.25;
            regime[i] = i < 2 ? "Bull" : i == 2 ? "Bear" : "";
        }
        DateIndex dates =
                DateIndex.ofDates(IntStream.range(0, n).mapToObj(DAY::plusDays).toList());
        List<Holding> holdings = List.of(
                new Holding(DAY, "AAA", "Banking", 1, 2, 1, 1, 10),
                new Holding(DAY.plusDays(1), "CCC", "Steel", 1, 2, 0.3, 0.3, 10),
                new Holding(DAY.plusDays(1), "DDD", "", 3, 1, 0.1, 0.1, 10),
                new Holding(DAY.plusDays(1), "BBB", "Banking", 2, 2, 0.6, 0.6, 10));
        List<FunnelDecision> decisions = List.of(
                decision(DAY, "AAA", FunnelStage.HELD, "held"),
                decision(DAY.plusDays(1), "BBB", FunnelStage.HELD, "held"),
                decision(DAY.plusDays(1), "CCC", FunnelStage.HELD, "held"),
                decision(DAY.plusDays(1), "ZZZ", FunnelStage.SCORED, "adtv"));
        return new BacktestRun(
                "test",
                "name: test",
                "v",
                "INDEX",
                DAY,
                DAY.plusDays(n),
                new DailyReturns(
                        dates,
                        gross,
                        cost,
                        net,
                        benchmark,
                        exposure,
                        turnover,
                        Growth.of(net),
                        positions,
                        regime,
                        regime),
                holdings,
                List.of(),
                decisions,
                Map.of());
    }

    private static FunnelDecision decision(LocalDate date, String ticker, FunnelStage stage, String rule) {
        return new FunnelDecision(date, ticker, stage, rule, 1, 2, 1, 1, 0.1, 0.1);
    }
}
