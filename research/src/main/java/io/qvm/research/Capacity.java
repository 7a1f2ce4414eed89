package io.qvm.research;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.backtest.rules.SimulationRules.Mode;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much capital a strategy can carry: the same strategy at several sizes, so that net return against capital is a curve. */
public final class Capacity {
    private Capacity() {}

    /**
     * Runs a strategy at several sizes.
     *
     * @param capitals currency, each above zero
     * @return runs by capital, in the order given
     * @throws InvalidInputException if the simulation has no costs that grow with size, as the curve would then be flat
     */
    public static Map<Double, BacktestRun> run(
            Strategy strategy, double[] capitals, FactorScores scores, MarketData data) {
        var simulation = strategy.rules().simulation();
        if (simulation.mode() != Mode.DRIFT) {
            throw new InvalidInputException("capacity needs simulation.mode: drift; constant weights know no size");
        }
        if (simulation.impact().isEmpty() && simulation.maxParticipation().isEmpty()) {
            throw new InvalidInputException("no cost of strategy " + strategy.name() + " grows with size; give it"
                    + " simulation.impact, e.g. {coefficient: 1}, or simulation.max_participation, e.g. 0.1");
        }
        Map<Double, BacktestRun> runs = new LinkedHashMap<>();
        for (double capital : capitals) {
            runs.put(capital, Backtest.run(strategy.with("simulation.initial_capital", capital), scores, data));
        }
        return runs;
    }
}
