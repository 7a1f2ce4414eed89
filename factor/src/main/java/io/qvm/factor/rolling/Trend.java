package io.qvm.factor.rolling;

import java.util.Arrays;

/**
 * Moments of a series against the position of its rows, counted from the first row of the state: that of the newer state
 * moves by the rows of the older when two are merged. Missing rows keep their position and count no further.
 */
final class Trend implements Aggregate {
    private final int window;
    private final int minCount;
    private final Output output;

    /** What is made of them. */
    enum Output {
        /** Change of the least-squares line per row. */
        SLOPE,
        /** Share of the variance that the line explains, missing for a constant. */
        R_SQUARE,
        /** Distance of the newest row's value from the line. */
        RESIDUAL,
        /** Mean with weights that fall by one a row, from the window's length for its newest row. */
        WEIGHTED_MEAN
    }

    Trend(int window, int minCount, Output output) {
        this.window = window;
        this.minCount = Math.max(output == Output.WEIGHTED_MEAN ? 1 : 2, minCount);
        this.output = output;
    }

    @Override
    public int components() {
        return 7;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] origin = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            origin[j] = there ? value : 0;
        }
        for (int component = 2; component < 7; component++) {
            Arrays.fill(state[component], 0, tile.width(), 0);
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] originA = older[1];
        double[] originB = newer[1];
        double[] meanXA = older[2];
        double[] meanXB = newer[2];
        double[] meanPA = older[3];
        double[] meanPB = newer[3];
        double[] count = out[0];
        double[] origin = out[1];
        double[] meanX = out[2];
        double[] meanP = out[3];
        double[] pp = out[4];
        double[] ppA = older[4];
        double[] ppB = newer[4];
        double[] px = out[5];
        double[] pxA = older[5];
        double[] pxB = newer[5];
        double[] xx = out[6];
        double[] xxA = older[6];
        double[] xxB = newer[6];
        double shift = olderRows;
        for (int j = 0; j < width; j++) {
            double a = countA[j];
            double n = a + countB[j];
            double share = countB[j] / (n + TINY);
            double any = Math.min(a, 1);
            double deltaX = (originB[j] - originA[j]) * any + (meanXB[j] - meanXA[j]);
            double deltaP = meanPB[j] + shift - meanPA[j];
            double weight = a * share;
            pp[j] = ppA[j] + ppB[j] + deltaP * weight * deltaP;
            px[j] = pxA[j] + pxB[j] + deltaP * weight * deltaX;
            xx[j] = xxA[j] + xxB[j] + deltaX * weight * deltaX;
            meanX[j] = meanXA[j] + deltaX * share;
            meanP[j] = meanPA[j] + deltaP * share;
            origin[j] = originA[j] + originB[j] * (1 - any);
            count[j] = n;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] origin = state[1];
        double[] meanX = state[2];
        double[] meanP = state[3];
        double[] pp = state[4];
        double[] px = state[5];
        double[] xx = state[6];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            if (count[j] < minCount) {
                out[at + j] = Double.NaN;
                continue;
            }
            double slope = px[j] / pp[j];
            out[at + j] = switch (output) {
                case SLOPE -> slope;
                case R_SQUARE -> xx[j] > 0 ? Math.min(1, slope * (px[j] / xx[j])) : Double.NaN;
                case RESIDUAL -> x[at + j] - origin[j] - meanX[j] - slope * (rows - 1 - meanP[j]);
                case WEIGHTED_MEAN -> {
                    // A row's weight is its position + window - rows + 1.
                    double weights = count[j] * (meanP[j] + window - rows + 1);
                    yield origin[j] + (meanX[j] + px[j] / weights);
                }
            };
        }
    }
}
