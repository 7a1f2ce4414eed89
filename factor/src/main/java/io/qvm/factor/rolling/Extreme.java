package io.qvm.factor.rolling;

/** The greatest or least value; comparisons are exact. */
final class Extreme implements Aggregate {
    private final int minCount;
    private final double sign;

    private Extreme(int minCount, double sign) {
        this.minCount = Math.max(1, minCount);
        this.sign = sign;
    }

    static Extreme greatest(int minCount) {
        return new Extreme(minCount, 1);
    }

    static Extreme least(int minCount) {
        return new Extreme(minCount, -1);
    }

    @Override
    public int components() {
        return 2;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] most = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            most[j] = there ? sign * value : Double.NEGATIVE_INFINITY;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] a = older[1];
        double[] b = newer[1];
        double[] count = out[0];
        double[] most = out[1];
        for (int j = 0; j < width; j++) {
            count[j] = countA[j] + countB[j];
            most[j] = Math.max(a[j], b[j]);
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] most = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? sign * most[j] : Double.NaN;
        }
    }
}
