package io.qvm.factor.crosssection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function against its plain definition, on random values with gaps, ties and groups of all sizes. */
class CrossSectionTest {
    private static final double NAN = Double.NaN;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** A random day: values with gaps and ties, some stocks without group, some that take no part. */
    private static final class Day {
        final int tickers;
        final int groupCount;
        final int[] groups;
        final boolean[] rows;
        final double[][] operands;

        Day(long seed, int operandCount) {
            Random random = new Random(seed);
            tickers = 5 + random.nextInt(120);
            groupCount = 1 + random.nextInt(6);
            groups = IntStream.range(0, tickers)
                    .map(i -> random.nextInt(12) == 0 ? -1 : random.nextInt(groupCount))
                    .toArray();
            rows = new boolean[tickers];
            operands = new double[operandCount][tickers];
            double level = random.nextBoolean() ? 0 : 1e6;
            for (int i = 0; i < tickers; i++) {
                rows[i] = random.nextInt(10) > 0;
                for (double[] operand : operands) {
                    boolean tie = random.nextInt(4) == 0;
                    operand[i] = random.nextInt(9) == 0 ? NAN : level + (tie ? 1 : random.nextGaussian());
                }
            }
        }

        /** Stocks of a group that take part. */
        List<Integer> members(int group) {
            return IntStream.range(0, tickers)
                    .filter(i -> rows[i] && groups[i] == group)
                    .filter(i -> Arrays.stream(operands).noneMatch(o -> Double.isNaN(o[i])))
                    .boxed()
                    .toList();
        }

        double[] compute(CrossSectionFunction function, double... parameters) {
            double[] out = new double[tickers];
            new CrossSection(function, operands.length, groups, groupCount, parameters).apply(operands, rows, 0, out);
            return out;
        }
    }

    private interface Plain {
        double value(List<Double> all, double own);
    }

