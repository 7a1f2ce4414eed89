package io.qvm.factor.rolling;

public enum RollingFunction {
    REF;

    public String functionName() {
        return "ref";
    }

    public int series() {
        return 1;
    }

    public int parameters() {
        return 0;
    }

    public int lookback(int window) {
        return window;
    }

    public int defaultMinCount(int window) {
        return 1;
    }

    public void apply(
            double[][] arguments,
            int columns,
            RowBlocks blocks,
            int firstRow,
            int window,
            int minCount,
            double[] parameters,
            double[] out) {
        for (int i = firstRow * columns; i < out.length; i++) {
            out[i] = i - window * columns >= 0 ? arguments[0][i - window * columns] : Double.NaN;
        }
    }
}
