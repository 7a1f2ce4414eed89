package io.qvm.factor.rolling;

/**
 * Mean with weights (1 - a)^age, a = 2 / (n + 1), by the rows since, divided by the sum of the weights of values that are
 * there: {@code ewm(span=n, adjust=True, ignore_na=False).mean()} of pandas, over the last 10 n rows, where weights have
 * fallen to e^-20.
 */
final class DecayedMean implements Aggregate {
    /** Windows' lengths that are looked at. */
    static final int SPANS = 10;

    private final int minCount;
    private final double decay;

    DecayedMean(int window, int minCount) {
        this.minCount = minCount;
        this.decay = 1 - 2.0 / (window + 1);
    }

    @Override
    public int components() {
        return 3;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] weight = state[1];
        double[] mean = state[2];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            weight[j] = there ? 1 : 0;
            mean[j] = there ? value : 0;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double[] countA = older[0];
        double[] countB = newer[0];
        double[] weightA = older[1];
        double[] weightB = newer[1];
        double[] meanA = older[2];
        double[] meanB = newer[2];
        double[] count = out[0];
        double[] weight = out[1];
        double[] mean = out[2];
        double fall = StrictMath.pow(decay, newerRows);
        for (int j = 0; j < width; j++) {
            double b = weightB[j];
            double all = weightA[j] * fall + b;
            double a = meanA[j];
            mean[j] = a + (meanB[j] - a) * (b / (all + TINY));
            weight[j] = all;
            count[j] = countA[j] + countB[j];
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] weight = state[1];
        double[] mean = state[2];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount && weight[j] > 0 ? mean[j] : Double.NaN;
        }
    }
}
