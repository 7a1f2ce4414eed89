package io.qvm.backtest.construction;

import io.qvm.backtest.rules.WeightingRules;
import io.qvm.market.MarketData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Weights before constraints: not negative, sum 1. */
final class RawWeights {
    private final WeightingRules rules;
    private final MarketData data;

    RawWeights(WeightingRules rules, MarketData data) {
        this.rules = rules;
        this.data = data;
    }

    /**
     * Divides the capital.
     *
     * @param covariance of the selected stocks, empty where the method needs none
     * @param notes receives what has to be known of the result
     */
    double[] of(PortfolioConstruction.Candidates candidates, double[][] covariance, List<String> notes) {
        int n = candidates.columns().length;
        if (n == 0) {
            return new double[0];
        }
        return switch (rules.method()) {
            case EQUAL -> equal(n);
            case SCORE -> score(candidates.signal());
            case RANK -> proportional(rank(n));
            case MARKET_CAP -> marketCap(candidates, notes);
            case INVERSE_VOLATILITY -> proportional(inverseVolatility(covariance));
            case RISK_PARITY -> RiskParity.weights(covariance);
            case HIERARCHICAL_RISK_PARITY -> HierarchicalRiskParity.weights(covariance);
            case MINIMUM_VARIANCE -> best(MinimumRisk.variance(covariance, Limits.none(n)), n, notes);
            case MAXIMUM_DIVERSIFICATION -> best(MinimumRisk.diversification(covariance, Limits.none(n)), n, notes);
        };
    }

    private static double[] best(Optional<MinimumRisk.Best> found, int n, List<String> notes) {
        if (found.isEmpty()) {
            notes.add("the optimiser found no weights before constraints, equal ones stand for them");
            return equal(n);
        }
        return found.get().weights();
    }

    private static double[] equal(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    private static double[] score(double[] signal) {
        double least = Arrays.stream(signal).min().orElseThrow();
        double most = Arrays.stream(signal).max().orElseThrow();
        if (!(most > least)) {
            return equal(signal.length);
        }
        double floor = least - (most - least) / signal.length;
        return proportional(Arrays.stream(signal).map(s -> s - floor).toArray());
    }

    private static double[] rank(int n) {
        double[] places = new double[n];
        for (int i = 0; i < n; i++) {
            places[i] = n - i;
        }
        return places;
    }

    private double[] marketCap(PortfolioConstruction.Candidates candidates, List<String> notes) {
        int[] columns = candidates.columns();
        double least = Arrays.stream(columns)
                .mapToDouble(c -> candidates.marketCap()[c])
                .filter(cap -> cap > 0)
                .min()
                .orElse(Double.NaN);
        if (Double.isNaN(least)) {
            notes.add("no market capitalisation is known, weights are equal");
            return equal(columns.length);
        }
        double[] caps = new double[columns.length];
        for (int i = 0; i < caps.length; i++) {
            double cap = candidates.marketCap()[columns[i]];
            if (!(cap > 0)) {
                notes.add("market capitalisation of " + data.tickers().ticker(columns[i])
                        + " not known, taken as the smallest");
            }
            caps[i] = cap > 0 ? cap : least;
        }
        return proportional(caps);
    }

    private static double[] inverseVolatility(double[][] covariance) {
        double[] inverse = new double[covariance.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / Math.sqrt(covariance[i][i]);
        }
        return inverse;
    }

    private static double[] proportional(double[] values) {
        return RiskParity.scaled(values);
    }
}
