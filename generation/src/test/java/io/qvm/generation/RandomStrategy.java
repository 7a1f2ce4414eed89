package io.qvm.generation;

import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import java.util.SplittableRandom;

/** Strategies that use every rule of the funnel and the simulation in some combination. */
final class RandomStrategy {
    private RandomStrategy() {}

    static Strategy of(String scores, SplittableRandom random) {
        String overlay = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "  regime: {bear: 0.3, stress: 0.6, volatility_window: 20, trend_window: 50, min_history: 40}\n";
            case 2 -> "  volatility_target: {target: 0.12, window: 20}\n";
            default ->
                "  regime: {bear: 0.5, sideways: 0.9, volatility_window: 30, min_history: 60}\n"
                        + "  volatility_target: {target: 0.15, window: 40}\n";
        };
        String text = "name: random\nscores: " + scores + "\n"
                + "signal: {weights: {QVM_Composite: 1.0, Value_Composite: " + random.nextInt(2) + "}, standardize: "
                + oneOf(random, "none", "zscore") + "}\n"
                + "rebalance: {frequency: " + oneOf(random, "weekly", "monthly", "quarterly")
                + ", execution_lag_days: " + random.nextInt(1, 4) + "}\n"
                + "liquidity: {lookback_days: " + random.nextInt(5, 80) + ", min_trading_share: "
                + oneOf(random, "0.3", "0.6") + ", max_names: " + random.nextInt(15, 40) + ", min_adtv: "
                + oneOf(random, "0", "300000") + ", min_price: " + oneOf(random, "0", "2") + ", min_market_cap: "
                + oneOf(random, "0", "100000000") + "}\n"
                + "selection: {method: " + oneOf(random, "top_n", "percentile", "hybrid") + ", top_n: "
                + random.nextInt(3, 15) + ", percentile: 0.7, hybrid_min_names: 20}\n"
                + "constraints: {max_position: " + oneOf(random, "0.1", "0.25", "1.0") + ", max_sector: "
                + oneOf(random, "0.3", "0.5", "1.0") + "}\n"
                + (overlay.isEmpty() ? "" : "overlay:\n" + overlay + "  min_change: 0.05\n")
                + "simulation: {mode: " + oneOf(random, "drift", "drift", "constant_weight")
                + ", costs_bps: 25, cash_rate: 0.02, lot_size: " + oneOf(random, "1", "100")
                + ", delisted_after_days_without_price: " + oneOf(random, "15", "120") + "}\n";
        return Strategy.of(new YamlFile("random.yaml", text));
    }

    private static String oneOf(SplittableRandom random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
