package io.qvm.backtest.construction;

/** Weights whose shares in the portfolio's risk are equal. */
final class RiskParity {
    private static final int MOST_SWEEPS = 10_000;
    private static final double ENOUGH = 1e-14;

    private RiskParity() {}

    /**
     * Equal risk contributions: the minimum of w'Cw / 2 - sum of ln w, scaled to sum 1, by cyclical coordinate descent
     * (Maillard, Roncalli, Teiletche 2010; Griveau-Billion, Richard, Roncalli 2013).
     *
     * @param covariance positive definite
     */
    static double[] weights(double[][] covariance) {
        int n = covariance.length;
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = 1 / Math.sqrt(covariance[i][i] * n);
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double most = 0;
            for (int i = 0; i < n; i++) {
                double others = 0;
                for (int j = 0; j < n; j++) {
                    others += j == i ? 0 : covariance[i][j] * w[j];
                }
                // The positive root of C_ii w^2 + others w - 1 = 0, in the form that does not cancel.
                double root = Math.sqrt(others * others + 4 * covariance[i][i]);
                double next = others > 0 ? 2 / (others + root) : (root - others) / (2 * covariance[i][i]);
                most = Math.max(most, Math.abs(next - w[i]) / next);
                w[i] = next;
            }
            if (most < ENOUGH) {
                break;
            }
        }
        return scaled(w);
    }

    /** The same proportions with sum 1. */
    static double[] scaled(double[] w) {
        double sum = 0;
        for (double value : w) {
            sum += value;
        }
        double[] out = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            out[i] = w[i] / sum;
        }
        return out;
    }
}
