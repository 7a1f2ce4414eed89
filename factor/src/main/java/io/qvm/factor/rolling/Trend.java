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
    private final Pairs pairs = new Pairs(Tile.WIDTH);
    private final double[] distanceX = new double[Tile.WIDTH];
    private final double[] distanceP = new double[Tile.WIDTH];

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
        pairs.counts(older[0], newer[0], width);
        pairs.distances(older[1], newer[1], older[2], newer[2], distanceX, width);
        // Positions count from the first row of the state that they are in.
        double shift = olderRows;
        double[] meanOlder = older[3];
        double[] meanNewer = newer[3];
        for (int j = 0; j < width; j++) {
            distanceP[j] = meanNewer[j] + shift - meanOlder[j];
        }
        pairs.origins(older[1], newer[1], out[1], width);
        pairs.means(older[2], distanceX, out[2], width);
        pairs.means(older[3], distanceP, out[3], width);
        pairs.products(older[4], newer[4], distanceP, distanceP, out[4], width);
        pairs.products(older[5], newer[5], distanceP, distanceX, out[5], width);
        pairs.products(older[6], newer[6], distanceX, distanceX, out[6], width);
        Pairs.sums(older[0], newer[0], out[0], width);
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
