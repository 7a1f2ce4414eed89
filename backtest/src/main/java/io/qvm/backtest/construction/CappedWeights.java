package io.qvm.backtest.construction;

import io.qvm.backtest.rules.ConstraintRules;
import java.util.Arrays;

/**
 * Brings weights within a position cap and a sector cap.
 *
 * <p>Water filling: all free stocks keep their proportions; whatever breaks its cap is set to it (a stock to the position
 * cap; a sector to the sector cap, shared within it in the same way), and what this sets free goes to the rest, until
 * nothing breaks a cap. A cap once reached stays reached, because the rest only rises; so there are at most as many rounds
 * as stocks and sectors. If everything is at a cap, the remainder stays in cash.
 *
 * <p>Weights that break no cap come out bit for bit as they went in.
 */
public final class CappedWeights {
    private CappedWeights() {}

    /**
     * Applies the caps.
     *
     * @param raw weights, not negative, sum at most 1
     * @param sector number of each stock's sector, from 0; -1 for none, which no sector cap binds
     * @param rules the caps
     * @return weights of the same order, sum at most that of {@code raw}
     */
    public static double[] apply(double[] raw, int[] sector, ConstraintRules rules) {
        int sectors = Arrays.stream(sector).max().orElse(-1) + 1;
        double[] weights = raw.clone();
        boolean[] sectorFull = new boolean[sectors];
        boolean[] fixed = new boolean[raw.length];
        double total = sum(raw);
        while (true) {
            boolean broken = fixFullSectors(raw, weights, sector, rules, sectorFull, fixed);
            broken |= fixFullPositions(weights, fixed, rules.maxPosition());
            if (!broken) {
                return weights;
            }
            spread(raw, weights, fixed, total);
        }
    }

    private static boolean fixFullSectors(
            double[] raw, double[] weights, int[] sector, ConstraintRules rules, boolean[] full, boolean[] fixed) {
        double[] sums = new double[full.length];
        for (int i = 0; i < weights.length; i++) {
            if (sector[i] >= 0) {
                sums[sector[i]] += Math.min(weights[i], rules.maxPosition());
            }
        }
        boolean broken = false;
        for (int s = 0; s < full.length; s++) {
            if (!full[s] && sums[s] > rules.maxSector() * (1 + 1e-12)) {
                full[s] = true;
                broken = true;
                fillSector(s, raw, weights, sector, rules, fixed);
            }
        }
        return broken;
    }

    private static void fillSector(
            int s, double[] raw, double[] weights, int[] sector, ConstraintRules rules, boolean[] fixed) {
        boolean[] done = new boolean[raw.length];
        for (int i = 0; i < raw.length; i++) {
            done[i] = sector[i] != s;
            weights[i] = done[i] ? weights[i] : 0;
            fixed[i] |= !done[i];
        }
        do {
            double atCap = 0;
            double base = 0;
            for (int i = 0; i < raw.length; i++) {
                atCap += sector[i] == s && done[i] ? weights[i] : 0;
                base += done[i] ? 0 : raw[i];
            }
            for (int i = 0; i < raw.length; i++) {
                weights[i] = done[i] ? weights[i] : base > 0 ? (rules.maxSector() - atCap) * raw[i] / base : 0;
            }
        } while (fixFullPositions(weights, done, rules.maxPosition()));
    }

    private static boolean fixFullPositions(double[] weights, boolean[] fixed, double cap) {
        boolean broken = false;
        for (int i = 0; i < weights.length; i++) {
            if (!fixed[i] && weights[i] > cap) {
                weights[i] = cap;
                fixed[i] = true;
                broken = true;
            }
        }
        return broken;
    }

    private static void spread(double[] raw, double[] weights, boolean[] fixed, double total) {
        double used = 0;
        double base = 0;
        for (int i = 0; i < raw.length; i++) {
            used += fixed[i] ? weights[i] : 0;
            base += fixed[i] ? 0 : raw[i];
        }
        for (int i = 0; i < raw.length; i++) {
            weights[i] = fixed[i] ? weights[i] : base > 0 ? Math.max(0, total - used) * raw[i] / base : 0;
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
