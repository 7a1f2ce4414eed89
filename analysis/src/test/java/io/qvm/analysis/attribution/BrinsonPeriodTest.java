package io.qvm.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worked example is that of C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd edition, Wiley 2008,
 * chapter 5: UK, Japanese and US equities.
 */
class BrinsonPeriodTest {
    private static final double[] WEIGHTS = {0.4, 0.3, 0.3};
    private static final double[] RETURNS = {0.20, -0.05, 0.06};
    private static final double[] BENCHMARK_WEIGHTS = {0.4, 0.2, 0.4};
    private static final double[] BENCHMARK_RETURNS = {0.10, -0.04, 0.08};

    @Test
    void brinson_hood_beebower_gives_the_published_effects() {
        BrinsonPeriod period = BrinsonPeriod.ofReturns(
                BrinsonModel.BRINSON_HOOD_BEEBOWER, WEIGHTS, RETURNS, BENCHMARK_WEIGHTS, BENCHMARK_RETURNS);
        assertThat(period.portfolioReturn()).isEqualTo(0.083, within(1e-15));
        assertThat(period.comparisonReturn()).isEqualTo(0.064, within(1e-15));
        assertThat(period.allocation()).containsExactly(new double[] {0, -0.004, -0.008}, within(1e-15));
        assertThat(period.selection()).containsExactly(new double[] {0.04, -0.002, -0.008}, within(1e-15));
        assertThat(period.interaction()).containsExactly(new double[] {0, -0.001, 0.002}, within(1e-15));
    }

    @Test
    void brinson_fachler_gives_the_published_effects() {
        BrinsonPeriod period = BrinsonPeriod.ofReturns(
                BrinsonModel.BRINSON_FACHLER, WEIGHTS, RETURNS, BENCHMARK_WEIGHTS, BENCHMARK_RETURNS);
        assertThat(period.allocation()).containsExactly(new double[] {0, -0.0104, -0.0016}, within(1e-15));
        assertThat(period.selection()).containsExactly(new double[] {0.04, -0.002, -0.008}, within(1e-15));
        assertThat(period.interaction()).containsExactly(new double[] {0, -0.001, 0.002}, within(1e-15));
        assertThat(sum(period)).isEqualTo(0.019, within(1e-15));
    }

    @Test
    void sector_of_one_side_only_is_allocation() {
        for (BrinsonModel model : BrinsonModel.values()) {
            BrinsonPeriod period = BrinsonPeriod.ofReturns(
                    model,
                    new double[] {0.5, 0.5, 0},
                    new double[] {0.02, 0.1, Double.NaN},
                    new double[] {0.5, 0, 0.5},
                    new double[] {0.02, Double.NaN, -0.04});
            assertThat(period.selection()).containsExactly(new double[3], within(1e-17));
            assertThat(period.interaction()).containsExactly(new double[3], within(1e-17));
            assertThat(Arrays.stream(period.allocation()).sum()).isEqualTo(0.07, within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void effects_sum_to_the_difference_whatever_the_weights_and_the_model(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            int n = 1 + random.nextInt(12);
            double[] wp = weights(random, n);
            double[] wb = weights(random, n);
            double[] rp = random.doubles(n, -0.2, 0.2).toArray();
            double[] rb = random.doubles(n, -0.2, 0.2).toArray();
            BrinsonPeriod one = BrinsonPeriod.ofReturns(BrinsonModel.BRINSON_FACHLER, wp, rp, wb, rb);
            BrinsonPeriod other = BrinsonPeriod.ofReturns(BrinsonModel.BRINSON_HOOD_BEEBOWER, wp, rp, wb, rb);
            double difference = one.portfolioReturn() - one.comparisonReturn();
            assertThat(sum(one)).isEqualTo(difference, within(1e-14));
            assertThat(sum(other)).isEqualTo(difference, within(1e-14));
            assertThat(other.selection()).containsExactly(one.selection());
            assertThat(other.interaction()).containsExactly(one.interaction());
        }
    }

    @Test
    void segments_must_be_the_same_on_both_sides() {
        assertThatThrownBy(() -> BrinsonPeriod.of(
                        BrinsonModel.BRINSON_FACHLER, new double[2], new double[2], new double[3], new double[2]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("same 2 segments");
    }

    private static double sum(BrinsonPeriod period) {
        return Arrays.stream(period.allocation()).sum()
                + Arrays.stream(period.selection()).sum()
                + Arrays.stream(period.interaction()).sum();
    }

    /** Some are zero, some rounding noise; they sum to 1. */
    private static double[] weights(Random random, int n) {
        double[] w = new double[n];
        double sum = 0;
        for (int i = 1; i < n; i++) {
            int kind = random.nextInt(5);
            w[i] = kind == 0 ? 0 : kind == 1 ? 1e-17 : random.nextDouble() / n;
            sum += w[i];
        }
        w[0] = 1 - sum;
        return w;
    }
}
