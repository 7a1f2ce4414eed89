package io.qvm.factor.rolling;

import java.util.Arrays;

/** The value some rows ago, or what has been added to it since. */
final class Shift implements Kernel {
    private final boolean difference;

    Shift(boolean difference) {
        this.difference = difference;
    }

    @Override
    public void run(Task task) {
        double[] x = task.arguments()[0];
        double[] out = task.out();
        int begin = task.firstRow() * task.columns();
        // Rows first: the window may be longer than the data, and rows times columns more than an int holds.
        int firstWithPast = (int) Math.min(task.rows(), Math.max(task.firstRow(), (long) task.window()));
        int withPast = firstWithPast * task.columns();
        Arrays.fill(out, begin, withPast, Double.NaN);
        if (withPast == out.length) {
            return;
        }
        int shift = task.window() * task.columns();
        if (!difference) {
            System.arraycopy(x, withPast - shift, out, withPast, out.length - withPast);
            return;
        }
        for (int i = withPast; i < out.length; i++) {
            out[i] = x[i] - x[i - shift];
        }
        task.dropInfinite(withPast, out.length);
    }
}
