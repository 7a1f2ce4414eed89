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
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.backtest.simulation.SimulationResult;
import io.qvm.market.IndexHistory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Funnel step 6: the exposure decided at each close of the window.
 *
 * @param exposure share of capital to invest, by day
 * @param regimes label of the market's regime at that close; empty if no overlay looks at it
 * @param causes what the exposure rests on; empty where everything is invested
 */
record ExposurePath(double[] exposure, String[] regimes, String[] causes) {
    /**
     * Computes it.
     *
     * @param unscaled runs the strategy without overlay, for the volatility target and the drawdown control
     */
    static ExposurePath of(
            StrategyRules rules, RunWindow window, Optional<IndexHistory> index, Supplier<SimulationResult> unscaled) {
        OverlayRules overlay = rules.overlay();
        String[] labels = new String[window.size()];
        Arrays.fill(labels, "");
        Map<String, double[]> wanted = new LinkedHashMap<>();
        if (overlay.regime().isPresent()) {
            RegimeRules regime = overlay.regime().get();
            IndexHistory history = index.orElseThrow();
            if (rules.referenceRules().regimeThresholds() == RegimeThresholds.WHOLE_SAMPLE_LOOKS_AHEAD) {
                WholeSampleRegimes whole = WholeSampleRegimes.of(Benchmark.returns(history, window), regime);
                labels = whole.labels();
                wanted.put("regime", whole.exposure(regime));
            } else {
                Regime[] regimes = Regimes.of(history, regime);
                labels = Regimes.labels(history, regimes, window);
                wanted.put("regime", Regimes.exposure(history, regimes, window, regime));
            }
        }
        if (overlay.volatilityTarget().isPresent() || overlay.drawdownControl().isPresent()) {
            SimulationResult base = unscaled.get();
            int first = rules.referenceRules().overlay() == Overlay.SAME_CLOSE ? 0 : base.firstInvested();
            overlay.volatilityTarget()
                    .ifPresent(target ->
                            wanted.put("volatility_target", Exposure.volatilityTarget(base.net(), first, target)));
            overlay.drawdownControl()
                    .ifPresent(
                            control -> wanted.put("drawdown_control", Exposure.drawdownControl(base.net(), control)));
        }
        double[] careful =
                wanted.values().stream().reduce(Exposure::mostCareful).orElseGet(() -> Exposure.full(window.size()));
        double[] exposure = Exposure.smooth(careful, overlay.smoothingDays());
        exposure = Exposure.step(exposure, overlay.step());
        exposure = Exposure.cooldown(exposure, overlay.cooldownDays());
        exposure = Exposure.hold(exposure, overlay.minChange());
        return new ExposurePath(exposure, labels, causes(exposure, careful, wanted, labels));
    }

    /** The overlay that was the most careful on the day; {@code held} if the exposure is not the one that it asks for. */
    private static String[] causes(double[] exposure, double[] careful, Map<String, double[]> wanted, String[] labels) {
        String[] causes = new String[exposure.length];
        for (int k = 0; k < causes.length; k++) {
            String cause = "";
            for (Map.Entry<String, double[]> overlay : wanted.entrySet()) {
                if (cause.isEmpty() && careful[k] != 1 && overlay.getValue()[k] == careful[k]) {
                    cause = overlay.getKey().equals("regime") ? "regime " + labels[k] : overlay.getKey();
                }
            }
            boolean asWanted = exposure[k] == careful[k];
            causes[k] = asWanted ? cause : exposure[k] == 1 ? "" : (cause.isEmpty() ? "" : cause + ", ") + "held";
        }
        return causes;
    }
}
