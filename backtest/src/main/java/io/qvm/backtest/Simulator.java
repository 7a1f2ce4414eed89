package io.qvm.backtest;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.overlay.Exposure;
import io.qvm.backtest.reference.RowToRowReturns;
import io.qvm.backtest.rules.ReferenceRules;
import io.qvm.backtest.rules.ReferenceRules.Costs;
import io.qvm.backtest.rules.ReferenceRules.Overlay;
import io.qvm.backtest.rules.ReferenceRules.Returns;
import io.qvm.backtest.rules.SimulationRules.Mode;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.ConstantWeightSimulation;
import io.qvm.backtest.simulation.DayReturns;
import io.qvm.backtest.simulation.DriftSimulation;
import io.qvm.backtest.simulation.SimulationResult;
import io.qvm.backtest.simulation.TotalReturns;
import io.qvm.market.MarketData;
import java.util.List;

/** Runs the simulation that a strategy asks for, with or without its overlay. */
final class Simulator {
    private final StrategyRules rules;
    private final RunWindow window;
    private final MarketData data;

    Simulator(StrategyRules rules, RunWindow window, MarketData data) {
        this.rules = rules;
        this.window = window;
        this.data = data;
    }

    /** Always fully invested. */
    SimulationResult unscaled(List<Targets> targets) {
        return simulate(targets, Exposure.full(window.size()), false);
    }

    /** With the exposure of the overlay. */
    SimulationResult run(List<Targets> targets, double[] exposure) {
        return simulate(targets, exposure, !rules.overlay().isNone());
    }

    private SimulationResult simulate(List<Targets> targets, double[] exposure, boolean overlaid) {
        int lag = rules.rebalance().executionLagDays();
        if (rules.simulation().mode() == Mode.DRIFT) {
            return new DriftSimulation(rules.simulation(), lag, window, data).run(targets, exposure);
        }
        ReferenceRules reference = rules.referenceRules();
        boolean sameClose = overlaid && reference.overlay() == Overlay.SAME_CLOSE;
        double rate = rules.simulation().costsBps() / 10_000;
        boolean rowToRow = reference.returns() == Returns.ROW_TO_ROW;
        DayReturns returns =
                rowToRow ? new RowToRowReturns(window, data) : new TotalReturns(rules.simulation(), window, data);
        return new ConstantWeightSimulation(
                        window.size(),
                        data.tickers().size(),
                        reference.costs() == Costs.HALF_TURNOVER ? rate : 2 * rate,
                        lag + 1 + (sameClose ? 1 : 0),
                        sameClose ? 1 : lag + 1)
                .run(rowToRow ? onlyPriced(targets) : targets, exposure, returns);
    }

    private List<Targets> onlyPriced(List<Targets> targets) {
        boolean[] priced = RowToRowReturns.priced(window, data);
        return targets.stream()
                .map(t -> {
                    double[] weights = t.weights().clone();
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = priced[t.columns()[i]] ? weights[i] : 0;
                    }
                    return t.withWeights(weights);
                })
                .toList();
    }
}
