package io.qvm.factor.rolling;

import java.util.function.DoubleBinaryOperator;

/** Count and sum. */
final class Totals implements Aggregate {
    private final int minCount;
    private final DoubleBinaryOperator result;

    /**
     * @param result from count and sum
     */
    Totals(int minCount, DoubleBinaryOperator result) {
        this.minCount = minCount;
        this.result = result;
    }

    @Override
    public int components() {
        return 2;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] sum = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            sum[j] = there ? value : 0;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        for (int component = 0; component < 2; component++) {
            double[] a = older[component];
            double[] b = newer[component];
            double[] sum = out[component];
            for (int j = 0; j < width; j++) {
                sum[j] = a[j] + b[j];
            }
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] sum = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? result.applyAsDouble(count[j], sum[j]) : Double.NaN;
        }
    }
}
