package io.qvm.backtest.funnel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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
        Integer[] boxed = IntStream.of(columns).boxed().toArray(Integer[]::new);
        Arrays.sort(
                boxed, Comparator.<Integer>comparingDouble(c -> -value[c]).thenComparing(Comparator.naturalOrder()));
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}
