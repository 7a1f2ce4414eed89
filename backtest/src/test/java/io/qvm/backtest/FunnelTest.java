package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Decisions on a market by hand, one rebalance. */
class FunnelTest {
    private static final int DECISION = 30;

    private static Strategy strategy(TinyMarket market, String... blocks) {
        return TestStrategies.parse("""
                name: tiny
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: [%s]}
                %s
                """.formatted(market.day(DECISION), String.join("\n", blocks)));
    }

    private static BacktestRun run(TinyMarket market, String... blocks) {
        return Backtest.run(strategy(market, blocks), market.scores(), market.data());
    }

    private static Map<String, FunnelDecision> byTicker(BacktestRun run) {
        return run.decisions().stream().collect(Collectors.toMap(FunnelDecision::ticker, Function.identity()));
    }

    @Test
    void every_scored_ticker_has_one_decision_with_stage_rule_and_numbers() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D", "E", "F", "G")
                .set(MarketField.TRADED_VALUE, "A", 0, 5)
                .suspended("B", 0, 29)
                .set(MarketField.CLOSE, "C", 20, 0.5)
                .score("G", 0, Double.NaN)
                .delisted("D", 30, -1);
        Map<String, FunnelDecision> decisions = byTicker(
                run(market, "liquidity: {lookback_days: 10, min_adtv: 1000, min_price: 1}", "selection: {top_n: 1}"));

