package io.qvm.backtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.Trade;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each market rule on three stocks and ten days, to be followed with a pencil. */
class MarketRulesTest {
    private static final Offset<Double> TINY = within(1e-12);

    /** Equity in currency after a day. */
    private static double equity(SimulationResult result, int day) {
        return result.equity()[day] * 10_000;
    }

    @Test
    void commission_tax_and_half_spread_are_paid_on_the_traded_value() {
        TenDays market = new TenDays().decide(0, 0.5, 0, 0).decide(4, 0, 0, 0);
        SimulationResult result = market.run("costs_bps: 20, sell_tax_bps: 10, half_spread_bps: 5");

        // 50 shares for 5000: commission 10, spread 2.5. Sold again: commission 10, tax 5, spread 2.5.
        assertThat(market.trades(result)).containsExactly("1 A 50 @ 100", "5 A -50 @ 100");
        assertThat(result.trades()).extracting(Trade::cost).containsExactly(12.5, 17.5);
        assertThat(equity(result, 1)).isCloseTo(10_000 - 12.5, TINY);
        assertThat(equity(result, 5)).isCloseTo(10_000 - 12.5 - 17.5, TINY);
        assertThat(result.costs().commission()[5]).isCloseTo(10 / 9987.5, TINY);
        assertThat(result.costs().tax()[5]).isCloseTo(5 / 9987.5, TINY);
        assertThat(result.costs().spread()[5]).isCloseTo(2.5 / 9987.5, TINY);
        assertThat(result.costs().tax()[1]).isZero();
        assertThat(result.cost()[5]).isCloseTo(17.5 / 9987.5, TINY);
    }

