package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalizerTest {
    private static final double NONE = Double.NaN;
    private static final ModelSpec.Normalization REFERENCE =
            Models.byNameOrFile("qvm_v2.0_enhanced").spec().normalization();
    private static final ModelSpec.Normalization DEFAULT =
            Models.byNameOrFile("qvm_v2.1").spec().normalization();

    private static double[] normalize(ModelSpec.Normalization rules, double[] values, int... groups) {
        boolean[] rows = new boolean[values.length];
        Arrays.fill(rows, true);
        double[] out = new double[values.length];
        int groupCount = Arrays.stream(groups).max().orElse(-1) + 1;
        normalize(new Normalizer(rules, groupCount, values.length), values, rows, groups, out);
        return out;
    }

    private static void normalize(Normalizer normalizer, double[] values, boolean[] rows, int[] groups, double[] out) {
        normalizer.begin(rows, groups);
        normalizer.normalize(values, IntStream.range(0, values.length).toArray(), rows, out);
    }

    /** Ten rows of group 0 with values 1 to 10, then these. */
    private static double[] afterTen(double... more) {
        double[] values = new double[10 + more.length];
        for (int i = 0; i < 10; i++) {
            values[i] = i + 1;
        }
        System.arraycopy(more, 0, values, 10, more.length);
        return values;
    }

    private static int[] groupsAfterTen(int... more) {
        int[] groups = new int[10 + more.length];
        System.arraycopy(more, 0, groups, 10, more.length);
        return groups;
    }

    @Test
    void z_score_uses_the_sample_standard_deviation() {
        double[] z = normalize(REFERENCE, new double[] {1, 2, 3, 4}, 0, 0, 1, 1);
        double deviation = Math.sqrt(5.0 / 3);
        assertThat(z)
                .containsExactly(
                        new double[] {-1.5 / deviation, -0.5 / deviation, 0.5 / deviation, 1.5 / deviation},
                        within(1e-15));
    }

    @Test
    void one_large_sector_makes_all_sectors_neutral_in_the_reference_model() {
        double[] z = normalize(REFERENCE, afterTen(100, 102), groupsAfterTen(1, 1));
        assertThat(z[10]).isEqualTo(-Math.sqrt(0.5), within(1e-15));
        assertThat(z[9]).isEqualTo(4.5 / Math.sqrt(82.5 / 9), within(1e-15));
    }

    @Test
    void small_sector_alone_is_compared_with_the_universe_in_the_default_model() {
        double[] values = afterTen(100, 102);
        double[] z = normalize(DEFAULT, values, groupsAfterTen(1, 1));
        double mean = Arrays.stream(values).sum() / 12;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(z[10]).isEqualTo((100 - mean) / Math.sqrt(squares / 11), within(1e-15));
        assertThat(z[9]).isEqualTo(4.5 / Math.sqrt(82.5 / 9), within(1e-15));
    }

    @Test
    void degenerate_sector_gets_zero_in_the_reference_model_even_where_the_value_is_missing() {
        double[] z = normalize(REFERENCE, afterTen(0.125, 0.125, NONE, 7, NONE), groupsAfterTen(1, 1, 1, 2, 3));
        assertThat(Arrays.copyOfRange(z, 10, 15)).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void missing_value_stays_missing_in_a_sector_with_dispersion() {
        assertThat(normalize(REFERENCE, afterTen(1, 2, NONE), groupsAfterTen(1, 1, 1))[12])
                .isNaN();
    }

    @Test
    void large_sector_without_dispersion_has_no_score_in_the_default_model() {
        double[] values = new double[22];
        int[] groups = new int[22];
        for (int i = 0; i < 22; i++) {
            values[i] = i < 11 ? 0.1 : i;
            groups[i] = i < 11 ? 0 : 1;
        }
        double[] z = normalize(DEFAULT, values, groups);
        assertThat(Arrays.copyOfRange(z, 0, 11)).containsOnly(NONE);
        assertThat(z[11]).isNegative();
    }

    @Test
    void row_without_sector_gets_zero_beside_sectors_and_takes_part_in_the_fallback() {
        double[] beside = normalize(REFERENCE, afterTen(1, 2, 50), groupsAfterTen(1, 1, -1));
        assertThat(beside[12]).isZero();
        double[] fallback = normalize(REFERENCE, new double[] {1, 2, 3}, 0, 1, -1);
        assertThat(fallback).containsExactly(-1, 0, 1);
    }

    @Test
    void lone_large_sector_gets_zero_in_the_reference_model_only() {
        double[] values = afterTen(50);
        int[] groups = groupsAfterTen(-1);
        assertThat(normalize(REFERENCE, values, groups)).containsOnly(0);
        assertThat(normalize(DEFAULT, values, groups)[9]).isPositive();
    }

    @Test
    void universe_without_any_sector_gets_zero_in_the_reference_model() {
        assertThat(normalize(REFERENCE, new double[] {1, 2, 3}, -1, -1, -1)).containsOnly(0);
    }

    @Test
    void fallback_without_dispersion_gives_zero_to_all() {
        assertThat(normalize(REFERENCE, new double[] {5, NONE, NONE}, 0, 1, 1)).containsOnly(0);
    }

    @Test
    void z_score_is_clipped() {
        double[] values = new double[40];
        values[39] = 1000;
        double[] z = normalize(REFERENCE, values, new int[40]);
        assertThat(z).containsOnly(0);
        assertThat(normalize(DEFAULT, values, new int[40])[39]).isEqualTo(3);
    }

    @Test
    void row_that_takes_no_part_changes_nothing_and_gets_nothing() {
        double[] out = new double[4];
        normalize(
                new Normalizer(DEFAULT, 1, 4),
                new double[] {1, 2, 3, 1e9},
                new boolean[] {true, true, true, false},
                new int[] {0, 0, 0, 0},
                out);
        assertThat(out).containsExactly(-1, 0, 1, NONE);
    }

    @Test
    void winsorisation_moves_outliers_to_the_quantiles_of_their_group_before_they_are_compared() {
        ModelSpec.Normalization rules = new ModelSpec.Normalization(
                ModelSpec.Within.SECTOR,
                2,
                ModelSpec.SmallGroups.ONE_BY_ONE,
                ModelSpec.LoneGroup.NORMAL,
                ModelSpec.WithoutGroup.UNIVERSE,
                ModelSpec.Degenerate.MISSING,
                0,
                3,
                Optional.of(new ModelSpec.Winsorize(0.25, 0.75)));
        // The quartiles of 1, 2, 3, 4, 1000 are 2 and 4, so the values become 2, 2, 3, 4, 4.
        double[] z = normalize(rules, new double[] {1, 2, 3, 4, 1000, 7, 9}, 0, 0, 0, 0, 0, 1, 1);
        double deviation = 1;
        assertThat(Arrays.copyOf(z, 5))
                .containsExactly(
                        new double[] {-1 / deviation, -1 / deviation, 0, 1 / deviation, 1 / deviation}, within(1e-15));
        assertThat(z[5]).isEqualTo(-z[6]);
    }

    @Test
    void numbers_too_large_for_a_deviation_leave_their_sector_without_scores_instead_of_zeros() {
        double[] values = new double[20];
        Arrays.setAll(values, i -> i < 10 ? i : i * 2);
        values[3] = 1e300;
        int[] groups = IntStream.range(0, 20).map(i -> i < 10 ? 0 : 1).toArray();
        double[] z = normalize(DEFAULT, values, groups);
        assertThat(Arrays.copyOf(z, 10)).containsOnly(NONE);
        assertThat(Arrays.copyOfRange(z, 10, 20)).doesNotContain(NONE, 0.0);
    }
}
