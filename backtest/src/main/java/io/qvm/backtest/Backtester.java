package io.qvm.backtest;

import io.qvm.backtest.funnel.SharedDays;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;

/**
 * Runs strategies on one set of scores and prices, and keeps what they have in common. Threads may share it; a run has the
 * same bits whichever others were made before it or beside it.
 */
public final class Backtester {
    private final FactorScores scores;
    private final MarketData data;
    private final SharedDays shared;

    /**
     * Prepares runs.
     *
     * @param scores on every rebalance day at least
     * @param data prices, traded values and indices, with enough history before the ranges for the look-backs
     */
    public Backtester(FactorScores scores, MarketData data) {
        this.scores = scores;
        this.data = data;
        this.shared = new SharedDays(data);
    }

    /** Runs a strategy; see {@link Backtest#run}. */
    public BacktestRun run(Strategy strategy) {
        return Backtest.run(strategy, scores, data, shared, true);
    }

    /** The same run for many variants: without the funnel's decisions, and with rankings shared among variants that rank alike. */
    public BacktestRun runWithoutDecisions(Strategy strategy) {
        return Backtest.run(strategy, scores, data, shared, false);
    }
}
