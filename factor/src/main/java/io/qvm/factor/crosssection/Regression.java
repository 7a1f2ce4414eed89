package io.qvm.factor.crosssection;

/**
 * What a least-squares regression leaves unexplained.
 *
 * <p>The regressors, free of their group means, are made orthogonal one after another (modified Gram-Schmidt, each step
 * twice, see Björck, Numerical Methods for Least Squares Problems, 1996), and their parts are taken out of the regressand.
 * Group means stand for an intercept per group (Frisch, Waugh and Lovell). A regressor of which hardly anything is left, because it
 * is constant or a combination of earlier ones, is left out. Cost: n k^2.
 */
final class Regression {
    /** Length that must be left of a regressor, relative to what it was, for it to tell anything. */
    private static final double COLLINEAR = 1e-9;

    private Regression() {}

    /**
     * Replaces y by its residuals.
     *
     * @param y regressand, free of group means
     * @param regressors free of group means; overwritten
     * @param n values of each
     */
    static void residuals(double[] y, double[][] regressors, int n) {
        for (int k = 0; k < regressors.length; k++) {
            double[] x = regressors[k];
            scale(x, n);
            double before = length(x, n);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    takeOut(x, regressors[j], n);
                }
            }
            double left = length(x, n);
            double scale = left > COLLINEAR * before ? 1 / left : 0;
            for (int i = 0; i < n; i++) {
                x[i] *= scale;
            }
            takeOut(y, x, n);
        }
    }

    /** Brings values near 1 by a power of two, which is exact: squares of great and small ones stay within the range. */
    private static void scale(double[] x, int n) {
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            greatest = Math.max(greatest, Math.abs(x[i]));
        }
        int exponent = greatest > 0 ? -Math.getExponent(greatest) : 0;
        for (int i = 0; i < n; i++) {
            x[i] = Math.scalb(x[i], exponent);
        }
    }

    /** Takes the part along a unit vector out of another; nothing if it is null. */
    private static void takeOut(double[] from, double[] unit, int n) {
        double part = 0;
        for (int i = 0; i < n; i++) {
            part += from[i] * unit[i];
        }
        for (int i = 0; i < n; i++) {
            from[i] -= part * unit[i];
        }
    }

    private static double length(double[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i] * x[i];
        }
        return Math.sqrt(sum);
    }
}
