package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeMetricsTest {
    private static final Conventions THREE_PERCENT = Conventions.DEFAULT.withRiskFree(0.03);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void figures_are_their_definitions(long seed) {
        int n = 3 + (int) (seed * 41);
        double[] b = Naive.randomReturns(seed, n);
        double[] noise = Naive.randomReturns(seed + 1000, n);
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            r[i] = 0.7 * b[i] + 0.5 * noise[i];
        }
        RelativeMetrics m = RelativeMetrics.of(r, b, THREE_PERCENT);
        List<BigDecimal> x = Naive.decimals(r);
        List<BigDecimal> y = Naive.decimals(b);
        List<BigDecimal> active = Naive.minus(x, y);
        double rf = Math.pow(1.03, 1 / 252.0) - 1;
        double beta =
                Naive.covariance(x, y).doubleValue() / Naive.covariance(y, y).doubleValue();
        double residual =
                Naive.mean(x).doubleValue() - rf - beta * (Naive.mean(y).doubleValue() - rf);
        double std = Naive.std(active).doubleValue();
        close(m.beta(), beta);
        close(m.alpha(), Math.pow(1 + residual, 252) - 1);
        close(m.trackingError(), std * Math.sqrt(252));
        close(m.informationRatio(), Naive.mean(active).doubleValue() / std * Math.sqrt(252));
        close(
                m.activeReturn(),
                Math.pow(Naive.growth(x).doubleValue(), 252.0 / n)
                        - Math.pow(Naive.growth(y).doubleValue(), 252.0 / n));
        close(
                m.correlation(),
                Naive.covariance(x, y).doubleValue()
                        / (Naive.std(x).doubleValue() * Naive.std(y).doubleValue()));
    }

    @Test
    void days_without_a_benchmark_drop_out_of_both_series() {
        double[] b = Naive.randomReturns(5, 300);
        double[] r = Naive.randomReturns(6, 300);
        Random random = new Random(7);
        double[] gaps = b.clone();
        double[] rest = new double[300];
        double[] restOfB = new double[300];
        int kept = 0;
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(4) == 0) {
                gaps[i] = Double.NaN;
            } else {
                rest[kept] = r[i];
                restOfB[kept++] = b[i];
            }
        }
        assertThat(RelativeMetrics.of(r, gaps, THREE_PERCENT))
                .isEqualTo(RelativeMetrics.of(
                        java.util.Arrays.copyOf(rest, kept), java.util.Arrays.copyOf(restOfB, kept), THREE_PERCENT));
    }

    @Test
    void the_benchmark_against_itself_has_beta_one_and_no_error() {
        double[] b = Naive.randomReturns(5, 300);
        RelativeMetrics m = RelativeMetrics.of(b, b, Conventions.DEFAULT);
        close(m.beta(), 1);
        close(m.alpha(), 0);
        assertThat(m.trackingError()).isZero();
        assertThat(m.informationRatio()).isNaN();
        close(m.upCapture(), 1);
        close(m.downCapture(), 1);
    }

    @Test
    void constant_lead_over_the_benchmark_is_no_infinite_ratio() {
        double[] b = Naive.randomReturns(5, 300);
        double[] r = b.clone();
        for (int i = 0; i < r.length; i++) {
            r[i] += 1e-4;
        }
        assertThat(RelativeMetrics.of(r, b, Conventions.DEFAULT).informationRatio())
                .isNaN();
    }

    @Test
    void without_a_benchmark_everything_is_missing() {
        double nan = Double.NaN;
        RelativeMetrics m = RelativeMetrics.of(new double[] {0.1, 0.2}, new double[] {nan, nan}, Conventions.DEFAULT);
        assertThat(m.commonPeriods()).isZero();
        assertThat(m.beta()).isNaN();
        assertThat(m.activeReturn()).isNaN();
        assertThat(m.hitRate()).isNaN();
    }

    @Test
    void series_of_different_length_are_refused() {
        assertThatThrownBy(() -> RelativeMetrics.of(new double[2], new double[3], Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("benchmark has 3 days");
    }

    private static void close(double actual, double expected) {
        assertThat(actual).isEqualTo(expected, within(1e-12 + 1e-10 * Math.abs(expected)));
    }
}
