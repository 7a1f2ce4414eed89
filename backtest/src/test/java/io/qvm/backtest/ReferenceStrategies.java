package io.qvm.backtest;

import io.qvm.config.YamlFile;
import java.util.List;

/** The six strategies of the reference numbers, with and without its overlays, as strategy files. */
final class ReferenceStrategies {
    static final List<String> NAMES = List.of("Q_VALUE", "Q_QVM", "M_VALUE", "M_QVM", "M_QVM_WIDE", "M_BLEND_RENORM");
    static final List<String> OVERLAYS = List.of("regime_0.5", "voltarget_0.15");

    private ReferenceStrategies() {}

    static Strategy plain(String name) {
        return Strategy.of(new YamlFile(name, yaml(name, "", "")));
    }

    static Strategy overlaid(String name, String overlay) {
        boolean regime = overlay.equals("regime_0.5");
        return Strategy.of(new YamlFile(
                name,
                yaml(
                        name,
                        regime
                                ? "overlay: {regime: {bear: 0.5, stress: 0.5}, min_change: 0}"
                                : "overlay: {volatility_target: {target: 0.15}, min_change: 0}",
                        regime
                                ? "overlay: same_close, regime_thresholds: whole_sample_LOOKS_AHEAD,"
                                        + " accept_look_ahead: true"
                                : "overlay: same_close")));
    }

    private static String yaml(String name, String overlay, String reference) {
        boolean wide = name.equals("M_QVM_WIDE");
        boolean blend = name.equals("M_BLEND_RENORM");
        String weights = blend
                ? "{Quality_Composite: 0.5, Value_Composite: 0.3, Momentum_Composite: 0.2}"
                : name.endsWith("VALUE") ? "{Value_Composite: 1.0}" : "{QVM_Composite: 1.0}";
        return """
                name: %s
                scores: qvm_v2.0_enhanced
                start: 2019-07-01
                end: 2022-12-31
                benchmark: VNINDEX
                signal: {weights: %s, standardize: %s}
                rebalance: {frequency: %s}
                liquidity: {lookback_days: 63, min_adtv: %s, min_trading_share: 0.6, max_names: %d}
                selection: {method: hybrid, top_n: 25, percentile: 0.8, hybrid_min_names: 100, min_scored: 10}
                %s
                simulation: {mode: constant_weight, costs_bps: 30}
                reference_rules: {liquidity_window: calendar_days, rebalance_day: before_period_end,
                  missing_scores: stay_in_cash, returns: row_to_row, costs: half_turnover%s}
                """.formatted(
                        name,
                        weights,
                        blend ? "zscore" : "none",
                        name.startsWith("Q") ? "quarterly" : "monthly",
                        wide ? "1.5e8" : "4.0e9",
                        wide ? 118 : 66,
                        overlay,
                        reference.isEmpty() ? "" : ", " + reference);
    }
}
