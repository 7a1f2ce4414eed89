package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerformanceMetricsTest {
    private static final Conventions TWO_PERCENT = Conventions.DEFAULT.withRiskFree(0.02);

    static List<Arguments> randomSeries() {
        return IntStream.range(0, 40)
                .mapToObj(seed -> Arguments.of(seed, 2 + (seed * 37) % 600))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("randomSeries")
    void figures_are_their_definitions(int seed, int n) {
        double[] r = Naive.randomReturns(seed, n);
        PerformanceMetrics m = PerformanceMetrics.of(r, TWO_PERCENT);
        double rf = Math.pow(1.02, 1 / 252.0) - 1;
        List<BigDecimal> x = Naive.decimals(r);
        List<BigDecimal> excess =
                x.stream().map(v -> v.subtract(new BigDecimal(rf))).toList();
        double growth = Naive.growth(x).doubleValue();
        double annual = Math.pow(growth, 252.0 / n) - 1;
        double std = Naive.std(x).doubleValue();

        close(m.totalReturn(), growth - 1);
        close(m.annualReturn(), annual);
        close(m.annualVolatility(), std * Math.sqrt(252));
        close(m.returnOverVolatility(), annual / (std * Math.sqrt(252)));
        close(m.sharpe(), Naive.mean(excess).doubleValue() / Naive.std(excess).doubleValue() * Math.sqrt(252));
        double down = Math.sqrt(Naive.mean(
                        excess.stream().map(v -> v.min(BigDecimal.ZERO).pow(2)).toList())
                .doubleValue());
        if (down > 0) {
            close(m.sortino(), Naive.mean(excess).doubleValue() * 252 / (down * Math.sqrt(252)));
        }
        close(m.maxDrawdown(), Naive.maxDrawdown(r));
        close(m.valueAtRisk(), Naive.quantile(r, 0.05));
        close(
                m.conditionalValueAtRisk(),
                Arrays.stream(r).filter(v -> v <= m.valueAtRisk()).average().orElseThrow());
        close(m.hitRate(), Arrays.stream(r).filter(v -> v > 0).count() / (double) n);
        close(m.bestPeriod(), Arrays.stream(r).max().orElseThrow());
        close(m.worstPeriod(), Arrays.stream(r).min().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("randomSeries")
    void skewness_and_kurtosis_are_the_sample_adjusted_moments(int seed, int size) {
        int n = size + 4;
        double[] r = Naive.randomReturns(seed, n);
        List<BigDecimal> x = Naive.decimals(r);
        double m2 = Naive.moment(x, 2).doubleValue();
        double g1 = Naive.moment(x, 3).doubleValue() / Math.pow(m2, 1.5);
        double g2 = Naive.moment(x, 4).doubleValue() / (m2 * m2) - 3;
        close(Statistics.skewness(r), g1 * Math.sqrt(n * (n - 1.0)) / (n - 2));
        close(Statistics.excessKurtosis(r), ((n + 1) * g2 + 6) * (n - 1) / ((n - 2.0) * (n - 3)));
    }

    @Test
    void known_example_by_hand() {
        PerformanceMetrics m = PerformanceMetrics.of(new double[] {0.10, -0.20, 0.05}, Conventions.DEFAULT);
        close(m.totalReturn(), 1.1 * 0.8 * 1.05 - 1);
        close(m.maxDrawdown(), -0.2);
        close(m.timeUnderWater(), 2 / 3.0);
        close(m.omega(), 0.15 / 0.20);
        close(m.valueAtRisk(), -0.2 + 0.1 * 0.25);
        close(m.conditionalValueAtRisk(), -0.2);
    }

    @Test
    void fall_on_the_first_day_counts_from_the_starting_value() {
        assertThat(PerformanceMetrics.of(new double[] {-0.3, 0.1}, Conventions.DEFAULT)
                        .maxDrawdown())
                .isEqualTo(-0.3, within(1e-15));
    }

    @Test
    void steady_growth_is_perfectly_stable() {
        double[] r = new double[100];
        Arrays.fill(r, 0.001);
        close(PerformanceMetrics.of(r, Conventions.DEFAULT).stability(), 1);
    }

    @Test
    void total_loss_is_minus_one_hundred_per_cent_and_no_more() {
        PerformanceMetrics m = PerformanceMetrics.of(new double[] {0.1, -1, 0.1}, Conventions.DEFAULT);
        assertThat(m.totalReturn()).isEqualTo(-1);
        assertThat(m.annualReturn()).isEqualTo(-1);
        assertThat(m.maxDrawdown()).isEqualTo(-1);
        assertThat(m.calmar()).isEqualTo(-1);
        assertThat(m.stability()).isNaN();
    }

    @Test
    void constant_returns_have_no_volatility_and_no_ratio() {
        double[] r = new double[300];
        Arrays.fill(r, 0.0003);
        PerformanceMetrics m = PerformanceMetrics.of(r, TWO_PERCENT);
        assertThat(m.annualVolatility()).isZero();
        assertThat(m.sharpe()).isNaN();
        assertThat(m.returnOverVolatility()).isNaN();
        assertThat(m.calmar()).isNaN();
    }

    static List<double[]> degenerate() {
        return List.of(
                new double[0],
                new double[1],
                new double[] {0.5},
                new double[] {-1},
                new double[500],
                new double[] {1e6, 1e6},
                new double[] {-1, -1, -1},
                new double[] {0.01, 0.01, 0.01});
    }

    @ParameterizedTest
    @MethodSource("degenerate")
    void no_figure_is_ever_infinite(double[] r) throws ReflectiveOperationException {
        assertFinite(PerformanceMetrics.of(r, Conventions.DEFAULT));
        assertFinite(RelativeMetrics.of(r, new double[r.length], Conventions.DEFAULT));
        assertFinite(RelativeMetrics.of(r, r, Conventions.DEFAULT));
    }

    @Test
    void one_day_is_not_annualised() {
        PerformanceMetrics m = PerformanceMetrics.of(new double[] {0.02}, Conventions.DEFAULT);
        close(m.totalReturn(), 0.02);
        assertThat(m.annualReturn()).isNaN();
        assertThat(m.annualVolatility()).isNaN();
        assertThat(m.sharpe()).isNaN();
    }

    @Test
    void impossible_returns_are_refused_with_their_place() {
        assertThatThrownBy(() -> PerformanceMetrics.of(new double[] {0, Double.NaN}, Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("return 2 of 2 is NaN");
        assertThatThrownBy(() -> PerformanceMetrics.of(new double[] {-1.2}, Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 100 %");
        assertThatThrownBy(() -> PerformanceMetrics.of(new double[] {Double.POSITIVE_INFINITY}, Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void missing_days_of_a_benchmark_do_not_count() {
        double nan = Double.NaN;
        assertThat(PerformanceMetrics.ofPresent(new double[] {nan, 0.1, nan, -0.05}, Conventions.DEFAULT))
                .isEqualTo(PerformanceMetrics.of(new double[] {0.1, -0.05}, Conventions.DEFAULT));
    }

    private static void assertFinite(Record metrics) throws ReflectiveOperationException {
        for (RecordComponent component : metrics.getClass().getRecordComponents()) {
            if (component.getType() == double.class) {
                assertThat((double) component.getAccessor().invoke(metrics))
                        .as(component.getName())
                        .matches(v -> Double.isNaN(v) || Double.isFinite(v), "is NaN or finite");
            }
        }
    }

    private static void close(double actual, double expected) {
        assertThat(actual).isEqualTo(expected, within(1e-12 + 1e-11 * Math.abs(expected)));
    }
}
