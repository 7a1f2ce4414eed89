package io.qvm.factor.rolling;

/** Count and mean; the mean of a constant is that constant, to the bit. */
final class Mean implements Aggregate {
    private final int minCount;

    Mean(int minCount) {
        this.minCount = minCount;
    }

    @Override
    public int components() {
        return 2;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] mean = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            mean[j] = there ? value : 0;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] meanA = older[1];
        double[] meanB = newer[1];
        double[] count = out[0];
        double[] mean = out[1];
        for (int j = 0; j < width; j++) {
            double n = countA[j] + countB[j];
            double a = meanA[j];
            mean[j] = a + (meanB[j] - a) * (countB[j] / (n + TINY));
            count[j] = n;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] mean = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount && count[j] > 0 ? mean[j] : Double.NaN;
        }
    }
}