    private static void check(Day day, double[] computed, Plain plain, double tolerance) {
        double[] expected = new double[day.tickers];
        Arrays.fill(expected, NAN);
        for (int group = 0; group < day.groupCount; group++) {
            List<Double> all =
                    day.members(group).stream().map(i -> day.operands[0][i]).toList();
            for (int i : day.members(group)) {
                expected[i] = plain.value(all, day.operands[0][i]);
            }
        }
        assertThat(computed).containsExactly(expected, within(tolerance));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rank_is_the_mean_place_among_those_present(long seed) {
        Day day = new Day(seed, 1);
        check(
                day,
                day.compute(CrossSectionFunction.RANK),
                (all, own) -> {
                    long below = all.stream().filter(v -> v < own).count();
                    long same = all.stream().filter(v -> v == own).count();
                    return (below + 1 + below + same) / 2.0 / all.size();
                },
                1e-15);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void z_score_and_demeaning_are_within_the_group(long seed) {
        Day day = new Day(seed, 1);
        check(day, day.compute(CrossSectionFunction.DEMEAN), (all, own) -> own - mean(all), 1e-9);
        check(
                day,
                day.compute(CrossSectionFunction.ZSCORE),
                (all, own) -> {
                    double squares = all.stream()
                            .mapToDouble(v -> (v - mean(all)) * (v - mean(all)))
                            .sum();
                    double deviation = Math.sqrt(squares / (all.size() - 1));
                    boolean constant = all.stream().distinct().count() < 2;
                    return constant ? NAN : (own - mean(all)) / deviation;
                },
                1e-8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void winsorised_values_lie_within_the_quantiles(long seed) {
        Day day = new Day(seed, 1);
        check(
                day,
                day.compute(CrossSectionFunction.WINSORIZE, 0.1, 0.8),
                (all, own) -> {
                    List<Double> sorted = all.stream().sorted().toList();
                    return Math.max(quantile(sorted, 0.1), Math.min(quantile(sorted, 0.8), own));
                },
                1e-9);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void residuals_are_those_of_a_regression_with_a_dummy_for_each_group(long seed) {
        Day day = new Day(seed, 3);
        double[] computed = day.compute(CrossSectionFunction.NEUTRALIZE);
        List<Integer> members = new ArrayList<>();
        List<Integer> present = new ArrayList<>();
        for (int group = 0; group < day.groupCount; group++) {
            members.addAll(day.members(group));
            if (!day.members(group).isEmpty()) {
                present.add(group);
            }
        }
        int coefficients = present.size() + 2;
        if (members.size() <= coefficients) {
            assertThat(computed).containsOnly(NAN);
            return;
        }
        double[][] design = new double[members.size()][coefficients];
        for (int row = 0; row < design.length; row++) {
            int i = members.get(row);
            // Centred, so that the plain normal equations are well conditioned.
            design[row][0] = day.operands[1][i] - day.operands[1][members.get(0)];
            design[row][1] = day.operands[2][i] - day.operands[2][members.get(0)];
            design[row][2 + present.indexOf(day.groups[i])] = 1;
        }
        double[] y = members.stream()
                .mapToDouble(i -> day.operands[0][i] - day.operands[0][members.get(0)])
                .toArray();
        double[] beta = solveNormalEquations(design, y);
        for (int row = 0; row < y.length; row++) {
            double fitted = 0;
            for (int c = 0; c < coefficients; c++) {
                fitted += beta[c] * design[row][c];
            }
            assertThat(computed[members.get(row)]).isCloseTo(y[row] - fitted, within(1e-7));
        }
        for (int i = 0; i < day.tickers; i++) {
            assertThat(Double.isNaN(computed[i])).isEqualTo(!members.contains(i));
        }
    }

    private static double[] ofAll(CrossSectionFunction function, double[]... operands) {
        int tickers = operands[0].length;
        boolean[] rows = new boolean[tickers];
        Arrays.fill(rows, true);
        double[] out = new double[tickers];
        new CrossSection(function, operands.length, new int[tickers], 1, new double[0]).apply(operands, rows, 0, out);
        return out;
    }

    @Test
    void values_of_any_magnitude_are_neutralised_alike() {
        double[] y = {1, 2, 4, 3, 7};
        double[] x = {1, 2, 3, 4, 5};
        double[] plain = ofAll(CrossSectionFunction.NEUTRALIZE, y, x);
        for (int exponent : new int[] {-1000, -600, 600, 1000}) {
            double[] scaled = Arrays.stream(x).map(v -> Math.scalb(v, exponent)).toArray();
            assertThat(ofAll(CrossSectionFunction.NEUTRALIZE, y, scaled)).containsExactly(plain, within(1e-15));
        }
    }

    @Test
    void demeaned_constant_is_exactly_zero_and_overflow_is_missing() {
        double[] constant = new double[7];
        Arrays.fill(constant, 0.1);
        assertThat(ofAll(CrossSectionFunction.DEMEAN, constant)).containsOnly(0);
        Arrays.fill(constant, 1.7e308);
        assertThat(ofAll(CrossSectionFunction.DEMEAN, constant)).containsOnly(0);
        assertThat(ofAll(CrossSectionFunction.DEMEAN, new double[] {-1.7e308, 1.7e308}))
                .containsOnly(NAN);
    }

    @Test
    void collinear_and_constant_regressors_tell_nothing() {
        double[] x = {1, 2, 4, 8, 16, 32};
        double[] y = {3, 1, 4, 1, 5, 9};
        double[] twice = {2, 4, 8, 16, 32, 64};
        double[] constant = {7, 7, 7, 7, 7, 7};
        boolean[] rows = {true, true, true, true, true, true};
        double[] alone = new double[6];
        new CrossSection(CrossSectionFunction.NEUTRALIZE, 2, new int[6], 1, new double[0])
                .apply(new double[][] {y, x}, rows, 0, alone);
        double[] more = new double[6];
        new CrossSection(CrossSectionFunction.NEUTRALIZE, 4, new int[6], 1, new double[0])
                .apply(new double[][] {y, x, twice, constant}, rows, 0, more);
        assertThat(more).containsExactly(alone, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void other_days_and_stocks_that_take_no_part_change_no_bit(long seed) {
        Day day = new Day(seed, 2);
        for (CrossSectionFunction function : CrossSectionFunction.values()) {
            double[] parameters =
                    function == CrossSectionFunction.WINSORIZE ? new double[] {0.05, 0.95} : new double[0];
            double[] expected = day.compute(function, parameters);
            CrossSection kernel = new CrossSection(function, 2, day.groups, day.groupCount, parameters);
            double[][] twoDays = new double[2][2 * day.tickers];
            boolean[] rows = new boolean[2 * day.tickers];
            for (int o = 0; o < 2; o++) {
                Arrays.fill(twoDays[o], 0, day.tickers, 1e300 * (o + 1));
                System.arraycopy(day.operands[o], 0, twoDays[o], day.tickers, day.tickers);
            }
            Arrays.fill(rows, 0, day.tickers, true);
            System.arraycopy(day.rows, 0, rows, day.tickers, day.tickers);
            for (int i = 0; i < day.tickers; i++) {
                if (!day.rows[i]) {
                    twoDays[0][day.tickers + i] = -1e300;
                }
            }
            double[] out = new double[2 * day.tickers];
            kernel.apply(twoDays, rows, 0, out);
            kernel.apply(twoDays, rows, day.tickers, out);
            assertThat(Arrays.copyOfRange(out, day.tickers, 2 * day.tickers))
                    .as(function.name())
                    .isEqualTo(expected);
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v - values.get(0)).sum() / values.size() + values.get(0);
    }

    private static double quantile(List<Double> sorted, double share) {
        double position = share * (sorted.size() - 1);
        int below = (int) Math.floor(position);
        int above = (int) Math.ceil(position);
        return sorted.get(below) * (above == below ? 1 : above - position)
                + (above == below ? 0 : sorted.get(above) * (position - below));
    }

    /** Gaussian elimination with pivoting on X'X b = X'y. */
    private static double[] solveNormalEquations(double[][] x, double[] y) {
        int k = x[0].length;
        double[][] a = new double[k][k + 1];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    a[i][j] += x[row][i] * x[row][j];
                }
                a[i][k] += x[row][i] * y[row];
            }
        }
        for (int i = 0; i < k; i++) {
            int pivot = i;
            for (int r = i + 1; r < k; r++) {
                pivot = Math.abs(a[r][i]) > Math.abs(a[pivot][i]) ? r : pivot;
            }
            double[] swap = a[i];
            a[i] = a[pivot];
            a[pivot] = swap;
            for (int r = 0; r < k; r++) {
                double factor = r == i ? 0 : a[r][i] / a[i][i];
                for (int c = i; c <= k; c++) {
                    a[r][c] -= factor * a[i][c];
                }
            }
        }
        double[] b = new double[k];
        for (int i = 0; i < k; i++) {
            b[i] = a[i][k] / a[i][i];
        }
        return b;
    }
}
