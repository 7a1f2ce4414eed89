package io.qvm.factor.rolling;

import java.util.Arrays;

/**
 * Means of two series and sums of squares and products of their deviations, over rows where both are there, relative to the
 * oldest such row.
 */
final class CoMoments implements Aggregate {
    private final int minCount;
    private final Result result;

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
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] originXA = older[1];
        double[] originXB = newer[1];
        double[] originYA = older[2];
        double[] originYB = newer[2];
        double[] meanXA = older[3];
        double[] meanXB = newer[3];
        double[] meanYA = older[4];
        double[] meanYB = newer[4];
        double[] count = out[0];
        double[] originX = out[1];
        double[] originY = out[2];
        double[] meanX = out[3];
        double[] meanY = out[4];
        double[] xx = out[5];
        double[] xxA = older[5];
        double[] xxB = newer[5];
        double[] xy = out[6];
        double[] xyA = older[6];
        double[] xyB = newer[6];
        double[] yy = out[7];
        double[] yyA = older[7];
        double[] yyB = newer[7];
        for (int j = 0; j < width; j++) {
            double a = countA[j];
            double n = a + countB[j];
            double share = countB[j] / (n + TINY);
            double any = Math.min(a, 1);
            double none = 1 - any;
            double deltaX = (originXB[j] - originXA[j]) * any + (meanXB[j] - meanXA[j]);
            double deltaY = (originYB[j] - originYA[j]) * any + (meanYB[j] - meanYA[j]);
            double weight = a * share;
            xx[j] = xxA[j] + xxB[j] + deltaX * weight * deltaX;
            xy[j] = xyA[j] + xyB[j] + deltaX * weight * deltaY;
            yy[j] = yyA[j] + yyB[j] + deltaY * weight * deltaY;
            meanX[j] = meanXA[j] + deltaX * share;
            meanY[j] = meanYA[j] + deltaY * share;
            originX[j] = originXA[j] + originXB[j] * none;
            originY[j] = originYA[j] + originYB[j] * none;
            count[j] = n;
        }
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
