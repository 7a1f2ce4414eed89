package io.qvm.backtest.construction;

import io.qvm.backtest.rules.ConstraintRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names the constraint that made a weight smaller than it was before constraints. */
final class Bindings {
    private static final double REACHED = 1e-9;

    private final ConstraintRules rules;
    private final PortfolioConstruction.Candidates candidates;
    private final double capital;

    Bindings(ConstraintRules rules, PortfolioConstruction.Candidates candidates, double capital) {
        this.rules = rules;
        this.candidates = candidates;
        this.capital = capital;
    }

    /**
     * Completes what was decided.
     *
     * @param limits of the quadratic program that was solved; empty if there was none
     */
    PortfolioConstruction.Weights weights(
            double[] raw, double[] weights, Optional<Limits> limits, List<String> relaxed, List<String> notes) {
        int n = raw.length;
        String[] rule = new String[n];
        double[] observed = new double[n];
        double[] limit = new double[n];
        Arrays.fill(rule, "");
        Arrays.fill(observed, Double.NaN);
        Arrays.fill(limit, Double.NaN);
        double position = Limits.position(rules);
        for (int i = 0; i < n; i++) {
            if (!(weights[i] < raw[i])) {
                continue;
            }
            double adtv = candidates.adtv()[candidates.columns()[i]];
            double byAdtv = rules.maxAdtvShare()
                    .map(share -> share * (adtv > 0 ? adtv : 0) / capital)
                    .orElse(Double.POSITIVE_INFINITY);
            double sector = sectorSum(weights, i);
            if (weights[i] >= byAdtv - REACHED) {
                rule[i] = "adtv_cap";
                observed[i] = raw[i];
                limit[i] = byAdtv;
            } else if (weights[i] >= position - REACHED) {
                rule[i] = rules.maxPosition() <= 1.0 / rules.minNames() ? "position_cap" : "min_names";
                observed[i] = raw[i];
                limit[i] = position;
            } else if (sector >= rules.maxSector() - REACHED) {
                rule[i] = "sector_cap";
                observed[i] = sectorSum(raw, i);
                limit[i] = rules.maxSector();
            } else if (sectorMost(limits, i)
                    .filter(most -> sector >= most - REACHED)
                    .isPresent()) {
                rule[i] = "max_sector_deviation";
                observed[i] = sectorSum(raw, i);
                limit[i] = sectorMost(limits, i).orElseThrow();
            } else if (limits.flatMap(Limits::turnover)
                    .filter(turnover -> turnover.of(weights) >= turnover.most() - REACHED)
                    .isPresent()) {
                Limits.Turnover turnover = limits.flatMap(Limits::turnover).orElseThrow();
                rule[i] = "max_turnover";
                observed[i] = (turnover.of(raw) + turnover.sold()) / 2;
                limit[i] = (turnover.most() + turnover.sold()) / 2;
            } else if (rules.minCash() > 0 && rules.onlyCaps()) {
                rule[i] = "min_cash";
                observed[i] = raw[i];
                limit[i] = weights[i];
            } else if (!rules.onlyCaps()) {
                rule[i] = "constraints";
                observed[i] = raw[i];
                limit[i] = weights[i];
            }
        }
        return new PortfolioConstruction.Weights(
                raw, weights, List.copyOf(relaxed), List.copyOf(notes), rule, observed, limit);
    }

    /** Largest sum that the distance to the market's sectors leaves a stock's sector. */
    private Optional<Double> sectorMost(Optional<Limits> limits, int stock) {
        int sector = candidates.sectorOf()[candidates.columns()[stock]];
        return limits.flatMap(Limits::sectorRange)
                .filter(range -> sector >= 0 && sector < range.length)
                .map(range -> range[sector][1]);
    }

    private double sectorSum(double[] weights, int stock) {
        int sector = candidates.sectorOf()[candidates.columns()[stock]];
        if (sector < 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += candidates.sectorOf()[candidates.columns()[i]] == sector ? weights[i] : 0;
        }
        return sum;
    }
}
