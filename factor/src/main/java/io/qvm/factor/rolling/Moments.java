package io.qvm.factor.rolling;

/** Count, mean and sum of squared deviations from it, relative to the oldest value that is there. */
final class Moments implements Aggregate {
    private final int minCount;
    private final Result result;
    private final Pairs pairs = new Pairs(Tile.WIDTH);
    private final double[] distance = new double[Tile.WIDTH];

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
        pairs.counts(older[0], newer[0], width);
        pairs.distances(older[1], newer[1], older[2], newer[2], distance, width);
        pairs.origins(older[1], newer[1], out[1], width);
        pairs.means(older[2], distance, out[2], width);
        pairs.products(older[3], newer[3], distance, distance, out[3], width);
        Pairs.sums(older[0], newer[0], out[0], width);
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
