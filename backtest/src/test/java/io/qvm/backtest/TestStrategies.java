package io.qvm.backtest;

import io.qvm.config.YamlFile;
import java.util.List;

/** Strategy files for tests on random markets. */
final class TestStrategies {
    /** Both modes, all overlays, several frequencies and lags. */
    static final List<String> VARIED = List.of(
            strategy("monthly", 1, "mode: drift, costs_bps: 30, cash_rate: 0.03, initial_capital: 1.0e6", "{}"),
            strategy(
                    "weekly",
                    2,
                    "mode: drift, costs_bps: 30, lot_size: 10",
                    "{regime: {min_history: 60}, min_change: 0}"),
            strategy(
                    "monthly",
                    1,
                    "mode: drift, costs_bps: 5, delisted_after_days_without_price: 20",
                    "{volatility_target: {target: 0.1, window: 20}}"),
            strategy(
                    "quarterly",
                    1,
                    "mode: drift",
                    "{regime: {bear: 0, stress: 0.3, min_history: 60}, volatility_target: {target: 0.2, window: 30}}"),
            strategy(
                    "monthly",
                    1,
                    "mode: drift, costs_bps: 15, sell_tax_bps: 10, half_spread_bps: 5, impact: {}, max_participation: 0.1,"
                            + " price_limits: {up: 0.04, down: -0.04}, settlement_days: 2, lot_size: 10, max_leverage: 1.3,"
                            + " cash_rate: 0.02, financing_rate: 0.08, initial_capital: 1.0e6",
                    "{regime: {min_history: 60}}"),
            strategy("monthly", 1, "mode: constant_weight, costs_bps: 30", "{}"),
            strategy(
                    "weekly",
                    3,
                    "mode: constant_weight, costs_bps: 10",
                    "{regime: {min_history: 60}, volatility_target: {target: 0.15, window: 20}, min_change: 0}"),
            constructed(
                    strategy(
                            "monthly",
                            1,
                            "mode: drift, costs_bps: 20",
                            "{drawdown_control: {start: -0.02, full: -0.1}, volatility_target: {target: 0.1, window: 20,"
                                    + " estimator: exponential}, smoothing_days: 5, step: 0.1, cooldown_days: 5}"),
                    "{method: minimum_variance, lookback_days: 40}",
                    "{max_position: 0.25, max_sector: 0.5, max_turnover: 0.5, max_sector_deviation: 0.3}"),
            constructed(
                    strategy("weekly", 1, "mode: constant_weight, costs_bps: 20", "{}"),
                    "{method: hierarchical_risk_parity, covariance: exponential, lookback_days: 30}",
                    "{max_position: 0.3, max_adtv_share: 5, min_cash: 0.02}"));

    private TestStrategies() {}

    static String strategy(String frequency, int lag, String simulation, String overlay) {
        return """
                name: test
                scores: test
                signal: {weights: {Quality_Composite: 0.5, QVM_Composite: 1}, standardize: zscore}
                rebalance: {frequency: %s, execution_lag_days: %d}
                liquidity: {lookback_days: 21, min_adtv: 10000, min_trading_share: 0.5, max_names: 30, min_price: 1}
                selection: {top_n: 8}
                constraints: {max_position: 0.2, max_sector: 0.4}
                overlay: %s
                simulation: {%s}
                """.formatted(frequency, lag, overlay, simulation);
    }

    /** With a buffer, a least age of listings, and weights that look at risk. */
    private static String constructed(String yaml, String weighting, String constraints) {
        return yaml.replace(
                        "selection: {top_n: 8}",
                        "universe: {min_listing_days: 30}\nselection: {top_n: 8, hold_until_rank: 14}\nweighting: "
                                + weighting)
                .replaceFirst("constraints: .*", "constraints: " + constraints);
    }

    static Strategy parse(String yaml) {
        return Strategy.of(new YamlFile("test.yaml", yaml));
    }

    static Strategy drift() {
        return parse(VARIED.get(0));
    }
}
