package io.qvm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import io.qvm.testing.OtherFutures;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time rule 7 for stage 2: whatever comes after a day changes no decision, weight, trade or return up to it. */
class BacktestTimeRulesTest {
    private static final String VERSION = "random";
    private static final int LAG = 45;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_run_up_to_a_day_is_the_beginning_of_every_longer_run(long seed) {
        Case c = Case.of(seed);
        BacktestRun longer = Backtest.run(c.strategy, c.scores(c.data, false), c.data);
        MarketData known = c.futures().none();
        BacktestRun cut = Backtest.run(c.strategy, c.scores(known, false), known);
        assertThat(cut.daily().dates().size()).isGreaterThan(100);
        SameBits.assertSame(cut, longer, c.today, c.lag());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbage_after_a_day_changes_nothing_up_to_it(long seed) {
        Case c = Case.of(seed);
        MarketData known = c.futures().none();
        MarketData poisoned = c.futures().poisoned(seed);
        Strategy untilToday = c.strategy.withRange(Optional.empty(), Optional.of(c.today));
        BacktestRun clean = Backtest.run(c.strategy, c.scores(known, false), known);
        BacktestRun dirty = Backtest.run(untilToday, c.scores(poisoned, true), poisoned);
        SameBits.assertSame(dirty, clean, c.today, c.lag());
    }

    @Test
    void a_strategy_that_looks_ahead_would_be_noticed() {
        String text = "name: cheat\nscores: random\nsignal: {weights: {QVM_Composite: 1.0}}\n"
                + "rebalance: {frequency: monthly}\noverlay: {regime: {volatility_window: 20, min_history: 40}}\n"
                + "simulation: {mode: constant_weight}\n"
                + "reference_rules: {regime_thresholds: whole_sample_LOOKS_AHEAD, accept_look_ahead: true}\n";
        Strategy cheat = Strategy.of(new YamlFile("cheat.yaml", text));
        long noticed = seeds().limit(10)
                .filter(seed -> {
                    Case c = Case.of(seed);
                    MarketData known = c.futures().none();
                    BacktestRun longer = Backtest.run(cheat, c.scores(c.data, false), c.data);
                    BacktestRun cut = Backtest.run(cheat, c.scores(known, false), known);
                    return Arrays.mismatch(cut.daily().net(), longer.daily().net())
                            < cut.daily().dates().size();
                })
                .count();
        assertThat(noticed).isGreaterThan(5);
    }

    private record Case(long seed, MarketData data, LocalDate today, Strategy strategy) {
        static Case of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            MarketData data = Simulator.simulate(SimulationSettings.small(seed)).data();
            return new Case(seed, data, aDay(data, random), RandomStrategy.of(VERSION, random));
        }

        OtherFutures futures() {
            return new OtherFutures(data, today, LAG);
        }

        int lag() {
            return strategy.rules().rebalance().executionLagDays();
        }

        /** Scores that depend on ticker and day alone; garbage after today if asked for. */
        FactorScores scores(MarketData market, boolean poison) {
            int rows = market.dates().size();
            DateIndex dates = market.dates().slice(Math.min(120, rows), rows);
            TickerIndex tickers = market.tickers();
            Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
            for (ScoreColumn column : ScoreColumn.values()) {
                double[] values = new double[dates.size() * tickers.size()];
                for (int row = 0; row < dates.size(); row++) {
                    boolean garbage = poison && dates.date(row).isAfter(today);
                    for (int t = 0; t < tickers.size(); t++) {
                        values[row * tickers.size() + t] =
                                garbage ? 1e300 : score(market, market.dates().indexOf(dates.date(row)), t, column);
                    }
                }
                panels.put(column, new Panel(dates, tickers, values));
            }
            return new FactorScores(VERSION, panels);
        }

        private double score(MarketData market, int row, int ticker, ScoreColumn column) {
            int name = market.tickers().ticker(ticker).hashCode();
            SplittableRandom slow = new SplittableRandom(seed * 31 + name * 7919L + column.ordinal());
            SplittableRandom fast =
                    new SplittableRandom(slow.nextLong() + market.dates().epochDay(row));
            return market.priceRows().has(row, ticker) && fast.nextInt(12) > 0
                    ? slow.nextDouble(-1, 1) + fast.nextDouble(-0.7, 0.7)
                    : Double.NaN;
        }
    }

    /**
     * A trading day in the second half after which the exchange has no holiday: that the next weekday is one is known ahead
     * from its calendar, but data that end before it cannot tell.
     */
    static LocalDate aDay(MarketData data, SplittableRandom random) {
        while (true) {
            int row = random.nextInt(data.dates().size() / 2, data.dates().size() - 30);
            LocalDate today = data.dates().date(row);
            LocalDate nextWeekday = today.plusDays(today.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
            if (data.dates().date(row + 1).equals(nextWeekday)) {
                return today;
            }
        }
    }
}
