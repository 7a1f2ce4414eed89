package io.qvm.backtest;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.ReferenceRules.RegimeThresholds;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.simulation.Contributions;
import io.qvm.backtest.simulation.DailyCosts;
import io.qvm.backtest.simulation.SimulationResult;
import io.qvm.market.MarketData;
import io.qvm.market.Sha256;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Turns what the engine decided and simulated into the records of a run. */
final class Records {
    private Records() {}

    static List<Holding> holdings(List<Targets> targets, SimulationResult result, MarketData data) {
        List<Holding> holdings = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            Targets decided = targets.get(t);
            for (int i = 0; i < decided.columns().length; i++) {
                int column = decided.columns()[i];
                holdings.add(new Holding(
                        decided.date(),
                        data.tickers().ticker(column),
                        data.sector(column).orElse(""),
                        i + 1,
                        decided.signals()[i],
                        decided.rawWeights()[i],
                        decided.weights()[i],
                        result.sharesAfter().get(t)[i]));
            }
        }
        return holdings;
    }

    /** The funnel's decisions with the exposure of the decision day applied. */
    static List<FunnelDecision> decisions(List<Targets> targets, double[] exposure) {
        List<FunnelDecision> decisions = new ArrayList<>(
                targets.stream().mapToInt(t -> t.decisions().size()).sum());
        for (Targets decided : targets) {
            double share = exposure[decided.day()];
            for (FunnelDecision decision : decided.decisions()) {
                decisions.add(decision.weight() == 0 || share == 1 ? decision : scaled(decision, share));
            }
        }
        return decisions;
    }

    private static FunnelDecision scaled(FunnelDecision d, double share) {
        boolean out = share == 0;
        return new FunnelDecision(
                d.date(),
                d.ticker(),
                out ? FunnelStage.WEIGHTED : d.stage(),
                out ? "no_exposure" : d.rule(),
                out ? Double.NaN : d.observed(),
                out ? Double.NaN : d.limit(),
                d.rank(),
                d.signal(),
                d.rawWeight(),
                d.weight() * share);
    }

    /** Contributions as shares of each month's capital; months without capital have none. */
    static List<Contribution> contributions(Contributions all, MarketData data) {
        List<Contribution> out = new ArrayList<>();
        for (int p = 0; p < all.months().length; p++) {
            double capital = all.capitalBefore()[p];
            if (!(capital > 0)) {
                continue;
            }
            LocalDate month = all.month(p).atDay(1);
            double interest = all.interest()[p] + all.writtenOff()[p];
            if (interest != 0) {
                out.add(new Contribution(month, Contribution.CASH, interest / capital, 0));
            }
            for (int i = all.starts()[p]; i < all.starts()[p + 1]; i++) {
                out.add(new Contribution(
                        month,
                        data.tickers().ticker(all.columns()[i]),
                        all.profit()[i] / capital,
                        all.cost()[i] / capital));
            }
        }
        return out;
    }

    static Map<String, String> provenance(Strategy strategy, List<Targets> targets, SimulationResult result) {
        StrategyRules rules = strategy.rules();
        Map<String, String> facts = new TreeMap<>();
        facts.put("strategy_sha256", Sha256.of(strategy.text()));
        facts.put("simulation_mode", rules.simulation().mode().name().toLowerCase(Locale.ROOT));
        facts.put("execution_lag_days", String.valueOf(rules.rebalance().executionLagDays()));
        facts.put("costs_bps", String.valueOf(rules.simulation().costsBps()));
        facts.put("rebalances", String.valueOf(targets.size()));
        long assumed = result.trades().stream()
                .filter(t ->
                        t.reason().endsWith("return not known") || t.reason().endsWith("taken as delisted"))
                .count();
        if (assumed > 0) {
            facts.put(
                    "delistings_at_assumed_return",
                    assumed + " at " + rules.simulation().unknownDelistingReturn());
        }
        List<String> cash = targets.stream()
                .filter(t -> t.columns().length > 0 && t.invested() < 1 - 1e-9)
                .map(t -> String.format(Locale.ROOT, "%s %.4f", t.date(), 1 - t.invested()))
                .toList();
        if (!cash.isEmpty()) {
            facts.put("cash_left_by_constraints", String.join(", ", cash));
        }
        List<String> empty = targets.stream()
                .filter(t -> t.columns().length == 0)
                .map(t -> t.date().toString())
                .toList();
        if (!empty.isEmpty()) {
            facts.put("rebalances_in_cash", String.join(", ", empty));
        }
        for (String note : result.notes()) {
            int at = note.indexOf(": ");
            facts.put(note.substring(0, at), note.substring(at + 2));
        }
        if (rules.simulation().mode() == SimulationRules.Mode.DRIFT) {
            DailyCosts costs = result.costs();
            facts.put(
                    "costs_by_kind",
                    String.format(
                            Locale.ROOT,
                            "commission %.6f, tax %.6f, spread %.6f, impact %.6f; sums of each day's share of the capital",
                            Arrays.stream(costs.commission()).sum(),
                            Arrays.stream(costs.tax()).sum(),
                            Arrays.stream(costs.spread()).sum(),
                            Arrays.stream(costs.impact()).sum()));
        }
        put(facts, "constraints_given_up", targets, Targets::relaxed);
        put(facts, "notes_on_weights", targets, Targets::notes);
        if (rules.referenceRules().regimeThresholds() == RegimeThresholds.WHOLE_SAMPLE_LOOKS_AHEAD
                && rules.overlay().regime().isPresent()) {
            facts.put("LOOKS_AHEAD", "regime thresholds over the whole sample; for comparison only");
        }
        return facts;
    }

    private static void put(
            Map<String, String> facts, String key, List<Targets> targets, Function<Targets, List<String>> texts) {
        List<String> all = targets.stream()
                .filter(t -> !texts.apply(t).isEmpty())
                .map(t -> t.date() + " " + String.join(", ", texts.apply(t)))
                .toList();
        if (!all.isEmpty()) {
            facts.put(key, String.join("; ", all));
        }
    }
}
