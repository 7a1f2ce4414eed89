package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import io.qvm.testing.OtherFutures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing up to a day depends on what comes after it. Compared bit for bit. */
class TimeRulesTest {
    static Stream<Arguments> cases() {
        return LongStream.range(0, 4)
                .boxed()
                .flatMap(
                        seed -> IntStream.range(0, TestStrategies.VARIED.size()).mapToObj(s -> Arguments.of(seed, s)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_market_cut_off_after_a_day_gives_the_same_run_up_to_it(long seed, int strategy) {
        RandomMarket market = RandomMarket.of(seed);
        LocalDate today = day(market, seed * 31 + strategy);
        MarketData cut = new OtherFutures(market.data(), today, 0).none();
        FactorScores scores = market.scoresAfter(today, cut, false, seed);

        assertSameUpTo(today, run(strategy, market), run(strategy, cut, scores, Optional.of(today)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void garbage_after_a_day_changes_nothing_up_to_it(long seed, int strategy) {
        RandomMarket market = RandomMarket.of(seed);
        LocalDate today = day(market, seed * 17 + strategy);
        MarketData poisoned = new OtherFutures(market.data(), today, 0).poisoned(seed);
        FactorScores scores = market.scoresAfter(today, poisoned, true, seed);

        assertSameUpTo(today, run(strategy, market), run(strategy, poisoned, scores, Optional.of(today)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void another_future_that_is_traded_through_changes_nothing_before_it(long seed, int strategy) {
        RandomMarket market = RandomMarket.of(seed);
        LocalDate today = day(market, seed * 13 + strategy);
        RandomMarket other = market.withOtherFuture(today, seed);

        BacktestRun first = run(strategy, market);
        BacktestRun second = run(strategy, other);
        assertSameUpTo(today, first, second);
        // The calendar is the same, so a decision taken at the last common close is, too.
        assertThat(decisionsOn(today, second)).isEqualTo(decisionsOn(today, first));
        assertThat(second.daily().net()).isNotEqualTo(first.daily().net());
    }

    @Test
    void the_cases_trade_and_decide_on_the_last_common_day_itself() {
        RandomMarket market = RandomMarket.of(3);
        LocalDate rebalance = run(0, market).holdings().get(0).date();
        RandomMarket other = market.withOtherFuture(rebalance, 5);

        List<FunnelDecision> decisions = decisionsOn(rebalance, run(0, market));
        assertThat(decisions).anyMatch(d -> d.weight() > 0);
        assertThat(decisionsOn(rebalance, run(0, other))).isEqualTo(decisions);
    }

    private static LocalDate day(RandomMarket market, long seed) {
        int n = market.data().dates().size();
        return market.data().dates().date(new SplittableRandom(seed).nextInt(n / 4, n - 10));
    }

    private static BacktestRun run(int strategy, RandomMarket market) {
        return run(strategy, market.data(), market.scores(), Optional.empty());
    }

    private static BacktestRun run(int strategy, MarketData data, FactorScores scores, Optional<LocalDate> end) {
        Strategy parsed = TestStrategies.parse(TestStrategies.VARIED.get(strategy));
        return Backtest.run(parsed.withRange(Optional.of(RandomMarket.FIRST), end), scores, data);
    }

    private static void assertSameUpTo(LocalDate today, BacktestRun expected, BacktestRun actual) {
        assertSame(daily(today, expected.daily()), daily(today, actual.daily()));
        assertSame(before(today, expected.decisions()), before(today, actual.decisions()));
        assertSame(trades(today, expected), trades(today, actual));
        assertSame(weights(today, expected), weights(today, actual));
        assertThat(weights(today, actual)).isNotEmpty();
    }

    private static void assertSame(List<?> expected, List<?> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    private static List<String> daily(LocalDate today, DailyReturns daily) {
        List<String> days = new ArrayList<>();
        for (int k = 0; k < daily.dates().size() && !daily.dates().date(k).isAfter(today); k++) {
            days.add(daily.dates().date(k) + " " + daily.gross()[k] + " " + daily.cost()[k] + " " + daily.net()[k] + " "
                    + daily.benchmark()[k] + " " + daily.exposure()[k] + " " + daily.turnover()[k] + " "
                    + daily.equity()[k] + " " + daily.positions()[k] + " " + daily.regime()[k]);
        }
        return days;
    }

    private static List<FunnelDecision> before(LocalDate today, List<FunnelDecision> decisions) {
        return decisions.stream().filter(d -> d.date().isBefore(today)).toList();
    }

    private static List<FunnelDecision> decisionsOn(LocalDate today, BacktestRun run) {
        return run.decisions().stream().filter(d -> d.date().equals(today)).toList();
    }

    private static List<Trade> trades(LocalDate today, BacktestRun run) {
        return run.trades().stream().filter(t -> !t.date().isAfter(today)).toList();
    }

    /** Without shares, which become known at the execution after the decision. */
    private static List<String> weights(LocalDate today, BacktestRun run) {
        return run.holdings().stream()
                .filter(h -> h.date().isBefore(today))
                .map((Holding h) -> h.date() + " " + h.ticker() + " " + h.sector() + " " + h.rank() + " " + h.signal()
                        + " " + h.rawWeight() + " " + h.weight())
                .toList();
    }
}
