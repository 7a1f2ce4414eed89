package io.qvm.analysis.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.Statistics;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanEstimateTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 20})
    void t_statistic_is_newey_and_wests_on_days_without_gaps(int lags) {
        double[] x = new Random(lags).doubles(200).map(u -> u - 0.4).toArray();
        MeanEstimate estimate = MeanEstimate.of(x, IntStream.range(7, 207).toArray(), lags);
        assertThat(estimate.tStatistic()).isEqualTo(PlainEvaluation.neweyWest(x, lags), within(1e-10));
    }

    @Test
    void without_lags_it_is_the_ordinary_t_statistic() {
        double[] x = {0.1, 0.3, -0.2, 0.4};
        MeanEstimate estimate = MeanEstimate.of(x, new int[] {0, 1, 2, 3}, 0);
        assertThat(estimate.tStatistic()).isEqualTo(Statistics.mean(x) / (Statistics.std(x) / 2), within(1e-12));
        assertThat(estimate.ratio()).isEqualTo(Statistics.mean(x) / Statistics.std(x), within(1e-12));
        assertThat(estimate.positive()).isEqualTo(0.75);
    }

    @Test
    void a_gap_separates_days_even_if_they_are_neighbours_in_the_list() {
        double nan = Double.NaN;
        MeanEstimate apart = MeanEstimate.of(new double[] {0.1, 0.3, -0.2, 0.4}, new int[] {0, 50, 100, 150}, 20);
        MeanEstimate holes = MeanEstimate.of(
                new double[] {0.1, nan, 0.3, nan, nan, -0.2, 0.4}, new int[] {0, 5, 50, 60, 70, 100, 150}, 20);
        MeanEstimate independent = MeanEstimate.of(new double[] {0.1, 0.3, -0.2, 0.4}, new int[] {0, 1, 2, 3}, 0);
        assertThat(apart).isEqualTo(independent).isEqualTo(holes);
    }

    /** Sums of h neighbours of independent noise: the ordinary statistic is far too large, the corrected one is not. */
    @Test
    void overlapping_sums_of_noise_are_significant_one_time_in_twenty_only_if_corrected() {
        int horizon = 21;
        int trials = 400;
        int naive = 0;
        int corrected = 0;
        for (int trial = 0; trial < trials; trial++) {
            Random random = new Random(trial);
            double[] noise = IntStream.range(0, 2000)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
            double[] sums = IntStream.range(0, 2000 - horizon)
                    .mapToDouble(i -> Arrays.stream(noise, i, i + horizon).sum())
                    .toArray();
            int[] days = IntStream.range(0, sums.length).toArray();
            naive += Math.abs(MeanEstimate.of(sums, days, 0).tStatistic()) > 1.96 ? 1 : 0;
            corrected += Math.abs(MeanEstimate.of(sums, days, horizon - 1).tStatistic()) > 1.96 ? 1 : 0;
        }
        assertThat(naive / (double) trials).isGreaterThan(0.5);
        assertThat(corrected / (double) trials).isLessThan(0.16);
    }

    @Test
    void nothing_is_said_of_no_value_and_no_spread() {
        MeanEstimate none = MeanEstimate.of(new double[] {Double.NaN}, new int[] {0}, 3);
        assertThat(none.days()).isZero();
        assertThat(none.mean()).isNaN();
        assertThat(none.tStatistic()).isNaN();
        assertThat(none.positive()).isNaN();
        MeanEstimate constant = MeanEstimate.of(new double[] {0.1, 0.1, 0.1}, new int[] {0, 1, 2}, 1);
        assertThat(constant.mean()).isEqualTo(0.1, within(1e-15));
        assertThat(constant.tStatistic()).isNaN();
    }
}
