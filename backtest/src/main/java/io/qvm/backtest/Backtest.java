package io.qvm.backtest;

import io.qvm.backtest.funnel.Funnel;
import io.qvm.backtest.funnel.LiquidityFilter;
import io.qvm.backtest.funnel.SharedDays;
import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.funnel.TradingDaysFilter;
import io.qvm.backtest.overlay.Benchmark;
import io.qvm.backtest.reference.CalendarDaysFilter;
import io.qvm.backtest.reference.DayBeforePeriodEnd;
import io.qvm.backtest.rules.ReferenceRules;
import io.qvm.backtest.rules.ReferenceRules.LiquidityWindow;
import io.qvm.backtest.rules.ReferenceRules.RebalanceDay;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.schedule.RebalanceDays;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.SimulationResult;
import io.qvm.market.FactorScores;
import io.qvm.market.IndexHistory;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Applies a strategy to scores and prices: the entry to stage 2.
 *
 * <p>A pure function. The same inputs give the same bits; nothing of a day depends on what comes after it, except under
 * options of {@code reference_rules} that say so in their names.
 */
public final class Backtest {
    private Backtest() {}

    /**
     * Runs a backtest.
     *
     * @param strategy what to do
     * @param scores scores of the strategy's version, on every rebalance day at least
     * @param data prices, traded values and indices, with enough history before the range for the look-backs
     * @return holdings, trades, daily returns and decisions
     * @throws InvalidInputException if scores are of another version or missing on a rebalance day, if market data or
     *     benchmark do not cover the range, or if the data lack what a rule needs
     */
    public static BacktestRun run(Strategy strategy, FactorScores scores, MarketData data) {
        return run(strategy, scores, data, new SharedDays(data), true);
    }

    static BacktestRun run(Strategy strategy, FactorScores scores, MarketData data, SharedDays shared, boolean record) {
        StrategyRules rules = strategy.rules();
        if (!scores.strategyVersion().equals(rules.scores())) {
            throw new InvalidInputException("strategy " + rules.name() + " reads scores of version " + rules.scores()
                    + ", got " + scores.strategyVersion());
        }
        RunWindow window = RunWindow.of(rules, scores, data);
        Optional<IndexHistory> index = Benchmark.find(rules, data, window);
        List<Targets> targets = decide(rules, scores, data, window, shared, record);

        Simulator simulator = new Simulator(rules, window, data);
        ExposurePath path = ExposurePath.of(rules, window, index, () -> simulator.unscaled(targets));
        SimulationResult result = simulator.run(targets, path.exposure());

        double[] none = new double[window.size()];
        Arrays.fill(none, Double.NaN);
        DailyReturns daily = new DailyReturns(
                window.dates(),
                result.gross(),
                result.cost(),
                result.net(),
                index.map(i -> Benchmark.returns(i, window)).orElse(none),
                result.exposure(),
                result.turnover(),
                result.equity(),
                result.positions(),
                path.regimes(),
                path.causes());
        return new BacktestRun(
                rules.name(),
                strategy.text(),
                rules.scores(),
                index.map(IndexHistory::symbol).orElse(""),
                window.start(),
                window.end(),
                daily,
                Records.holdings(targets, result, data),
                result.trades(),
                Records.decisions(targets, path.exposure()),
                Records.contributions(result.contributions(), data),
                Records.provenance(strategy, targets, result));
    }

    /** Sends every rebalance day of the window through the funnel. */
    static List<Targets> decide(StrategyRules rules, FactorScores scores, MarketData data, RunWindow window) {
        return decide(rules, scores, data, window, new SharedDays(data), true);
    }

    private static List<Targets> decide(
            StrategyRules rules,
            FactorScores scores,
            MarketData data,
            RunWindow window,
            SharedDays shared,
            boolean record) {
        ReferenceRules reference = rules.referenceRules();
        int[] days = reference.rebalanceDay() == RebalanceDay.BEFORE_PERIOD_END
                ? DayBeforePeriodEnd.of(rules.rebalance().frequency(), window)
                : RebalanceDays.of(rules.rebalance(), window, data);
        LiquidityFilter filter = reference.liquidityWindow() == LiquidityWindow.CALENDAR_DAYS
                ? new CalendarDaysFilter(rules.universe(), rules.liquidity(), data)
                : new TradingDaysFilter(rules.universe(), rules.liquidity(), data, shared.windows());
        return new Funnel(rules, scores, data, filter, record, shared).decide(days, window);
    }
}
