package io.qvm.backtest.construction;

import io.qvm.backtest.rules.ConstraintRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.WeightingRules;
import io.qvm.backtest.rules.WeightingRules.Method;
import io.qvm.market.MarketData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights of the selected stocks of one rebalance: divided by the method, then brought within the constraints.
 *
 * <p>Caps on positions and sectors alone are met by water filling ({@link CappedWeights}). Other constraints, and methods
 * that optimise, are a quadratic program: least variance, largest diversification, or least squared distance to the weights
 * of the method. As much is invested as caps and minimum cash leave. Constraints that can't hold together are given up as
 * {@link ConstraintRules} states, and the rebalance says which and why.
 */
public final class PortfolioConstruction {
    /** Largest violation of the optimality conditions that is not worth a note; programs are scaled to numbers near one. */
    private static final double ACCURACY = 1e-8;

    private final WeightingRules weighting;
    private final ConstraintRules constraints;
    private final double capital;
    private final MarketData data;
    private final RawWeights raw;

    public PortfolioConstruction(StrategyRules rules, MarketData data) {
        this.weighting = rules.weighting();
        this.constraints = rules.constraints();
        this.capital = rules.simulation().initialCapital();
        this.data = data;
        this.raw = new RawWeights(weighting, data);
    }

    /**
     * What is known at a decision.
     *
     * @param row decision row in the market data; returns up to it are used
     * @param columns selected stocks, by rank
     * @param signal theirs
     * @param adtv currency, by column of the market data
     * @param marketCap last known before the decision, by column; NaN if unknown
     * @param sectorOf number of the sector, by column; -1 for none
     * @param universe columns of the liquid universe
     * @param previous weight that the last rebalance decided, by column
     */
    public record Candidates(
            int row,
            int[] columns,
            double[] signal,
            double[] adtv,
            double[] marketCap,
            int[] sectorOf,
            int[] universe,
            double[] previous) {}

    /**
     * What was decided; arrays in the order of the selected stocks.
     *
     * @param raw weights before constraints
     * @param weights final weights; the rest to 1 is cash
     * @param relaxed constraints that were given up, in order
     * @param notes what has to be known of the weights
     * @param bindingRule constraint that made a stock's weight smaller than its raw one; empty if none did
     * @param observed number that this constraint looked at
     * @param limit number that it was compared with
     */
    public record Weights(
            double[] raw,
            double[] weights,
            List<String> relaxed,
            List<String> notes,
            String[] bindingRule,
            double[] observed,
            double[] limit) {}

    /** Decides on the weights. */
    public Weights weigh(Candidates candidates) {
        int n = candidates.columns().length;
        List<String> notes = new ArrayList<>();
        double[][] covariance = {};
        if (weighting.method().needsRisk() && n > 0) {
            ReturnWindow window =
                    ReturnWindow.of(data, candidates.row(), candidates.columns(), weighting.lookbackDays());
            notes.addAll(window.notes());
            covariance = Covariances.of(window.returns(), weighting, n);
        }
        double[] before = raw.of(candidates, covariance, notes);
        Method method = weighting.method();
        boolean optimises = method == Method.MINIMUM_VARIANCE || method == Method.MAXIMUM_DIVERSIFICATION;
        Bindings bindings = new Bindings(constraints, candidates, capital);
        if (n == 0 || (constraints.onlyCaps() && !optimises)) {
            return bindings.weights(before, capped(before, candidates), Optional.empty(), List.of(), notes);
        }
        Relaxation relaxation = new Relaxation(Limits.of(constraints, candidates, capital));
        double[] weights = optimised(before, covariance, candidates, relaxation, notes);
        return bindings.weights(before, weights, Optional.of(relaxation.limits()), relaxation.givenUp(), notes);
    }

    private double[] capped(double[] before, Candidates candidates) {
        double invested = 1 - constraints.minCash();
        double[] scaled = invested == 1
                ? before
                : Arrays.stream(before).map(w -> w * invested).toArray();
        return CappedWeights.apply(
                scaled,
                Arrays.stream(candidates.columns())
                        .map(c -> candidates.sectorOf()[c])
                        .toArray(),
                ConstraintRules.caps(Limits.position(constraints), constraints.maxSector()));
    }

    private double[] optimised(
            double[] before, double[][] covariance, Candidates candidates, Relaxation relaxation, List<String> notes) {
        Optional<MinimumRisk.Best> found = solve(before, covariance, relaxation.limits());
        while (found.isEmpty() && relaxation.relax(notes)) {
            found = solve(before, covariance, relaxation.limits());
        }
        if (found.isEmpty()) {
            notes.add("the optimiser found no weights, those of the method are capped");
            double[] weights = capped(before, candidates);
            double[] caps = relaxation.limits().caps();
            Arrays.setAll(weights, i -> Math.min(weights[i], caps[i]));
            return weights;
        }
        if (found.get().residual() > ACCURACY) {
            notes.add("the optimiser's weights miss the conditions of the optimum by "
                    + found.get().residual());
        }
        return found.get().weights();
    }

    private Optional<MinimumRisk.Best> solve(double[] before, double[][] covariance, Limits limits) {
        if (!(limits.total() > 0)) {
            return Optional.of(new MinimumRisk.Best(new double[before.length], 0));
        }
        return switch (weighting.method()) {
            case MINIMUM_VARIANCE -> MinimumRisk.variance(covariance, limits);
            case MAXIMUM_DIVERSIFICATION -> MinimumRisk.diversification(covariance, limits);
            default ->
                MinimumRisk.distance(
                        Arrays.stream(before).map(w -> w * limits.total()).toArray(), limits);
        };
    }
}
