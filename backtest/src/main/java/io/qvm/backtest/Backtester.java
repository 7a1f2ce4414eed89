package io.qvm.backtest;

import io.qvm.backtest.funnel.LiquidityWindows;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import java.util.Optional;

/**
 * Runs strategies on one set of scores and prices, and keeps what they have in common. Threads may share it; a run has the
 * same bits whichever others were made before it or beside it.
 */
public final class Backtester {
    private final FactorScores scores;
    private final MarketData data;
    private Optional<LiquidityWindows> windows = Optional.empty();

    /**
     * Prepares runs.
     *
     * @param scores on every rebalance day at least
     * @param data prices, traded values and indices, with enough history before the ranges for the look-backs
     */
    public Backtester(FactorScores scores, MarketData data) {
        this.scores = scores;
        this.data = data;
    }

    /** Runs a strategy; see {@link Backtest#run}. */
    public BacktestRun run(Strategy strategy) {
        return Backtest.run(strategy, scores, data, this::windows, true);
    }

    /** The same run without the funnel's decisions, which take a good part of the time: for many variants. */
    public BacktestRun runWithoutDecisions(Strategy strategy) {
        return Backtest.run(strategy, scores, data, this::windows, false);
    }

    private synchronized LiquidityWindows windows() {
        if (windows.isEmpty()) {
            windows = Optional.of(new LiquidityWindows(data));
        }
        return windows.get();
    }
}
