package io.qvm.backtest.construction;

import java.util.Arrays;
import java.util.Optional;

/**
 * Weights within limits that are best by a quadratic measure. Empty where the limits cannot hold together, or where the
 * solver fails.
 */
final class MinimumRisk {
    private MinimumRisk() {}

    /**
     * The best weights.
     *
     * @param weights by stock
     * @param residual largest violation of the optimality conditions, see {@link QuadraticProgram.Solution}
     */
    record Best(double[] weights, double residual) {}

    /** Least variance. */
    static Optional<Best> variance(double[][] covariance, Limits limits) {
        int n = covariance.length;
        double scale = scale(covariance);
        double[][] q = new double[limits.variables()][limits.variables()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                q[i][j] = covariance[i][j] / scale;
            }
        }
        return solve(q, new double[q.length], limits);
    }

    /** Least squared distance to given weights. */
    static Optional<Best> distance(double[] wanted, Limits limits) {
        double[][] q = new double[limits.variables()][limits.variables()];
        double[] c = new double[q.length];
        for (int i = 0; i < wanted.length; i++) {
            q[i][i] = 1;
            c[i] = wanted[i];
        }
        return solve(q, c, limits);
    }

    private static Optional<Best> solve(double[][] q, double[] c, Limits limits) {
        return limits.apply(new QuadraticProgram(q, c)).solve().map(s -> new Best(clean(s.x(), limits), s.residual()));
    }

    /**
     * Largest ratio of the weighted mean of volatilities to the portfolio's volatility (Choueifaty and Coignard 2008). The
     * ratio does not change when all weights are multiplied alike, so the weighted mean of volatilities is set to one and
     * the variance is minimised over multiples of the weights (Charnes and Cooper 1962). A turnover limit, which does not
     * scale, is then met by the nearest weights.
     */
    static Optional<Best> diversification(double[][] covariance, Limits limits) {
        int n = covariance.length;
        double scale = scale(covariance);
        double[][] q = new double[n + 1][n + 1];
        double[] volatility = new double[n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                q[i][j] = covariance[i][j] / scale;
            }
            volatility[i] = Math.sqrt(covariance[i][i] / scale);
        }
        Limits scalable = limits.withTurnover(Optional.empty());
        QuadraticProgram program =
                new QuadraticProgram(q, new double[n + 1]).equal(volatility, 1).within(n, 0, Double.POSITIVE_INFINITY);
        Optional<Best> best = scalable.homogeneous(program).solve().map(s -> {
            double[] x = Arrays.copyOf(s.x(), n);
            double sum = Arrays.stream(x).sum();
            double[] scaled =
                    Arrays.stream(x).map(v -> v / sum * limits.total()).toArray();
            return new Best(clean(scaled, limits), s.residual());
        });
        return limits.turnover().isEmpty() ? best : best.flatMap(wanted -> distance(wanted.weights(), limits));
    }

    /** Weights that a solver leaves a rounding away from their bounds are put there. */
    private static double[] clean(double[] x, Limits limits) {
        double[] weights = Arrays.copyOf(x, limits.caps().length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weights[i] < 1e-11 ? 0 : Math.min(weights[i], limits.caps()[i]);
        }
        return weights;
    }

    private static double scale(double[][] covariance) {
        double sum = 0;
        for (int i = 0; i < covariance.length; i++) {
            sum += covariance[i][i];
        }
        return sum / covariance.length;
    }
}
