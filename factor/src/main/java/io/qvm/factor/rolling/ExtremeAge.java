package io.qvm.factor.rolling;

/** Rows since the greatest or least value; of equal ones the latest counts. */
final class ExtremeAge implements Aggregate {
    private final int minCount;
    private final double sign;

    private ExtremeAge(int minCount, double sign) {
        this.minCount = Math.max(1, minCount);
        this.sign = sign;
    }

    static ExtremeAge ofGreatest(int minCount) {
        return new ExtremeAge(minCount, 1);
    }

    static ExtremeAge ofLeast(int minCount) {
        return new ExtremeAge(minCount, -1);
    }

    @Override
    public int components() {
        return 3;
    }

    @Override
    public void load(Tile tile, int row, double[][] state) {
        double[] x = tile.arguments()[0];
        double[] count = state[0];
        double[] most = state[1];
        double[] age = state[2];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            double value = x[at + j];
            boolean there = !Double.isNaN(value);
            count[j] = there ? 1 : 0;
            most[j] = there ? sign * value : Double.NEGATIVE_INFINITY;
            age[j] = 0;
        }
    }

    @Override
    public void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out) {
        for (int j = 0; j < width; j++) {
            double a = older[1][j];
            double b = newer[1][j];
            double age = b >= a ? newer[2][j] : older[2][j] + newerRows;
            out[0][j] = older[0][j] + newer[0][j];
            out[1][j] = Math.max(a, b);
            out[2][j] = age;
        }
    }

    @Override
    public void finish(double[][] state, int rows, Tile tile, int row, double[] out) {
        double[] count = state[0];
        double[] age = state[2];
        int at = tile.at(row);
        for (int j = 0; j < tile.width(); j++) {
            out[at + j] = count[j] >= minCount ? age[j] : Double.NaN;
        }
    }
}
