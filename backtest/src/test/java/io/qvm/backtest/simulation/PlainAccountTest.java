package io.qvm.backtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.simulation.PlainAccount.Day;
import io.qvm.market.run.Trade;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The account and its plain twin agree on random markets under random rules. */
class PlainAccountTest {
    private static final int CASES = 400;

    static LongStream seeds() {
        return LongStream.range(0, CASES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_account_is_what_a_plain_account_is(long seed) {
        AccountCase given = RandomAccount.of(seed);
        SimulationResult fast = given.run();
        PlainAccount plain = new PlainAccount(given).run();
        double capital = given.simulation().initialCapital();

        assertThat(fast.trades()).as(given.rules()).hasSameSizeAs(plain.trades);
        for (int i = 0; i < plain.trades.size(); i++) {
            Trade expected = plain.trades.get(i);
            Trade actual = fast.trades().get(i);
            assertThat(actual.date()).isEqualTo(expected.date());
            assertThat(actual.ticker()).isEqualTo(expected.ticker());
            assertThat(actual.shares()).isCloseTo(expected.shares(), near(expected.shares()));
            assertThat(actual.price()).isCloseTo(expected.price(), near(expected.price()));
            assertThat(actual.cost()).isCloseTo(expected.cost(), near(expected.cost()));
        }
        double before = capital;
        for (int k = 0; k < plain.days.size(); k++) {
            Day day = plain.days.get(k);
            assertThat(fast.equity()[k] * capital).isCloseTo(day.equity(), near(capital));
            assertThat(fast.cost()[k] * before).isCloseTo(day.paid(), near(capital));
            assertThat(fast.turnover()[k] * 2 * (day.equity() + day.paid())).isCloseTo(day.traded(), near(capital));
            assertThat(fast.exposure()[k] * day.equity()).isCloseTo(day.invested(), near(capital));
            assertThat(fast.positions()[k]).isEqualTo(day.positions());
            before = day.equity();
        }
        int width = given.data().tickers().size();
        Contributions contributions = fast.contributions();
        double[] net = contributions.netByColumn(0, contributions.months().length, width);
        for (int c = 0; c < width; c++) {
            double expected = plain.profit.getOrDefault(given.data().tickers().ticker(c), 0.0);
            assertThat(net[c]).isCloseTo(expected, near(Math.max(capital, Math.abs(expected))));
        }
    }

    private static Offset<Double> near(double size) {
        return within(1e-9 * Math.max(1, Math.abs(size)));
    }

    @Test
    void the_cases_meet_every_rule() {
        Set<String> met = new TreeSet<>();
        int trades = 0;
        for (long seed = 0; seed < CASES; seed++) {
            AccountCase given = RandomAccount.of(seed);
            SimulationResult result = given.run();
            trades += result.trades().size();
            result.notes().forEach(note -> met.add(note.substring(0, note.indexOf(':'))));
            for (String reason : List.of("participation", "price limit", "suspended", "proceeds to come")) {
                if (result.notes().stream().anyMatch(note -> note.contains("(" + reason + ")"))) {
                    met.add(reason);
                }
            }
            result.trades()
                    .forEach(trade -> met.add(trade.reason().startsWith("no price") ? "no price" : trade.reason()));
        }
        assertThat(met)
                .contains(
                        "capital_too_small",
                        "dividends_kept_as_cash",
                        "impact_capped",
                        "impact_unknown",
                        "orders_cancelled",
                        "orders_carried",
                        "orders_dropped",
                        "orders_forgotten_at_rebalance",
                        "ruined",
                        "participation",
                        "price limit",
                        "proceeds to come",
                        "suspended",
                        "delisted",
                        "delisted, return not known",
                        "no price",
                        "rebalance",
                        "overlay",
                        "carried order");
        assertThat(trades).isGreaterThan(10_000);
    }
}
