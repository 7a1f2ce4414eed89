package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.backtest.reference.DayBeforePeriodEnd;
import io.qvm.backtest.rules.RebalanceRules;
import io.qvm.backtest.rules.RebalanceRules.Frequency;
import io.qvm.backtest.schedule.RebalanceDays;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rebalance days of a market that trades every weekday from 6 January 2020. */
class RebalanceDaysTest {
    private static List<String> days(TinyMarket market, Frequency frequency, String end) {
        RunWindow window = window(market, end);
        int[] days = RebalanceDays.of(new RebalanceRules(frequency, List.of(), 1), window, market.data());
        return Arrays.stream(days).mapToObj(k -> window.date(k).toString()).toList();
    }

    private static RunWindow window(TinyMarket market, String end) {
        Strategy strategy =
                TestStrategies.drift().withRange(Optional.of(TinyMarket.FIRST), Optional.of(LocalDate.parse(end)));
        return RunWindow.of(strategy.rules(), market.scores(), market.data());
    }

    @Test
    void the_last_trading_day_of_each_period() {
        TinyMarket market = new TinyMarket(130, "A");
        assertThat(days(market, Frequency.MONTHLY, "2020-05-15"))
                .containsExactly("2020-01-31", "2020-02-28", "2020-03-31", "2020-04-30");
        assertThat(days(market, Frequency.QUARTERLY, "2020-06-30")).containsExactly("2020-03-31", "2020-06-30");
        assertThat(days(market, Frequency.WEEKLY, "2020-01-24"))
                .containsExactly("2020-01-10", "2020-01-17", "2020-01-24");
    }

    @Test
    void a_holiday_at_the_end_of_the_month_moves_it_forward() {
        TinyMarket market = new TinyMarket(60, "A");
        for (int row = 18; row <= 19; row++) {
            assertThat(market.day(row).toString()).startsWith("2020-01-3");
        }
        market.suspended("A", 18, 20);
        assertThat(days(market, Frequency.MONTHLY, "2020-02-14")).containsExactly("2020-01-29");
    }

    @Test
    void a_month_that_the_data_cut_short_has_no_last_day_while_weekdays_are_left() {
        assertThat(days(new TinyMarket(39, "A"), Frequency.MONTHLY, "2020-02-27"))
                .containsExactly("2020-01-31");
        // 28 February 2020 is a Friday, the 29th a Saturday.
        assertThat(days(new TinyMarket(40, "A"), Frequency.MONTHLY, "2020-02-28"))
                .containsExactly("2020-01-31", "2020-02-28");
    }

    @Test
    void the_reference_rule_takes_the_day_strictly_before_the_period_s_end() {
        TinyMarket market = new TinyMarket(70, "A");
        RunWindow window = window(market, "2020-03-31");
        assertThat(Arrays.stream(DayBeforePeriodEnd.of(Frequency.MONTHLY, window))
                        .mapToObj(k -> window.date(k).toString()))
                .containsExactly("2020-01-30", "2020-02-28", "2020-03-30");
    }

    @Test
    void days_on_which_nothing_trades_are_no_days() {
        TinyMarket market = new TinyMarket(60, "A").set(MarketField.VOLUME, "A", 0, 0);
        market.set(MarketField.VOLUME, "A", 3, 7);
        assertThat(window(market, "2020-02-28").date(0)).isEqualTo(market.day(3));
    }
}
