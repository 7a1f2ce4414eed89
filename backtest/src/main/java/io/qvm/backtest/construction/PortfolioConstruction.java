package io.qvm.backtest.construction;

import io.qvm.backtest.rules.StrategyRules;
import io.qvm.market.MarketData;
import java.util.Arrays;
import java.util.List;

/** Interim. */
public final class PortfolioConstruction {
    private final StrategyRules rules;

    public PortfolioConstruction(StrategyRules rules, MarketData data) {
        this.rules = rules;
    }

    public record Candidates(
            int row,
            int[] columns,
            double[] signal,
            double nextSignal,
            double[] adtv,
            double[] marketCap,
            int[] sectorOf,
            int[] universe,
            double[] previous) {}

    public record Weights(
            double[] raw,
            double[] weights,
            List<String> relaxed,
            List<String> notes,
            String[] bindingRule,
            double[] observed,
            double[] limit) {}

    public Weights weigh(Candidates k) {
        int count = k.columns().length;
        double[] raw = new double[count];
        Arrays.fill(raw, 1.0 / count);
        double[] weights = CappedWeights.apply(
                raw, Arrays.stream(k.columns()).map(c -> k.sectorOf()[c]).toArray(), rules.constraints());
        String[] rule = new String[count];
        double[] observed = new double[count];
        double[] limit = new double[count];
        Arrays.fill(rule, "");
        Arrays.fill(observed, Double.NaN);
        Arrays.fill(limit, Double.NaN);
        for (int i = 0; i < count; i++) {
            if (weights[i] < raw[i]) {
                boolean position = weights[i] >= rules.constraints().maxPosition();
                rule[i] = position ? "position_cap" : "sector_cap";
                limit[i] = position
                        ? rules.constraints().maxPosition()
                        : rules.constraints().maxSector();
                int members = 0;
                for (int j = 0; j < count; j++) {
                    members += k.sectorOf()[k.columns()[j]] == k.sectorOf()[k.columns()[i]] ? 1 : 0;
                }
                observed[i] = position ? raw[i] : members * raw[i];
            }
        }
        return new Weights(raw, weights, List.of(), List.of(), rule, observed, limit);
    }
}