    @Test
    void impact_is_volatility_times_the_root_of_the_order_as_a_share_of_adtv() {
        // Returns of days 2 to 4: 0.1, -0.1, 0.1; their mean is 1/30, the squares around it sum to 0.03 - 3 / 900.
        // With 100 shares a day the traded values are 11000, 9900, 10890.
        TenDays market = new TenDays().price("A", 1, 100, 110, 99, 108.9, 100).decide(4, 0.5, 0, 0);
        market.volume("A", 0, 100);
        SimulationResult result = market.run("impact: {coefficient: 0.5, window_days: 3}");

        double volatility = Math.sqrt((0.03 - 3.0 / 900) / 2);
        double adtv = (11_000 + 9_900 + 10_890) / 3.0;
        assertThat(volatility).isCloseTo(0.11547005, within(1e-8));
        assertThat(market.trades(result)).containsExactly("5 A 50 @ 100");
        assertThat(result.trades().get(0).cost())
                .isCloseTo(0.5 * volatility * Math.sqrt(5_000 / adtv) * 5_000, within(1e-9));
        assertThat(result.costs().impact()[5]).isEqualTo(result.cost()[5]);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void an_impact_that_cannot_be_known_is_not_charged_but_noted() {
        // The first trading day before the trade has no return; the other costs are paid.
        TenDays market = new TenDays().decide(0, 0.5, 0, 0);
        SimulationResult result = market.run("costs_bps: 20, impact: {window_days: 5}");

        assertThat(result.trades()).extracting(Trade::cost).containsExactly(10.0);
        assertThat(result.notes()).containsExactly("impact_unknown: 2020-01-07 A traded without impact");
    }

    @Test
    void an_impact_never_takes_more_than_a_sale_brings() {
        SimulationResult result = new TenDays()
                .price("A", 2, 150, 50, 100)
                .volume("A", 2, 0.01)
                .decide(0, 0.5, 0, 0)
                .decide(5, 0, 0, 0)
                .run("costs_bps: 100, impact: {coefficient: 1000, window_days: 3}");

        // Sold for 5000: commission 50 and at most the other 4950.
        assertThat(result.trades().get(1).cost()).isCloseTo(5_000, TINY);
        assertThat(result.notes()).contains("impact_capped: 2020-01-14 A is too large for its market");
    }

    @Test
    void participation_fills_an_order_over_several_days() {
        // ADTV 100 x 100 = 10000; a tenth of it is 10 shares a day.
        TenDays market = new TenDays().volume("A", 0, 100).decide(0, 0.25, 0, 0);
        SimulationResult result = market.run("max_participation: 0.1");

        assertThat(market.trades(result)).containsExactly("1 A 10 @ 100", "2 A 10 @ 100", "3 A 5 @ 100");
        assertThat(result.trades())
                .extracting(Trade::reason)
                .containsExactly("rebalance", "carried order", "carried order");
        assertThat(result.notes()).containsExactly("orders_carried: 2020-01-07 A (participation)");
    }

    @Test
    void what_participation_leaves_is_dropped_if_so_asked() {
        TenDays market = new TenDays().volume("A", 0, 100).decide(0, 0.25, 0, 0);
        SimulationResult result = market.run("max_participation: 0.1, unfilled: drop");

        assertThat(market.trades(result)).containsExactly("1 A 10 @ 100");
        assertThat(result.notes()).containsExactly("orders_dropped: 2020-01-07 A (participation)");
    }

    @Test
    void participation_looks_at_the_days_before_the_trade_only() {
        TenDays market = new TenDays().volume("A", 0, 0, 1e-3, 100, 1e9).decide(0, 0.5, 0, 0);
        SimulationResult result = market.run("max_participation: 1");

        // Days 0 and 1 traded 0 and 0.001 shares: ADTV before day 2 is 0.0005 shares, before day 3 (0.001 + 100) / 3.
        assertThat(market.trades(result)).containsExactly("3 A 33 @ 100", "4 A 17 @ 100");
    }

    @Test
    void at_the_upper_limit_nothing_is_bought_but_sales_go_through() {
        TenDays market = new TenDays()
                .price("A", 1, 107, 107)
                .price("B", 5, 106.96)
                .decide(0, 0.5, 0.5, 0)
                .decide(4, 0, 0, 1);
        SimulationResult result = market.run("price_limits: {up: 0.07, down: -0.07}");

        // A closes at +7 % on day 1 and waits for day 2: 5000 / 107 = 46 shares. B is sold at +6.96 % on day 5.
        assertThat(market.trades(result))
                .containsExactly("1 B 50 @ 100", "2 A 46 @ 107", "5 A -46 @ 107", "5 B -50 @ 106.96", "5 C 103 @ 100");
        assertThat(result.notes()).containsExactly("orders_carried: 2020-01-07 A (price limit)");
    }

    @Test
    void at_the_lower_limit_nothing_is_sold_and_buys_wait_for_the_proceeds() {
        TenDays market = new TenDays().price("A", 4, 93, 93).decide(0, 1, 0, 0).decide(3, 0, 1, 0);
        SimulationResult result = market.run("price_limits: {up: 0.07, down: -0.07}");

        // Day 4: A is at -7 % and stays; there is no cash for B. Day 5: A is sold for 9300, which buys 93 of B.
        assertThat(market.trades(result)).containsExactly("1 A 100 @ 100", "5 A -100 @ 93", "5 B 93 @ 100");
    }

    @Test
    void a_limit_is_measured_from_the_close_before_as_traded() {
        // A pays 10 on day 2 and closes at 90: as traded -10 %, but nothing to an exchange that counts from 90.
        TenDays market = new TenDays()
                .close("A", 2, 90)
                .dividend("A", 2, 10)
                .decide(0, 1, 0, 0)
                .decide(1, 0, 0, 0);
        assertThat(market.trades(market.run("prices: as_traded, price_limits: {up: 0.07, down: -0.07}")))
                .containsExactly("1 A 100 @ 100", "2 A -100 @ 90");
        // Without adjusted closes the corporate actions tell.
        TenDays raw = new TenDays()
                .without(MarketField.ADJUSTED_CLOSE)
                .close("A", 2, 90)
                .dividend("A", 2, 10)
                .decide(0, 1, 0, 0)
                .decide(1, 0, 0, 0);
        assertThat(raw.trades(raw.run("prices: as_traded, price_limits: {up: 0.07, down: -0.07}")))
                .containsExactly("1 A 100 @ 100", "2 A -100 @ 90");
        // Nothing was paid: the same close is a fall to the limit, and the sale waits.
        TenDays fall = new TenDays().price("A", 2, 90).decide(0, 1, 0, 0).decide(1, 0, 0, 0);
        assertThat(fall.trades(fall.run("prices: as_traded, price_limits: {up: 0.07, down: -0.07}")))
                .containsExactly("1 A 100 @ 100", "3 A -100 @ 90");
    }

    @Test
    void an_order_in_a_suspended_stock_is_dropped_if_so_asked() {
        TenDays market = new TenDays().price("A", 1, Double.NaN, 100).decide(0, 0.5, 0.5, 0);
        SimulationResult result = market.run("unfilled: drop");

        assertThat(market.trades(result)).containsExactly("1 B 50 @ 100");
        assertThat(result.notes()).containsExactly("orders_dropped: 2020-01-07 A (suspended)");
    }

    @Test
    void a_stock_delisted_between_decision_and_execution_is_not_bought() {
        TenDays market = new TenDays().delisted("A", 1, -0.5).decide(0, 0.5, 0.5, 0);
        SimulationResult result = market.run("");

        assertThat(market.trades(result)).containsExactly("1 B 50 @ 100");
        assertThat(result.notes())
                .containsExactly("orders_cancelled: 2020-01-07 A delisted before its order was executed");
    }

    @Test
    void a_split_multiplies_shares_and_changes_no_value() {
        TenDays market = new TenDays()
                .close("A", 3, 50, 60)
                .split("A", 3, 2)
                .decide(0, 1, 0, 0)
                .decide(4, 0, 0, 0);
        SimulationResult result = market.run("prices: as_traded");

        // 100 at 100 become 200 at 50; at 60 they are worth 12000.
        assertThat(equity(result, 3)).isEqualTo(10_000);
        assertThat(equity(result, 4)).isEqualTo(12_000);
        assertThat(market.trades(result)).containsExactly("1 A 100 @ 100", "5 A -200 @ 60");
    }

    @Test
    void a_dividend_is_cash_on_the_shares_held_before_the_ex_day() {
        TenDays market = new TenDays()
                .close("A", 3, 95)
                .dividend("A", 3, 5)
                .decide(0, 1, 0, 0)
                .decide(2, 0.5, 0, 0);
        SimulationResult result = market.run("prices: as_traded");

        // 100 shares receive 500, on the day on which half are sold: 5000 / 95 = 52 stay.
        assertThat(equity(result, 3)).isEqualTo(10_000);
        assertThat(market.trades(result)).containsExactly("1 A 100 @ 100", "3 A -48 @ 95");
        assertThat(result.exposure()[3]).isCloseTo(52 * 95 / 10_000.0, TINY);
        // A buyer at the ex-day's close receives nothing.
        TenDays late = new TenDays().close("A", 3, 95).dividend("A", 3, 5).decide(2, 1, 0, 0);
        assertThat(equity(late.run("prices: as_traded"), 3)).isEqualTo(10_000);
    }

    @Test
    void a_reinvested_dividend_buys_fractions_at_the_ex_days_close() {
        TenDays market = new TenDays()
                .close("A", 3, 80, 100)
                .dividend("A", 3, 20)
                .decide(0, 1, 0, 0)
                .decide(5, 0, 0, 0);
        SimulationResult result = market.run("prices: as_traded, dividends: reinvest, costs_bps: 100");

        // 99 shares after costs of 99; 99 x 20 / 80 = 24.75 more; at 100: 123.75 x 100 and 1 left in cash.
        assertThat(equity(result, 2)).isEqualTo(9_901);
        assertThat(equity(result, 3)).isEqualTo(9_901);
        assertThat(equity(result, 4)).isCloseTo(12_376, within(1e-9));
        assertThat(market.trades(result)).containsExactly("1 A 99 @ 100", "6 A -123.75 @ 100");
    }

    @Test
    void a_dividend_without_a_close_on_the_ex_day_stays_cash() {
        TenDays market =
                new TenDays().close("A", 3, Double.NaN, 80).dividend("A", 3, 20).decide(0, 1, 0, 0);
        SimulationResult result = market.run("prices: as_traded, dividends: reinvest");

        // 100 shares at 100 go to 80 by the dividend, which is 2000 in cash.
        assertThat(equity(result, 3)).isEqualTo(10_000);
        assertThat(equity(result, 4)).isEqualTo(10_000);
        assertThat(result.exposure()[4]).isEqualTo(0.8);
        assertThat(result.notes()).containsExactly("dividends_kept_as_cash: 2020-01-09 A had no close");
    }

    @Test
    void prices_as_traded_need_closes_and_corporate_actions() {
        TenDays noCloses = new TenDays().without(MarketField.CLOSE).decide(0, 1, 0, 0);
        assertThatThrownBy(() -> noCloses.run("prices: as_traded"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "simulation.prices: as_traded needs closes as traded, which the market data lack; import the"
                                + " column close, or use prices: adjusted");
        AccountCase complete = new TenDays().decide(0, 1, 0, 0).with("prices: as_traded");
        MarketData d = complete.data();
        AccountCase noActions = complete.withData(new MarketData(
                d.dates(),
                d.tickers(),
                Collections.nCopies(3, Optional.empty()),
                Map.of(MarketField.CLOSE, d.panel(MarketField.CLOSE), MarketField.VOLUME, d.panel(MarketField.VOLUME)),
                d.priceRows(),
                d.valuationRows(),
                d.facts(),
                d.indices()));
        assertThatThrownBy(noActions::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "simulation.prices: as_traded needs the corporate actions, which the market data lack; import"
                                + " the table corporate_actions, or use prices: adjusted");
    }

    @Test
    void proceeds_pay_for_purchases_when_they_have_settled() {
        TenDays market = new TenDays().decide(0, 1, 0, 0).decide(2, 0, 1, 0);
        SimulationResult result = market.run("settlement_days: 2");

        // A is sold on day 3; the money is there on day 5, and counts as equity all the time.
        assertThat(market.trades(result)).containsExactly("1 A 100 @ 100", "3 A -100 @ 100", "5 B 100 @ 100");
        assertThat(result.equity()).containsOnly(1.0);
        assertThat(result.exposure()[3]).isZero();
    }

    @Test
    void settled_cash_earns_interest_and_unsettled_does_not() {
        TenDays market = new TenDays().decide(0, 1, 0, 0).decide(2, 0, 0, 0);
        SimulationResult result = market.run("settlement_days: 2, cash_rate: 0.0365");

        // Day 1: one day's interest on 10000 is 1; it is left when A is bought. A is sold on day 3, on the way until
        // day 5.
        // From day 2 to 5 (a Monday) only the 1 earns, for five days; from day 5 to 6 all 10001 do.
        assertThat(equity(result, 1)).isCloseTo(10_001, TINY);
        assertThat(equity(result, 5) - equity(result, 2)).isCloseTo(1e-4 * 5, within(1e-6));
        assertThat(equity(result, 6) - equity(result, 5)).isCloseTo(1.0001, within(1e-6));
    }

    @Test
    void leverage_borrows_up_to_its_limit_and_pays_for_it() {
        TenDays market = new TenDays().price("A", 2, 110).exposure(0, 2).decide(0, 1, 0, 0);
        SimulationResult result = market.run("max_leverage: 1.5, financing_rate: 0.073, cash_rate: 0.0365");

        // 2 x 10000 is wanted, 15000 may be: 150 shares, 5000 borrowed. Day 2: +1500, and a day's interest of 1.
        assertThat(market.trades(result).get(0)).isEqualTo("1 A 150 @ 100");
        assertThat(result.exposure()[1]).isCloseTo(15_000 / 10_001.0, TINY);
        assertThat(equity(result, 2)).isCloseTo(10_001 + 1_500 - 0.9998, within(1e-9));
    }

    @Test
    void an_account_that_owes_more_than_it_owns_ends_at_zero() {
        TenDays market = new TenDays()
                .price("A", 3, 40)
                .exposure(0, 2)
                .decide(0, 1, 0, 0)
                .decide(6, 0, 1, 0);
        SimulationResult result = market.run("max_leverage: 2");

        // 200 shares with 10000 borrowed; at 40 they are worth 8000. The lender bears 2000.
        assertThat(market.trades(result)).containsExactly("1 A 200 @ 100", "3 A -200 @ 40");
        assertThat(result.net()[3]).isEqualTo(-1);
        assertThat(equity(result, 9)).isZero();
        assertThat(result.notes()).containsExactly("ruined: 2020-01-09 debts exceed the value of all positions");
        assertThat(result.contributions().writtenOff()[0]).isCloseTo(2_000, TINY);
    }

    @Test
    void lots_bind_buys_and_sales_and_odd_shares_leave_with_the_position() {
        TenDays market = new TenDays()
                .close("A", 3, 200.0 / 3)
                .split("A", 3, 1.5)
                .decide(0, 0.55, 0, 0)
                .decide(3, 0.3, 0, 0)
                .decide(6, 0, 0, 0);
        SimulationResult result = market.run("prices: as_traded, lot_size: 10");

        // 50 of 55 are bought; the split makes 75. Day 4 wants 3000 / 66.67 = 45, 30 fewer: three lots go, 45 stay.
        assertThat(market.trades(result).get(0)).isEqualTo("1 A 50 @ 100");
        assertThat(result.trades()).extracting(Trade::shares).containsExactly(50.0, -30.0, -45.0);
    }

    @Test
    void a_capital_too_small_for_one_lot_stays_cash_and_says_so() {
        TenDays market = new TenDays().decide(0, 0.5, 0.5, 0);
        SimulationResult result = market.run("lot_size: 100");

        // 5000 buys half a lot.
        assertThat(result.trades()).isEmpty();
        assertThat(result.equity()).containsOnly(1.0);
        assertThat(result.notes())
                .containsExactly("capital_too_small: 2020-01-07 one lot of A costs more than its share of the capital,"
                        + " 2020-01-07 one lot of B costs more than its share of the capital");
    }

    @Test
    void contributions_say_which_stock_earned_what() {
        TenDays market = new TenDays()
                .price("A", 2, 110)
                .price("B", 5, 80)
                .decide(0, 0.5, 0.4, 0)
                .decide(6, 0, 0, 0);
        SimulationResult result = market.run("costs_bps: 10, cash_rate: 0.0365");

        // A: 50 x 10 = 500, costs 5 and 5.5. B: 40 x -20 = -800, costs 4 and 3.2. Cash is 1001 after a day, then 992.
        Contributions c = result.contributions();
        assertThat(c.months()).hasSize(1);
        assertThat(c.columns()).containsExactly(0, 1);
        assertThat(c.profit()).containsExactly(500, -800);
        assertThat(c.cost()[0]).isCloseTo(10.5, within(1e-9));
        assertThat(c.cost()[1]).isCloseTo(7.2, within(1e-9));
        assertThat(c.interest()[0])
                .isCloseTo(equity(result, 9) - 10_000 + 300 + 17.7, within(1e-9))
                .isPositive();
        assertThat(c.netByColumn(0, 1, 3)).containsExactly(c.profit()[0] - c.cost()[0], c.profit()[1] - c.cost()[1], 0);
    }

    @Test
    void costs_that_eat_a_whole_sale_are_refused() {
        assertThatThrownBy(() -> new TenDays().run("costs_bps: 5000, sell_tax_bps: 5000"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("together must be below 10000, were 5000.0 + 5000.0 + 0.0");
    }
}
