package io.qvm.backtest;

import io.qvm.backtest.overlay.Benchmark;
import io.qvm.backtest.overlay.Exposure;
import io.qvm.backtest.overlay.Regime;
import io.qvm.backtest.overlay.Regimes;
import io.qvm.backtest.reference.WholeSampleRegimes;
import io.qvm.backtest.rules.OverlayRules;
import io.qvm.backtest.rules.ReferenceRules.Overlay;
import io.qvm.backtest.rules.ReferenceRules.RegimeThresholds;
import io.qvm.backtest.rules.RegimeRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.VolatilityTargetRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.SimulationResult;
import io.qvm.market.IndexHistory;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Funnel step 6: the exposure decided at each close of the window.
 *
 * @param exposure share of capital to invest, by day
 * @param regimes label of the market's regime at that close; empty if no overlay looks at it
 */
record ExposurePath(double[] exposure, String[] regimes) {
    /**
     * Computes it.
     *
     * @param unscaled runs the strategy without overlay, for the volatility target
     */
    static ExposurePath of(
            StrategyRules rules, RunWindow window, Optional<IndexHistory> index, Supplier<SimulationResult> unscaled) {
        OverlayRules overlay = rules.overlay();
        double[] exposure = Exposure.full(window.size());
        String[] labels = new String[window.size()];
        Arrays.fill(labels, "");
        if (overlay.regime().isPresent()) {
            RegimeRules regime = overlay.regime().get();
            IndexHistory history = index.orElseThrow();
            if (rules.referenceRules().regimeThresholds() == RegimeThresholds.WHOLE_SAMPLE_LOOKS_AHEAD) {
                WholeSampleRegimes whole = WholeSampleRegimes.of(Benchmark.returns(history, window), regime);
                labels = whole.labels();
                exposure = whole.exposure(regime);
            } else {
                Regime[] regimes = Regimes.of(history, regime);
                labels = Regimes.labels(history, regimes, window);
                exposure = Regimes.exposure(history, regimes, window, regime);
            }
        }
        if (overlay.volatilityTarget().isPresent()) {
            VolatilityTargetRules target = overlay.volatilityTarget().get();
            SimulationResult base = unscaled.get();
            int first = rules.referenceRules().overlay() == Overlay.SAME_CLOSE ? 0 : base.firstInvested();
            exposure = Exposure.mostCareful(exposure, Exposure.volatilityTarget(base.net(), first, target));
        }
        return new ExposurePath(Exposure.hold(exposure, overlay.minChange()), labels);
    }
}
