package io.qvm.research;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.backtest.rules.ConstraintRules;
import io.qvm.backtest.rules.OverlayRules;
import io.qvm.backtest.rules.SelectionRules;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.UniverseRules;
import io.qvm.backtest.rules.WeightingRules;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each stage of a strategy's funnel and each overlay costs and brings: the same strategy with one of them switched off. */
public final class Ablation {
    private Ablation() {}

    /** The strategy itself, first, and then without each stage that it has, by a text like {@code without regime overlay}. */
    public static Map<String, Strategy> variants(Strategy strategy) {
        StrategyRules rules = strategy.rules();
        Map<String, Strategy> variants = new LinkedHashMap<>();
        variants.put("as it is", strategy);
        if (!rules.universe().equals(UniverseRules.all())) {
            variants.put("without universe rules", without(strategy, "universe"));
        }
        variants.put("without liquidity filter", strategy.with("liquidity", Map.of("min_trading_share", 0)));
        variants.put(
                "without ranking (all liquid stocks)",
                strategy.with("selection", Map.of("method", "percentile", "percentile", 0, "min_scored", 1)));
        SelectionRules selection = rules.selection();
        if (selection.holdUntilRank().isPresent()) {
            variants.put("without buffer", without(strategy, "selection.hold_until_rank"));
        }
        if (selection.maxPerSector().isPresent() || selection.sectorBalanced()) {
            variants.put(
                    "without sector seats", without(strategy, "selection.max_per_sector", "selection.sector_balanced"));
        }
        if (rules.weighting().method() != WeightingRules.Method.EQUAL) {
            variants.put("with equal weights", strategy.with("weighting", "equal"));
        }
        if (!rules.constraints().equals(ConstraintRules.NONE)) {
            variants.put("without constraints", without(strategy, "constraints"));
        }
        OverlayRules overlay = rules.overlay();
        int overlays = 0;
        if (overlay.regime().isPresent()) {
            variants.put("without regime overlay", without(strategy, "overlay.regime"));
            overlays++;
        }
        if (overlay.volatilityTarget().isPresent()) {
            variants.put("without volatility target", without(strategy, "overlay.volatility_target"));
            overlays++;
        }
        if (overlay.drawdownControl().isPresent()) {
            variants.put("without drawdown control", without(strategy, "overlay.drawdown_control"));
            overlays++;
        }
        if (overlays > 1) {
            variants.put("without any overlay", without(strategy, "overlay"));
        }
        SimulationRules simulation = rules.simulation();
        if (simulation.costsBps() + simulation.sellTaxBps() + simulation.halfSpreadBps() > 0
                || simulation.impact().isPresent()) {
            Map<String, Object> free = new HashMap<>();
            free.put("simulation.costs_bps", 0);
            free.put("simulation.sell_tax_bps", 0);
            free.put("simulation.half_spread_bps", 0);
            free.put("simulation.impact", null);
            variants.put("without costs", strategy.with(free));
        }
        return variants;
    }

    /** Runs all of them. */
    public static Map<String, BacktestRun> run(Strategy strategy, FactorScores scores, MarketData data) {
        Map<String, BacktestRun> runs = new LinkedHashMap<>();
        variants(strategy).forEach((name, variant) -> runs.put(name, Backtest.run(variant, scores, data)));
        return runs;
    }

    private static Strategy without(Strategy strategy, String... keys) {
        Map<String, Object> nothing = new HashMap<>();
        for (String key : keys) {
            nothing.put(key, null);
        }
        return strategy.with(nothing);
    }
}
