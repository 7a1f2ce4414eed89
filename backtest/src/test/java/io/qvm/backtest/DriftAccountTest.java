package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Trade;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The share account: by hand on tiny markets, and its identities on random ones. */
class DriftAccountTest {
    private static final int DECISION = 30;

    /** Decides on listed rows of the tiny market, two names, and no look-back to speak of. */
    private static BacktestRun run(TinyMarket market, String simulation, String overlay, int... decisions) {
        StringBuilder dates = new StringBuilder();
        for (int row : decisions) {
            dates.append(dates.isEmpty() ? "" : ", ").append(market.day(row));
        }
        Strategy strategy = TestStrategies.parse("""
                name: tiny
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: [%s]}
                liquidity: {lookback_days: 5, min_trading_share: 0.2}
                selection: {top_n: 2}
                overlay: %s
                simulation: {initial_capital: 10000, %s}
                """.formatted(dates, overlay, simulation));
        return Backtest.run(strategy, market.scores(), market.data());
    }

    @Test
    void a_decision_trades_at_the_next_close_and_earns_from_the_day_after() {
        TinyMarket market =
                new TinyMarket(60, "A", "B", "C").price("A", DECISION + 1, 200).price("A", DECISION + 2, 300);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION);

        assertThat(run.trades()).extracting(Trade::date).containsOnly(market.day(DECISION + 1));
        assertThat(run.trades()).extracting(Trade::shares).containsExactly(25.0, 50.0);
        assertThat(run.daily().net()[DECISION + 1]).isZero();
        assertThat(run.daily().net()[DECISION + 2]).isCloseTo(0.25, within(1e-15));
        assertThat(run.daily().exposure()[DECISION + 1]).isEqualTo(1.0);
    }

    @Test
    void positions_drift_until_the_next_rebalance() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").price("A", DECISION + 2, 300);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION, DECISION + 10);

        List<Trade> second = run.trades().subList(2, 4);
        assertThat(second).extracting(Trade::date).containsOnly(market.day(DECISION + 11));
        // 50 x 300 + 50 x 100 = 20000: half of it each, A rounded down to whole shares.
        assertThat(second).extracting(Trade::ticker).containsExactly("A", "B");
        assertThat(second).extracting(Trade::shares).containsExactly(33.0 - 50.0, 50.0);
        assertThat(run.daily().turnover()[DECISION + 11]).isCloseTo((17 * 300 + 50 * 100) / 2.0 / 20000, within(1e-15));
    }

    @Test
    void costs_are_paid_on_traded_value_and_buys_never_exceed_the_cash() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C");
        BacktestRun run = run(market, "costs_bps: 100", "{}", DECISION);

        // 100 shares would cost 10000 + 100; cut to 49 + 49.
        assertThat(run.trades()).extracting(Trade::shares).containsExactly(49.0, 49.0);
        assertThat(run.trades()).extracting(Trade::cost).containsExactly(49.0, 49.0);
        assertThat(run.daily().cost()[DECISION + 1]).isCloseTo(98 / 10000.0, within(1e-15));
        assertThat(run.daily().net()[DECISION + 1]).isCloseTo(-98 / 10000.0, within(1e-15));
    }

    @Test
    void lots_round_down() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C");
        assertThat(run(market, "lot_size: 20", "{}", DECISION).trades())
                .extracting(Trade::shares)
                .containsExactly(40.0, 40.0);
    }

    @Test
    void a_delisted_stock_leaves_at_its_delisting_return() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").delisted("A", DECISION + 5, -0.6);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION);

        assertThat(run.daily().net()[DECISION + 5]).isCloseTo(-0.3, within(1e-15));
        assertThat(run.daily().positions()[DECISION + 5]).isEqualTo(1);
        Trade exit = run.trades().get(2);
        assertThat(exit.reason()).isEqualTo("delisted");
        assertThat(exit.price()).isCloseTo(40, within(1e-12));
        assertThat(run.daily().net()[DECISION + 6]).isZero();
    }

    @Test
    void an_unknown_delisting_return_is_assumed_and_on_record() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").delisted("A", DECISION + 5, Double.NaN);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION);

        assertThat(run.daily().net()[DECISION + 5]).isCloseTo(-0.15, within(1e-15));
        assertThat(run.trades().get(2).reason()).isEqualTo("delisted, return not known");
        assertThat(run.provenance()).containsEntry("delistings_at_assumed_return", "1 at -0.3");
    }

    @Test
    void a_stock_that_vanishes_without_a_word_counts_as_delisted_after_a_while() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").suspended("A", DECISION + 5, 60);
        BacktestRun run = run(market, "delisted_after_days_without_price: 10", "{}", DECISION);

        assertThat(run.daily().net()[DECISION + 14]).isCloseTo(-0.15, within(1e-15));
        assertThat(run.trades().get(2).reason()).isEqualTo("no price for 10 days, taken as delisted");
    }

    @Test
    void a_suspended_stock_keeps_its_price_and_its_order_waits() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C")
                .price("B", DECISION + 12, 120)
                .suspended("A", DECISION + 8, DECISION + 14)
                .price("A", DECISION + 14, 150)
                .score("A", DECISION + 5, -1);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION, DECISION + 10);

        List<Trade> sale = run.trades().stream()
                .filter(t -> t.ticker().equals("A") && t.shares() < 0)
                .toList();
        assertThat(sale).singleElement().satisfies(trade -> {
            assertThat(trade.date()).isEqualTo(market.day(DECISION + 14));
            assertThat(trade.price()).isEqualTo(150);
            assertThat(trade.reason()).isEqualTo("carried order");
        });
        assertThat(run.daily().net()[DECISION + 9]).isZero();
        assertThat(run.daily().net()[DECISION + 12]).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void a_stock_without_volume_cannot_be_bought() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").set(MarketField.VOLUME, "A", DECISION + 1, 0);
        assertThat(run(market, "costs_bps: 0", "{}", DECISION).trades())
                .extracting(Trade::ticker)
                .containsExactly("B");
    }

    @Test
    void prices_that_are_no_prices_are_ignored() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C")
                .price("A", DECISION + 3, 0)
                .price("A", DECISION + 4, Double.NaN)
                .price("A", DECISION + 5, -7)
                .price("A", DECISION + 6, 110);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION);

        assertThat(run.daily().net()[DECISION + 5]).isZero();
        assertThat(run.daily().net()[DECISION + 6]).isCloseTo(0.05, within(1e-15));
    }

    @Test
    void cash_earns_its_rate_by_calendar_days() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C");
        BacktestRun run = run(market, "cash_rate: 0.0365", "{}", 58);

        assertThat(run.daily().net()[1]).isCloseTo(0.0001, within(1e-15));
        assertThat(run.daily().net()[5]).isCloseTo(0.0003, within(1e-15));
        assertThat(run.daily().net()[0]).isZero();
    }

    @Test
    void nothing_selected_is_all_cash() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C")
                .score("A", 0, Double.NaN)
                .score("B", 0, Double.NaN)
                .price("C", 5, 5);
        for (MarketField field : List.of(MarketField.TRADED_VALUE)) {
            market.set(field, "C", 0, 0);
        }
        BacktestRun run = run(market, "costs_bps: 10", "{}", DECISION);

        assertThat(run.trades()).isEmpty();
        assertThat(run.daily().equity()).containsOnly(1.0);
        assertThat(run.provenance()).containsKey("rebalances_in_cash");
    }

    @Test
    void an_overlay_scales_positions_both_ways_between_rebalances() {
        TinyMarket market =
                new TinyMarket(60, "A", "B", "C").index(DECISION + 5, 700).index(DECISION + 10, 1000);
        BacktestRun run = run(market, "costs_bps: 0", "{regime: {bear: 0.5}}", DECISION);

        assertThat(run.daily().regime()[DECISION + 5]).isEqualTo("Bear");
        assertThat(run.daily().exposure()[DECISION + 5]).isEqualTo(1.0);
        assertThat(run.daily().exposure()[DECISION + 6]).isEqualTo(0.5);
        assertThat(run.daily().exposure()[DECISION + 11]).isEqualTo(1.0);
        assertThat(run.trades().subList(2, 6)).extracting(Trade::reason).containsOnly("overlay");
        assertThat(run.trades().subList(2, 6)).extracting(Trade::shares).containsExactly(-25.0, -25.0, 25.0, 25.0);
    }

    @Test
    void an_overlay_that_leaves_the_market_comes_back_to_the_targets() {
        TinyMarket market =
                new TinyMarket(60, "A", "B", "C").index(DECISION + 5, 700).index(DECISION + 10, 1000);
        BacktestRun run = run(market, "costs_bps: 0", "{regime: {bear: 0}}", DECISION);

        assertThat(run.daily().positions()[DECISION + 6]).isZero();
        assertThat(run.daily().positions()[DECISION + 11]).isEqualTo(2);
        assertThat(run.daily().exposure()[DECISION + 11]).isEqualTo(1.0);
    }

    @Test
    void an_order_that_waits_is_forgotten_at_the_next_rebalance() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C")
                .suspended("A", DECISION + 1, DECISION + 14)
                .score("A", DECISION + 5, -1);
        BacktestRun run = run(market, "costs_bps: 0", "{}", DECISION, DECISION + 10);
        assertThat(run.trades()).extracting(Trade::ticker).doesNotContain("A");
    }

    @Test
    void a_price_that_makes_the_account_infinite_is_named() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").price("B", DECISION + 3, 1.7e308);
        assertThatThrownBy(() -> run(market, "costs_bps: 0", "{}", DECISION))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the account has no finite value on " + market.day(DECISION + 3)
                        + "; look for impossible adjusted closes, first in B");
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_account_can_be_rebuilt_from_its_trades(long seed) {
        RandomMarket market = RandomMarket.of(seed);
        double capital = 1e6;
        Strategy strategy = TestStrategies.parse(TestStrategies.strategy(
                "weekly", 1, "costs_bps: 30, initial_capital: 1.0e6", "{regime: {min_history: 60}}"));
        BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
        DailyReturns daily = run.daily();

        Map<String, Double> shares = new HashMap<>();
        Map<String, Double> prices = new HashMap<>();
        double cash = capital;
        int next = 0;
        double before = capital;
        for (int k = 0; k < daily.dates().size(); k++) {
            LocalDate date = daily.dates().date(k);
            int row = market.data().dates().indexOf(date);
            for (int c = 0; c < market.data().tickers().size(); c++) {
                double price = market.data().panel(MarketField.ADJUSTED_CLOSE).get(row, c);
                if (price > 0) {
                    prices.put(market.data().tickers().ticker(c), price);
                }
            }
            double traded = 0;
            double paid = 0;
            for (; next < run.trades().size() && run.trades().get(next).date().equals(date); next++) {
                Trade trade = run.trades().get(next);
                cash -= trade.shares() * trade.price() + trade.cost();
                shares.merge(trade.ticker(), trade.shares(), Double::sum);
                paid += trade.cost();
                traded += trade.reason().contains("delisted") ? 0 : Math.abs(trade.shares()) * trade.price();
            }
            double invested = 0;
            for (Map.Entry<String, Double> entry : shares.entrySet()) {
                assertThat(entry.getValue()).isGreaterThanOrEqualTo(0);
                invested += entry.getValue() == 0 ? 0 : entry.getValue() * prices.get(entry.getKey());
            }
            double equity = cash + invested;
            assertThat(cash).isGreaterThanOrEqualTo(-1e-9 * capital);
            assertThat(daily.equity()[k] * capital).isCloseTo(equity, within(1e-9 * capital));
            assertThat(daily.net()[k]).isCloseTo(equity / before - 1, within(1e-9));
            assertThat(daily.net()[k]).isEqualTo(daily.gross()[k] - daily.cost()[k]);
            assertThat(daily.cost()[k]).isCloseTo(paid / before, within(1e-12));
            assertThat(paid).isCloseTo(traded * 0.003, within(1e-6));
            assertThat(daily.turnover()[k]).isCloseTo(traded / 2 / (equity + paid), within(1e-9));
            assertThat(daily.exposure()[k]).isCloseTo(invested / equity, within(1e-9));
            before = equity;
        }
        assertThat(next).isEqualTo(run.trades().size()).isGreaterThan(100);
    }
}