        assertThat(decisions.keySet()).containsExactlyInAnyOrder("A", "B", "C", "D", "E", "F");
        assertThat(decisions.get("A").reason()).isEqualTo("adtv 5.0 < 1000.0");
        assertThat(decisions.get("B").reason()).isEqualTo("trading_share 0.1 < 0.6");
        assertThat(decisions.get("C").reason()).isEqualTo("price 0.5 < 1.0");
        assertThat(decisions.get("D").reason()).isEqualTo("delisted");
        assertThat(decisions.get("A").stage()).isEqualTo(FunnelStage.SCORED);
        assertThat(decisions.get("E").stage()).isEqualTo(FunnelStage.HELD);
        assertThat(decisions.get("E").weight()).isEqualTo(1.0);
        assertThat(decisions.get("F").stage()).isEqualTo(FunnelStage.RANKED);
        assertThat(decisions.get("F").reason()).isEqualTo("rank 2.0 > 1.0");
    }

    @Test
    void the_liquidity_window_ends_on_the_day_before() {
        TinyMarket today = new TinyMarket(60, "A", "B").set(MarketField.TRADED_VALUE, "A", DECISION, 1e12);
        TinyMarket yesterday = new TinyMarket(60, "A", "B").set(MarketField.TRADED_VALUE, "A", DECISION - 1, 1e12);
        String liquidity = "liquidity: {lookback_days: 10, min_adtv: 2.0e6}";

        assertThat(run(today, liquidity).holdings()).isEmpty();
        assertThat(run(yesterday, liquidity).holdings())
                .extracting(Holding::ticker)
                .containsExactly("A");
    }

    @Test
    void days_without_trade_count_as_zero_in_adtv() {
        TinyMarket market = new TinyMarket(60, "A", "B").suspended("A", DECISION - 10, DECISION - 8);
        FunnelDecision decision = byTicker(run(market, "liquidity: {lookback_days: 10, min_adtv: 900000}"))
                .get("A");
        assertThat(decision.observed()).isEqualTo(800_000);
    }

    @Test
    void at_most_so_many_names_pass_by_adtv_and_ties_go_by_ticker() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").set(MarketField.TRADED_VALUE, "C", 0, 2e6);
        BacktestRun run = run(market, "liquidity: {lookback_days: 10, max_names: 2}");
        assertThat(run.holdings()).extracting(Holding::ticker).containsExactly("A", "C");
        assertThat(byTicker(run).get("B").reason()).isEqualTo("max_names 3.0 > 2.0");
    }

    @Test
    void equal_signals_rank_by_ticker() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C")
                .score("A", 0, 1)
                .score("B", 0, 1)
                .score("C", 0, 1);
        assertThat(run(market, "selection: {top_n: 2}").holdings())
                .extracting(Holding::ticker)
                .containsExactly("A", "B");
    }

    @Test
    void the_percentile_takes_every_signal_at_or_above_it() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D", "E", "F");
        // Signals 6..1: the 80 % quantile lies on an observed value.
        assertThat(run(market, "selection: {method: percentile, percentile: 0.8}")
                        .holdings())
                .extracting(Holding::ticker)
                .containsExactly("A", "B");
        assertThat(run(market, "selection: {method: hybrid, top_n: 3, hybrid_min_names: 7}")
                        .holdings())
                .hasSize(3);
    }

    @Test
    void a_cap_leaves_its_reason_and_the_cash_its_record() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").sector("A", "X").sector("B", "X");
        BacktestRun run = run(market, "constraints: {max_position: 0.4, max_sector: 0.5}");
        Map<String, FunnelDecision> decisions = byTicker(run);

        assertThat(decisions.get("A").rule()).isEqualTo("sector_cap");
        assertThat(decisions.get("A").observed()).isCloseTo(2.0 / 3, org.assertj.core.api.Assertions.within(1e-15));
        assertThat(decisions.get("A").limit()).isEqualTo(0.5);
        assertThat(decisions.get("A").weight()).isEqualTo(0.25);
        assertThat(decisions.get("C").weight()).isEqualTo(0.4);
        assertThat(run.provenance()).containsEntry("cash_left_by_constraints", market.day(DECISION) + " 0.1000");
    }

    @Test
    void too_few_ranked_stocks_hold_cash() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C");
        BacktestRun run = run(market, "selection: {min_scored: 4}");
        assertThat(run.holdings()).isEmpty();
        assertThat(byTicker(run).get("A").reason()).isEqualTo("min_scored 3.0 < 4.0");
    }

    @Test
    void the_overlay_is_part_of_the_final_weight() {
        TinyMarket market = new TinyMarket(60, "A", "B").index(DECISION, 100);
        BacktestRun half = run(market, "overlay: {regime: {bear: 0.5}}");
        assertThat(half.decisions()).extracting(FunnelDecision::weight).containsExactly(0.25, 0.25);
        assertThat(half.holdings()).extracting(Holding::weight).containsExactly(0.5, 0.5);

        BacktestRun none = run(market, "overlay: {regime: {bear: 0}}");
        assertThat(none.decisions()).extracting(FunnelDecision::stage).containsOnly(FunnelStage.WEIGHTED);
        assertThat(none.decisions()).extracting(FunnelDecision::rule).containsOnly("no_exposure");
    }

    @Test
    void a_rebalance_day_without_scores_names_the_day_and_how_to_get_them() {
        TinyMarket market =
                new TinyMarket(60, "A", "B").score("A", DECISION, Double.NaN).score("B", DECISION, Double.NaN);
        assertThatThrownBy(() -> run(market))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no scores of version test on 2020-02-17")
                .hasMessageContaining("qvm generate --model test --from 2020-02-17");
    }

    @Test
    void scores_of_another_version_are_refused() {
        TinyMarket market = new TinyMarket(60, "A");
        assertThatThrownBy(() -> Backtest.run(strategy(market).withScores("other"), market.scores(), market.data()))
                .hasMessage("strategy tiny reads scores of version other, got test");
    }

    @Test
    void ranges_and_dates_outside_the_data_are_refused() {
        TinyMarket market = new TinyMarket(60, "A");
        Strategy early = strategy(market).withRange(Optional.of(LocalDate.of(2010, 1, 1)), Optional.empty());
        assertThatThrownBy(() -> Backtest.run(early, market.scores(), market.data()))
                .hasMessage("market data go from 2020-01-06 to 2020-03-27, the backtest asks for 2010-01-01 to"
                        + " 2020-03-27; choose a range within the data");
        Strategy weekend = TestStrategies.parse(strategy(market).text().replace("2020-02-17", "2020-02-16"));
        assertThatThrownBy(() -> Backtest.run(weekend, market.scores(), market.data()))
                .hasMessage("rebalance date 2020-02-16 is no trading day; the last one before it is 2020-02-14");
        Strategy short_ = TestStrategies.parse(
                        strategy(market).text().replaceAll("frequency: dates, dates: .*", "frequency: quarterly}"))
                .withRange(Optional.empty(), Optional.of(LocalDate.of(2020, 2, 1)));
        assertThatThrownBy(() -> Backtest.run(short_, market.scores(), market.data()))
                .hasMessageContaining("no rebalance day between 2020-01-06 and 2020-02-01 (quarterly)");
    }

    @Test
    void a_benchmark_must_exist_and_cover_the_range() {
        TinyMarket market = new TinyMarket(60, "A");
        assertThatThrownBy(() -> run(market, "benchmark: NOSUCH"))
                .hasMessage("no index 'NOSUCH' in the data; there are INDEX");
        assertThat(run(market, "benchmark: none").benchmarkSymbol()).isEmpty();
        assertThat(run(market).benchmarkSymbol()).isEqualTo("INDEX");
    }

    @Test
    void names_of_tickers_change_nothing_but_names() {
        RandomMarket market = RandomMarket.of(11);
        Strategy strategy = TestStrategies.parse(TestStrategies.strategy("monthly", 1, "costs_bps: 20", "{}")
                .replace("standardize: zscore", "standardize: none"));
        RandomMarket renamed = market.withDistinctScores(1, false);
        RandomMarket reversed = market.withDistinctScores(1, true);

        BacktestRun first = Backtest.run(strategy, renamed.scores(), renamed.data());
        BacktestRun second = Backtest.run(strategy, reversed.scores(), reversed.data());

        assertThat(second.daily().equity())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(first.daily().equity());
        Comparator<Holding> order = Comparator.comparing(Holding::date).thenComparing(Holding::rank);
        List<String> names = second.holdings().stream()
                .sorted(order)
                .map(h -> h.date() + RandomMarket.mirrored(h.ticker()))
                .toList();
        assertThat(names)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEqualTo(first.holdings().stream()
                        .sorted(order)
                        .map(h -> h.date() + h.ticker())
                        .toList());
    }

    @Test
    void scores_without_any_day_are_refused() {
        TinyMarket market = new TinyMarket(60, "A");
        FactorScores none = ScoresOf.nothing("test");
        assertThatThrownBy(() -> Backtest.run(strategy(market), none, market.data()))
                .hasMessageContaining("no scores of version test; generate them first");
    }
}
