package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weighting and constraints through the whole funnel. */
class WeightingTest {
    private static Map<LocalDate, List<Holding>> rebalances(BacktestRun run) {
        return run.holdings().stream().collect(Collectors.groupingBy(Holding::date, TreeMap::new, Collectors.toList()));
    }

    private static BacktestRun run(long seed, Map<String, ?> values) {
        RandomMarket market = RandomMarket.of(seed);
        return Backtest.run(TestStrategies.drift().with(values), market.scores(), market.data());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "equal",
                "score",
                "rank",
                "inverse_volatility",
                "market_cap",
                "minimum_variance",
                "risk_parity",
                "hierarchical_risk_parity",
                "maximum_diversification"
            })
    void every_method_keeps_every_limit_on_random_markets(String method) {
        for (long seed = 1; seed <= 3; seed++) {
            Map<String, Object> values = Map.of(
                    "weighting", Map.of("method", method, "lookback_days", 40),
                    "constraints",
                            Map.of("max_position", 0.25, "max_sector", 0.5, "max_turnover", 0.4, "min_cash", 0.02));
            BacktestRun run = run(seed, values);
            Map<String, Double> previous = new TreeMap<>();
            String givenUp = run.provenance().getOrDefault("constraints_given_up", "");
            for (Map.Entry<LocalDate, List<Holding>> day : rebalances(run).entrySet()) {
                String what = method + " " + seed + " " + day.getKey();
                double sum =
                        day.getValue().stream().mapToDouble(Holding::weight).sum();
                assertThat(sum).as(what).isLessThanOrEqualTo(0.98 + 1e-9);
                Map<String, Double> sectors = new TreeMap<>();
                Map<String, Double> now = new TreeMap<>();
                for (Holding holding : day.getValue()) {
                    assertThat(holding.weight()).as(what).isBetween(0.0, 0.25 + 1e-9);
                    now.put(holding.ticker(), holding.weight());
                    if (!holding.sector().isEmpty()) {
                        sectors.merge(holding.sector(), holding.weight(), Double::sum);
                    }
                }
                sectors.values().forEach(weight -> assertThat(weight).as(what).isLessThanOrEqualTo(0.5 + 1e-9));
                double turnover = turnover(previous, now);
                if (!previous.isEmpty() && !givenUp.contains(day.getKey() + " max_turnover")) {
                    assertThat(turnover).as(what).isLessThanOrEqualTo(0.4 + 1e-9);
                }
                previous = now;
            }
            assertThat(previous).isNotEmpty();
        }
    }

    private static double turnover(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> changes = new TreeMap<>(after);
        before.forEach((ticker, weight) -> changes.merge(ticker, -weight, Double::sum));
        return changes.values().stream().mapToDouble(Math::abs).sum() / 2;
    }

    @Test
    void a_position_is_at_most_its_share_of_the_adtv() {
        TinyMarket market = new TinyMarket(80, "A", "B", "C").set(MarketField.TRADED_VALUE, "A", 0, 1e5);
        Strategy strategy = TestStrategies.parse("""
                name: adtv
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: [%s]}
                constraints: {max_adtv_share: 1}
                simulation: {initial_capital: 1.0e6}
                """.formatted(market.day(70)));
        BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
        // A trades 100,000 a day and the capital is a million: 10 %; the rest goes to the others alike.
        assertThat(run.holdings())
                .extracting(Holding::weight)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.1, 0.45, 0.45);
        FunnelDecision a = run.decisions().stream()
                .filter(d -> d.ticker().equals("A"))
                .findFirst()
                .orElseThrow();
        assertThat(a.rule()).isEqualTo("adtv_cap");
        assertThat(a.limit()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void sector_weights_stay_near_those_of_the_market() {
        TinyMarket market = new TinyMarket(80, "A", "B", "C", "D")
                .sector("A", "Oil")
                .sector("B", "Oil")
                .sector("C", "Oil")
                .sector("D", "Banks")
                .set(MarketField.MARKET_CAP, "D", 0, 300);
        Strategy strategy = TestStrategies.parse("""
                name: sectors
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: [%s]}
                constraints: {max_sector_deviation: 0.05}
                """.formatted(market.day(70)));
        BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
        // Banks are half of the market's capitalisation and a quarter of the equal weights: they come up to 45 %.
        assertThat(run.holdings().get(3).weight()).isCloseTo(0.45, within(1e-9));
    }

    @Test
    void what_cannot_hold_is_given_up_in_the_stated_order_and_on_record() {
        TinyMarket market = new TinyMarket(90, "A", "B", "C", "D")
                .sector("A", "Oil")
                .sector("B", "Oil")
                .sector("C", "Banks")
                .sector("D", "Banks")
                .score("A", 60, -1)
                .score("B", 60, -2);
        Strategy strategy = TestStrategies.parse("""
                name: conflict
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: [%s, %s]}
                selection: {top_n: 2}
                constraints: {max_turnover: 0.1, max_sector_deviation: 0.05}
                """.formatted(market.day(50), market.day(70)));
        BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
        String givenUp = run.provenance().getOrDefault("constraints_given_up", "");
        // Only one sector is selected, which cannot be near half of the market; then all of it is exchanged.
        assertThat(givenUp)
                .contains(market.day(50) + " max_sector_deviation")
                .contains(market.day(70) + " max_turnover, max_sector_deviation");
        assertThat(run.holdings()).allSatisfy(h -> assertThat(h.weight()).isCloseTo(0.5, within(1e-9)));
    }

    @Test
    void an_overlay_leaves_the_funnel_as_it_was() {
        Map<String, Object> none = new java.util.HashMap<>();
        none.put("overlay", null);
        Map<String, Object> some = Map.of(
                "overlay",
                Map.of(
                        "volatility_target", Map.of("target", 0.05, "window", 20),
                        "drawdown_control", Map.of("start", -0.01, "full", -0.1)));
        for (long seed = 1; seed <= 4; seed++) {
            BacktestRun without = run(seed, none);
            BacktestRun with = run(seed, some);
            assertThat(with.holdings().stream().map(WeightingTest::target).toList())
                    .isNotEmpty()
                    .isEqualTo(without.holdings().stream()
                            .map(WeightingTest::target)
                            .toList());
            assertThat(with.daily().net()).isNotEqualTo(without.daily().net());
        }
    }

    private static Holding target(Holding h) {
        return new Holding(h.date(), h.ticker(), h.sector(), h.rank(), h.signal(), h.rawWeight(), h.weight(), 0);
    }

    @Test
    void what_a_backtester_ran_before_changes_no_bit() {
        RandomMarket market = RandomMarket.of(8);
        Backtester shared = new Backtester(market.scores(), market.data());
        for (String yaml : TestStrategies.VARIED) {
            Strategy strategy = TestStrategies.parse(yaml);
            BacktestRun alone = Backtest.run(strategy, market.scores(), market.data());
            BacktestRun beside = shared.run(strategy);
            assertThat(beside.daily().net()).isEqualTo(alone.daily().net());
            assertThat(beside.decisions()).isEqualTo(alone.decisions());
            assertThat(beside.trades()).isEqualTo(alone.trades());
            assertThat(shared.runWithoutDecisions(strategy).daily().net())
                    .isEqualTo(alone.daily().net());
        }
    }

    @Test
    void variants_that_share_rankings_have_the_bits_of_runs_alone() {
        RandomMarket market = RandomMarket.of(9, 30, 500);
        Backtester shared = new Backtester(market.scores(), market.data());
        for (int round = 0; round < 2; round++) {
            // More sets of liquidity rules than are kept.
            for (int rules = 0; rules < 12; rules++) {
                for (int names : new int[] {4, 9}) {
                    Strategy variant = TestStrategies.drift()
                            .with("liquidity.lookback_days", 10 + 5 * rules)
                            .with("selection.top_n", names);
                    assertThat(shared.runWithoutDecisions(variant).daily().net())
                            .isEqualTo(Backtest.run(variant, market.scores(), market.data())
                                    .daily()
                                    .net());
                }
            }
        }
    }
}
