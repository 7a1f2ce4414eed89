package io.qvm.factor.rolling;

/** The latest value that is there, or the rows since the latest that is there and not zero. */
final class Latest implements Aggregate {
    private final int minCount;
    private final boolean age;

    private Latest(int minCount, boolean age) {
        this.minCount = minCount;
        this.age = age;
    }

    static Latest value(int minCount) {
        return new Latest(minCount, false);
    }

    static Latest ageOfTrue(int minCount) {
        return new Latest(minCount, true);
    }

    @Override
    public int components() {
        return 2;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] latest = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            latest[j] = !age ? value : there && value != 0 ? 0 : Double.NaN;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        double rowsSince = age ? newerRows : 0;
        for (int j = 0; j < width; j++) {
            double b = newer[1][j];
            out[0][j] = older[0][j] + newer[0][j];
            out[1][j] = Double.isNaN(b) ? older[1][j] + rowsSince : b;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] latest = state[1];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? latest[j] : Double.NaN;
        }
    }
}
