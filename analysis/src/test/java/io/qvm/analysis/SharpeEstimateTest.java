package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharpeEstimateTest {
    /** Bailey and Lopez de Prado (2012): two years of months, Sharpe 0.458 a month, once as if normal. */
    @Test
    void probability_is_the_one_of_the_paper_with_and_without_its_skewness_and_kurtosis() {
        assertThat(new SharpeEstimate(0.458, 24, -2.448, 10.164).probabilityAbove(0))
                .isEqualTo(0.913, within(5e-4));
        assertThat(new SharpeEstimate(0.458, 24, 0, 3).probabilityAbove(0)).isEqualTo(0.982, within(5e-4));
    }

    /** The same paper: years until an annual Sharpe ratio of 2 is above 1 with 95 %, from days, weeks and months. */
    @ParameterizedTest
    @CsvSource({"252, 2.73", "52, 2.83", "12, 3.24"})
    void minimum_track_record_is_the_one_of_the_paper(int periodsPerYear, double years) {
        double root = Math.sqrt(periodsPerYear);
        SharpeEstimate two = new SharpeEstimate(2 / root, 1000, 0, 3);
        assertThat(two.minimumTrackRecord(1 / root, 0.95) / periodsPerYear).isEqualTo(years, within(5e-3));
    }

    /** Bailey and Lopez de Prado (2014): five years of days, annual Sharpe 2.5, the best of 100 trials of variance 1/2. */
    @Test
    void deflated_ratio_is_the_one_of_the_paper() {
        double sharpe = 2.5 / Math.sqrt(250);
        double variance = 0.5 / 250;
        SharpeEstimate estimate = new SharpeEstimate(sharpe, 1250, -3, 10);
        assertThat(SharpeEstimate.expectedMaximum(100, variance)).isEqualTo(0.1132, within(5e-5));
        assertThat(estimate.deflated(100, variance)).isEqualTo(0.9004, within(5e-5));
        assertThat(estimate.deflated(46, variance)).isEqualTo(0.9505, within(5e-5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_record_of_minimum_length_has_just_the_confidence(long seed) {
        SharpeEstimate estimate = SharpeEstimate.of(Naive.randomReturns(seed, 900), Conventions.DEFAULT);
        double threshold = estimate.sharpe() - 0.03;
        double length = estimate.minimumTrackRecord(threshold, 0.95);
        double error = estimate.standardError() * Math.sqrt((estimate.periods() - 1) / (length - 1));
        assertThat(0.03 / error).isEqualTo(1.6448536269514722, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_estimate_is_the_annual_ratio_per_period_and_has_its_moments(long seed) {
        double[] r = Naive.randomReturns(seed, 500);
        Conventions conventions = Conventions.DEFAULT.withRiskFree(0.02);
        SharpeEstimate estimate = SharpeEstimate.of(r, conventions);
        PerformanceMetrics metrics = PerformanceMetrics.of(r, conventions);
        assertThat(estimate.sharpe() * Math.sqrt(252)).isEqualTo(metrics.sharpe(), within(1e-12));
        assertThat(estimate.skewness()).isEqualTo(metrics.skewness(), within(1e-10));
        assertThat(estimate.kurtosis() - 3).isEqualTo(metrics.excessKurtosis(), within(1e-10));
    }

    @Test
    void one_trial_deflates_nothing_and_more_trials_deflate_more() {
        SharpeEstimate estimate = new SharpeEstimate(0.05, 1000, 0, 3);
        assertThat(estimate.deflated(1, 1e-3)).isEqualTo(estimate.probabilityAbove(0));
        assertThat(estimate.deflated(10, 1e-3)).isLessThan(estimate.deflated(2, 1e-3));
        assertThatThrownBy(() -> estimate.deflated(0, 1e-3)).hasMessageContaining("at least 1");
    }

    @Test
    void nothing_is_said_of_too_few_or_constant_returns_nor_of_a_length_that_cannot_suffice() {
        assertThat(SharpeEstimate.of(new double[] {0.1, 0.2, 0}, Conventions.DEFAULT)
                        .probabilityAbove(0))
                .isNaN();
        assertThat(SharpeEstimate.of(new double[50], Conventions.DEFAULT).probabilityAbove(0))
                .isNaN();
        assertThat(SharpeEstimate.of(new double[0], Conventions.DEFAULT).minimumTrackRecord(0, 0.95))
                .isNaN();
        assertThat(new SharpeEstimate(-0.1, 500, 0, 3).minimumTrackRecord(0, 0.95))
                .isNaN();
    }
}
