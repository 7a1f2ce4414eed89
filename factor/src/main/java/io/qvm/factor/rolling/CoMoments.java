package io.qvm.factor.rolling;

import java.util.Arrays;

/**
 * Means of two series and sums of squares and products of their deviations, over rows where both are there, relative to the
 * oldest such row.
 */
final class CoMoments implements Aggregate {
    private final int minCount;
    private final Result result;
    private final Pairs pairs = new Pairs(Tile.WIDTH);
    private final double[] distanceX = new double[Tile.WIDTH];
    private final double[] distanceY = new double[Tile.WIDTH];

    /** What is made of them. */
    interface Result {
        /**
         * @param n pairs, at least 2
         * @param xx sum of squared deviations of x
         * @param xy sum of products of deviations
         * @param yy sum of squared deviations of y
         */
        double of(double n, double xx, double xy, double yy);
    }

    CoMoments(int minCount, Result result) {
        this.minCount = Math.max(2, minCount);
        this.result = result;
    }

    /** NaN if one of the two does not vary. */
    static double correlation(double n, double xx, double xy, double yy) {
        if (!(xx > 0 && yy > 0)) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
    }

    @Override
    public int components() {
        return 8;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] y = tile.arguments()[1];
        double[] count = state[0];
        double[] originX = state[1];
        double[] originY = state[2];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            boolean there = !Double.isNaN(x[at + j]) && !Double.isNaN(y[at + j]);
            count[j] = there ? 1 : 0;
            originX[j] = there ? x[at + j] : 0;
            originY[j] = there ? y[at + j] : 0;
        }
        for (int component = 3; component < 8; component++) {
            Arrays.fill(state[component], 0, tile.width(), 0);
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        pairs.counts(older[0], newer[0], width);
        pairs.distances(older[1], newer[1], older[3], newer[3], distanceX, width);
        pairs.distances(older[2], newer[2], older[4], newer[4], distanceY, width);
        pairs.origins(older[1], newer[1], out[1], width);
        pairs.origins(older[2], newer[2], out[2], width);
        pairs.means(older[3], distanceX, out[3], width);
        pairs.means(older[4], distanceY, out[4], width);
        pairs.products(older[5], newer[5], distanceX, distanceX, out[5], width);
        pairs.products(older[6], newer[6], distanceX, distanceY, out[6], width);
        pairs.products(older[7], newer[7], distanceY, distanceY, out[7], width);
        Pairs.sums(older[0], newer[0], out[0], width);
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] xx = state[5];
        double[] xy = state[6];
        double[] yy = state[7];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? result.of(count[j], xx[j], xy[j], yy[j]) : Double.NaN;
        }
    }
}
