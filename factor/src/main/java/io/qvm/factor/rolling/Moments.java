package io.qvm.factor.rolling;

/** Count, mean and sum of squared deviations from it, relative to the oldest value that is there. */
final class Moments implements Aggregate {
    private final int minCount;
    private final Result result;

    /** What is made of them. */
    interface Result {
        /**
         * @param n values, at least 2
         * @param squares sum of squared deviations
         */
        double of(double n, double squares);
    }

    Moments(int minCount, Result result) {
        this.minCount = Math.max(2, minCount);
        this.result = result;
    }

    @Override
    public int components() {
        return 4;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] origin = state[1];
        double[] mean = state[2];
        double[] squares = state[3];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            origin[j] = there ? value : 0;
            mean[j] = 0;
            squares[j] = 0;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] originA = older[1];
        double[] originB = newer[1];
        double[] meanA = older[2];
        double[] meanB = newer[2];
        double[] squaresA = older[3];
        double[] squaresB = newer[3];
        double[] count = out[0];
        double[] origin = out[1];
        double[] mean = out[2];
        double[] squares = out[3];
        for (int j = 0; j < width; j++) {
            double a = countA[j];
            double n = a + countB[j];
            double share = countB[j] / (n + TINY);
            double any = Math.min(a, 1);
            double delta = (originB[j] - originA[j]) * any + (meanB[j] - meanA[j]);
            origin[j] = originA[j] + originB[j] * (1 - any);
            mean[j] = meanA[j] + delta * share;
            squares[j] = squaresA[j] + squaresB[j] + delta * a * share * delta;
            count[j] = n;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] squares = state[3];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? result.of(count[j], squares[j]) : Double.NaN;
        }
    }
}
