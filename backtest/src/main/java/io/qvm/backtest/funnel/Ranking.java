package io.qvm.backtest.funnel;

import java.util.Arrays;

/** Orders columns by a number, best first; equal ones by ticker, which is the order of columns. */
public final class Ranking {
    private Ranking() {}

    /**
     * The columns, by value descending, then by column ascending.
     *
     * @param columns which to order
     * @param value by column; never NaN at these
     */
    public static int[] descending(int[] columns, double[] value) {
        double[] sorted = new double[columns.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = -value[columns[i]];
        }
        Arrays.sort(sorted);
        int[] ascending = columns.clone();
        Arrays.sort(ascending);
        // Each column goes to the first free place of its value.
        int[] taken = new int[sorted.length];
        int[] order = new int[sorted.length];
        for (int column : ascending) {
            int first = firstOf(sorted, -value[column]);
            order[first + taken[first]++] = column;
        }
        return order;
    }

    private static int firstOf(double[] sorted, double wanted) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
