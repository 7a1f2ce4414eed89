package io.qvm.factor.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RollingFunctionTest {
    private static final int[] WINDOWS = {1, 2, 5, 20, 60, 252};
    private static final int ROWS = 420;

    private static double[] parameters(RollingFunction function) {
        double[] parameters = new double[function.parameters()];
        Arrays.fill(parameters, 0.3);
        return parameters;
    }

    private static double[] window(double[] series, int columns, int column, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(row -> series[row * columns + column])
                .toArray();
    }

    /** What an error in the last digits of the inputs or of sums can amount to. */
    private static double scale(RollingFunction function, double[] x, double[] y) {
        double most = Arrays.stream(x)
                .filter(v -> !Double.isNaN(v))
                .map(Math::abs)
                .max()
                .orElse(0);
        double first =
                Arrays.stream(x).filter(v -> !Double.isNaN(v)).findFirst().orElse(0);
        double spread = Arrays.stream(x)
                .filter(v -> !Double.isNaN(v))
                .map(v -> Math.abs(v - first))
                .max()
                .orElse(0);
        double firstY =
                Arrays.stream(y).filter(v -> !Double.isNaN(v)).findFirst().orElse(0);
        double spreadY = Arrays.stream(y)
                .filter(v -> !Double.isNaN(v))
                .map(v -> Math.abs(v - firstY))
                .max()
                .orElse(0);
        return switch (function) {
            case REF,
                    DELTA,
                    COUNT,
                    MIN,
                    MAX,
                    MEDIAN,
                    QUANTILE,
                    RANK,
                    LAST,
                    DAYS_SINCE,
                    DAYS_SINCE_MAX,
                    DAYS_SINCE_MIN -> 0;
            case SUM -> most * x.length;
            case MEAN, WMA, EMA -> most;
            case VAR -> spread * spread;
            case STD, SLOPE, RESI -> spread;
            case SKEW, RSQUARE, CORR -> 1;
            // Up to the number of values, and then divided by (n - 3).
            case KURT -> x.length + 10;
            case COV -> spread * spreadY;
            case BETA -> spreadY == 0 ? 0 : spread / spreadY * x.length;
        };
    }

    static Stream<Arguments> cases() {
        return Stream.of(RollingFunction.values())
                .flatMap(function -> IntStream.of(WINDOWS).mapToObj(window -> Arguments.of(function, window)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void function_agrees_with_its_plain_definition(RollingFunction function, int n) {
        for (long seed = 1; seed <= 2; seed++) {
            RandomSeries series = RandomSeries.of(seed, ROWS);
            for (int minCount : new int[] {function.defaultMinCount(n), 1, (n + 1) / 2}) {
                double[] out = series.apply(function, 0, n, minCount);
                int there = 0;
                for (int row = 0; row < ROWS; row += n > 20 ? 5 : 1) {
                    for (int column = 0; column < series.columns(); column++) {
                        double value = out[row * series.columns() + column];
                        there += Double.isNaN(value) ? 0 : 1;
                        String fault = fault(function, series, row, column, n, minCount, value);
                        if (!fault.isEmpty()) {
                            fail(function + " n=" + n + " min=" + minCount + " seed=" + seed + " row=" + row
                                    + " column=" + column + ": " + fault);
                        }
                    }
                }
                assertThat(there > 0).as(function + " has values").isEqualTo(n >= leastWindow(function));
            }
        }
    }

    /** How a value disagrees with the plain definition; empty if it does not. */
    private static String fault(
            RollingFunction function, RandomSeries series, int row, int column, int n, int minCount, double value) {
        int from = Math.max(0, row - function.lookback(n));
        double[] x = window(series.x(), series.columns(), column, from, row);
        double[] y = window(series.y(), series.columns(), column, from, row);
        boolean whole = row >= function.lookback(n);
        double plain = PlainDefinitions.of(function, x, y, n, minCount, whole, parameters(function));
        double tolerance = 1e-12 * Math.max(Math.abs(plain), scale(function, x, y));
        boolean agrees = Double.isNaN(plain) ? Double.isNaN(value) : Math.abs(value - plain) <= tolerance;
        return agrees ? "" : value + " is not " + plain + " within " + tolerance;
    }

    /** Shortest window in which a function has a result. */
    private static int leastWindow(RollingFunction function) {
        return switch (function) {
            case VAR, STD, SLOPE, RSQUARE, RESI, CORR, COV, BETA -> 2;
            case SKEW -> 3;
            case KURT -> 4;
            default -> 0;
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void where_the_data_begin_and_end_changes_no_bit(RollingFunction function, int n) {
        Random random = new Random(n);
        RandomSeries series = RandomSeries.of(7, ROWS);
        int minCount = (n + 1) / 2;
        double[] all = series.apply(function, 0, n, minCount);
        for (int repeat = 0; repeat < 12; repeat++) {
            int first = random.nextInt(ROWS);
            int begin = Math.max(0, first - function.lookback(n) - random.nextInt(3) * random.nextInt(30));
            int end = first + 1 + random.nextInt(ROWS - first);
            double[] part = series.slice(begin, end).apply(function, first - begin, n, minCount);
            for (int i = 0; i < part.length; i++) {
                double expected = i < (first - begin) * series.columns() ? -777 : all[begin * series.columns() + i];
                if (Double.doubleToRawLongBits(part[i]) != Double.doubleToRawLongBits(expected)) {
                    fail(function + " n=" + n + " data " + begin + " to " + end + ", from row " + first + ": " + part[i]
                            + " instead of " + expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void extreme_values_outside_of_the_window_change_no_bit(RollingFunction function, int n) {
        Random random = new Random(n);
        RandomSeries series = RandomSeries.of(11, ROWS);
        int minCount = (n + 1) / 2;
        double[] all = series.apply(function, 0, n, minCount);
        for (int repeat = 0; repeat < 12; repeat++) {
            int row = random.nextInt(ROWS);
            double[] poisoned = series.poisonedOutside(row - function.lookback(n), row, random)
                    .apply(function, 0, n, minCount);
            for (int i = row * series.columns(); i < (row + 1) * series.columns(); i++) {
                assertThat(Double.doubleToRawLongBits(poisoned[i]))
                        .as(function + " n=" + n + " row " + row)
                        .isEqualTo(Double.doubleToRawLongBits(all[i]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RollingFunction.class)
    void columns_in_different_tiles_are_computed_alike(RollingFunction function) {
        RandomSeries narrow = RandomSeries.of(5, 90);
        int copies = 40;
        double[] x = new double[narrow.x().length * copies];
        double[] y = new double[narrow.y().length * copies];
        for (int row = 0; row < narrow.rows(); row++) {
            for (int copy = 0; copy < copies; copy++) {
                int to = (row * copies + copy) * narrow.columns();
                System.arraycopy(narrow.x(), row * narrow.columns(), x, to, narrow.columns());
                System.arraycopy(narrow.y(), row * narrow.columns(), y, to, narrow.columns());
            }
        }
        double[] wide = new RandomSeries(narrow.dates(), narrow.columns() * copies, x, y).apply(function, 0, 30, 8);
        double[] out = narrow.apply(function, 0, 30, 8);
        for (int i = 0; i < wide.length; i++) {
            int row = i / (narrow.columns() * copies);
            assertThat(Double.doubleToRawLongBits(wide[i]))
                    .isEqualTo(Double.doubleToRawLongBits(out[row * narrow.columns() + i % narrow.columns()]));
        }
    }

    @ParameterizedTest
    @EnumSource(RollingFunction.class)
    void functions_computed_in_one_pass_have_the_same_bits_as_one_by_one(RollingFunction first) {
        List<RollingFunction> functions = Stream.concat(
                        Stream.of(first), Stream.of(RollingFunction.values()).filter(f -> f != first))
                .filter(first::goesWith)
                .toList();
        RandomSeries series = RandomSeries.of(3, ROWS);
        if (functions.isEmpty()) {
            assertThatThrownBy(() -> RollingFunction.applyTogether(
                            List.of(first, RollingFunction.SLOPE),
                            series.arguments(first),
                            series.columns(),
                            RowCalendar.of(series.dates()),
                            0,
                            30,
                            8,
                            List.of(new double[series.x().length], new double[series.x().length])))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        List<double[]> outs =
                functions.stream().map(f -> new double[series.x().length]).toList();
        RollingFunction.applyTogether(
                functions, series.arguments(first), series.columns(), RowCalendar.of(series.dates()), 0, 30, 8, outs);
        for (int i = 0; i < outs.size(); i++) {
            assertThat(outs.get(i)).isEqualTo(series.apply(functions.get(i), 0, 30, 8));
        }
    }

    private static double[] ofColumn(RollingFunction function, int n, double[]... series) {
        int rows = series[0].length;
        DateIndex dates = DateIndex.of(IntStream.range(18_000, 18_000 + rows).toArray());
        double[] out = new double[rows];
        function.apply(series, 1, RowCalendar.of(dates), 0, n, n, new double[function.parameters()], out);
        return out;
    }

    @Test
    void mean_of_a_constant_is_the_constant_and_its_deviation_exactly_zero() {
        double[] constant = new double[100];
        Arrays.fill(constant, 0.1);
        assertThat(ofColumn(RollingFunction.MEAN, 63, constant)[99]).isEqualTo(0.1);
        assertThat(ofColumn(RollingFunction.WMA, 63, constant)[99]).isEqualTo(0.1);
        assertThat(ofColumn(RollingFunction.STD, 63, constant)[99]).isZero();
        assertThat(ofColumn(RollingFunction.SLOPE, 63, constant)[99]).isZero();
        assertThat(ofColumn(RollingFunction.RSQUARE, 63, constant)[99]).isNaN();
        assertThat(ofColumn(RollingFunction.SKEW, 63, constant)[99]).isNaN();
        double[] line = IntStream.range(0, 100).asDoubleStream().toArray();
        assertThat(ofColumn(RollingFunction.CORR, 63, constant, line)[99]).isNaN();
        assertThat(ofColumn(RollingFunction.BETA, 63, constant, line)[99]).isZero();
    }

    @Test
    void deviation_of_noise_on_a_great_level_has_all_its_digits() {
        Random random = new Random(3);
        double[] noise = random.doubles(500)
                .map(u -> Math.scalb(Math.rint(u * 1024), -10))
                .toArray();
        double[] raised = Arrays.stream(noise).map(v -> v + 1e9).toArray();
        double[] low = ofColumn(RollingFunction.STD, 250, noise);
        double[] high = ofColumn(RollingFunction.STD, 250, raised);
        assertThat(high[499] / low[499] - 1).isBetween(-1e-14, 1e-14);
        assertThat(ofColumn(RollingFunction.STD, 20, raised)[19] / ofColumn(RollingFunction.STD, 20, noise)[19] - 1)
                .isBetween(-1e-14, 1e-14);
    }

    @Test
    void result_that_overflows_is_missing_and_no_longer_than_in_its_window() {
        double[] x = {1, 1, 1e300, -1e300, 1, 2, 3};
        assertThat(ofColumn(RollingFunction.VAR, 2, x))
                .containsExactly(Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN, 0.5, 0.5);
        assertThat(ofColumn(RollingFunction.DELTA, 1, new double[] {-1e308, 1e308}))
                .containsOnly(Double.NaN);
    }

    @Test
    void window_beyond_the_data_is_no_error() {
        double[] x = {1, 2, 3};
        assertThat(ofColumn(RollingFunction.REF, 10_000, x)).containsOnly(Double.NaN);
        assertThat(ofColumn(RollingFunction.EMA, 10_000, x)).containsOnly(Double.NaN);
        assertThat(ofColumn(RollingFunction.RANK, 10_000, x)).containsOnly(Double.NaN);
    }

    @Test
    void sizes_that_do_not_fit_and_impossible_shares_are_refused() {
        RowCalendar blocks = RowCalendar.of(DateIndex.of(new int[] {1, 2}));
        double[] two = new double[2];
        assertThatThrownBy(() -> RollingFunction.CORR.apply(
                        new double[][] {two}, 1, blocks, 0, 2, 2, new double[0], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("corr takes 2 series");
        assertThatThrownBy(() -> RollingFunction.QUANTILE.checkParameters(1.5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 0 and 1");
    }
}
