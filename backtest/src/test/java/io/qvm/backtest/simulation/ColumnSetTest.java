package io.qvm.backtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A set of columns is a sorted set, whatever is done to it. */
class ColumnSetTest {
    private static final int COLUMNS = 20;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void it_holds_what_a_sorted_set_holds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ColumnSet set = new ColumnSet(COLUMNS);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            int column = random.nextInt(COLUMNS);
            switch (random.nextInt(40)) {
                case 0 -> {
                    set.clear();
                    expected.clear();
                }
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 -> {
                    set.remove(column);
                    expected.remove(column);
                }
                default -> {
                    set.add(column);
                    expected.add(column);
                }
            }
            assertThat(columns(set)).containsExactlyElementsOf(expected);
            assertThat(set.contains(column)).isEqualTo(expected.contains(column));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_union_is_merged_in_order(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ColumnSet first = new ColumnSet(COLUMNS);
        ColumnSet second = new ColumnSet(COLUMNS);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = random.nextInt(COLUMNS); i > 0; i--) {
            int column = random.nextInt(COLUMNS);
            (random.nextBoolean() ? first : second).add(column);
            expected.add(column);
        }
        int[] merged = new int[COLUMNS];
        int n = first.union(second, merged);
        assertThat(Arrays.stream(merged, 0, n).boxed()).containsExactlyElementsOf(expected);
    }

    private static List<Integer> columns(ColumnSet set) {
        int[] columns = new int[COLUMNS];
        return Arrays.stream(columns, 0, set.copy(columns)).boxed().toList();
    }
}
