package io.qvm.backtest.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.rules.ConstraintRules;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CappedWeightsTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void weights_that_break_no_cap_stay_bit_for_bit() {
        double[] raw = equal(25);
        assertThat(CappedWeights.apply(raw, new int[25], ConstraintRules.caps(0.05, 1.0)))
                .containsExactly(raw);
    }

    @Test
    void a_full_sector_gives_its_excess_to_the_others() {
        int[] sector = {0, 0, 0, 1, 2};
        double[] weights = CappedWeights.apply(equal(5), sector, ConstraintRules.caps(1.0, 0.4));
        assertThat(weights).containsExactly(new double[] {0.4 / 3, 0.4 / 3, 0.4 / 3, 0.3, 0.3}, within(ROUNDING));
    }

    @Test
    void what_a_sector_frees_is_still_bound_by_the_position_cap() {
        int[] sector = {0, 0, 0, 1, 2};
        double[] weights = CappedWeights.apply(equal(5), sector, ConstraintRules.caps(0.25, 0.4));
        assertThat(weights).containsExactly(new double[] {0.4 / 3, 0.4 / 3, 0.4 / 3, 0.25, 0.25}, within(ROUNDING));
    }

    @Test
    void caps_that_cannot_hold_everything_leave_the_rest_in_cash() {
        double[] weights = CappedWeights.apply(equal(4), new int[] {0, 1, 2, 3}, ConstraintRules.caps(0.05, 1.0));
        assertThat(weights).containsExactly(0.05, 0.05, 0.05, 0.05);
    }

    @Test
    void no_sector_cap_binds_stocks_without_sector() {
        double[] weights = CappedWeights.apply(equal(4), new int[] {-1, -1, -1, 0}, ConstraintRules.caps(1.0, 0.1));
        assertThat(weights).containsExactly(new double[] {0.3, 0.3, 0.3, 0.1}, within(ROUNDING));
    }

    @Test
    void nothing_selected_gives_nothing() {
        assertThat(CappedWeights.apply(new double[0], new int[0], ConstraintRules.caps(0.1, 0.1)))
                .isEmpty();
    }

    @Test
    void weights_of_zero_take_nothing_of_what_a_cap_frees() {
        ConstraintRules rules = ConstraintRules.caps(0.5, 1.0);
        assertThat(CappedWeights.apply(new double[] {1, 0}, new int[] {-1, -1}, rules))
                .containsExactly(0.5, 0);
        ConstraintRules sectors = ConstraintRules.caps(0.3, 0.5);
        assertThat(CappedWeights.apply(new double[] {1, 0, 0}, new int[] {0, 0, 0}, sectors))
                .containsExactly(0.3, 0, 0);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void caps_hold_and_nothing_that_could_be_invested_is_left_over(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 40);
        double[] raw = random.doubles(n, 0.01, 1).toArray();
        double total = Arrays.stream(raw).sum();
        for (int i = 0; i < n; i++) {
            raw[i] = seed % 2 == 0 ? 1.0 / n : raw[i] / total;
        }
        int[] sector = random.ints(n, -1, 6).toArray();
        ConstraintRules rules = ConstraintRules.caps(random.nextDouble(0.02, 0.6), random.nextDouble(0.05, 1));

        double[] weights = CappedWeights.apply(raw, sector, rules);

        double[] bySector = new double[6];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            assertThat(weights[i]).isBetween(0.0, rules.maxPosition() + ROUNDING);
            sum += weights[i];
            if (sector[i] >= 0) {
                bySector[sector[i]] += weights[i];
            }
        }
        assertThat(sum).isLessThanOrEqualTo(1 + ROUNDING);
        for (double weight : bySector) {
            assertThat(weight).isLessThanOrEqualTo(rules.maxSector() + ROUNDING);
        }
        if (sum < 1 - 1e-9) {
            for (int i = 0; i < n; i++) {
                boolean atPositionCap = weights[i] >= rules.maxPosition() - 1e-9;
                boolean atSectorCap = sector[i] >= 0 && bySector[sector[i]] >= rules.maxSector() - 1e-9;
                assertThat(atPositionCap || atSectorCap)
                        .as("stock %d could hold more", i)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void order_of_stocks_does_not_matter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(2, 30);
        double[] raw = equal(n);
        int[] sector = random.ints(n, -1, 4).toArray();
        ConstraintRules rules = ConstraintRules.caps(random.nextDouble(0.05, 0.5), random.nextDouble(0.1, 0.6));
        int[] reversed = new int[n];
        for (int i = 0; i < n; i++) {
            reversed[i] = sector[n - 1 - i];
        }
        double[] forward = CappedWeights.apply(raw, sector, rules);
        double[] backward = CappedWeights.apply(raw, reversed, rules);
        for (int i = 0; i < n; i++) {
            assertThat(backward[n - 1 - i]).isCloseTo(forward[i], within(ROUNDING));
        }
    }

    private static double[] equal(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }
}
