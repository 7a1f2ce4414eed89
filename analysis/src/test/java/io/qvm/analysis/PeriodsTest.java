package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.ExtremePeriods.Period;
import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Best and worst periods, figures by regime, rolling figures of windows. */
class PeriodsTest {
    private static DateIndex days(int n) {
        return DateIndex.ofDates(IntStream.range(0, n)
                .mapToObj(i -> LocalDate.of(2019, 12, 30).plusDays(i))
                .toList());
    }

    @Test
    void best_and_worst_periods_are_named_and_equal_ones_stand_in_order_of_time() {
        double[] r = {0.02, -0.03, 0.02, Double.NaN, 0.01};
        ExtremePeriods extremes = ExtremePeriods.of(days(5), r, 2);
        assertThat(extremes.bestDays()).containsExactly(new Period("2019-12-30", 0.02), new Period("2020-01-01", 0.02));
        assertThat(extremes.worstDays())
                .containsExactly(new Period("2019-12-31", -0.03), new Period("2020-01-03", 0.01));
        assertThat(extremes.bestMonths()).extracting(Period::name).containsExactly("2020-01", "2019-12");
        assertThat(extremes.worstYears().get(0).name()).isEqualTo("2019");
        assertThat(extremes.worstYears().get(0).value()).isEqualTo(1.02 * 0.97 - 1, within(1e-15));
        assertThat(ExtremePeriods.of(days(0), new double[0], 3).bestYears()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void figures_of_a_regime_are_those_of_its_days_and_means_add_up(long seed) {
        int n = 200;
        double[] net = Naive.randomReturns(seed, n);
        double[] benchmark = Naive.randomReturns(seed + 10, n);
        benchmark[4] = Double.NaN;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        String[] regime = IntStream.range(0, n)
                .mapToObj(i -> i % 3 == 0 ? "Bear" : "Bull")
                .toArray(String[]::new);
        TrackRecord record =
                new TrackRecord(days(n), net, net, benchmark, new double[n], ones, new double[n], new int[n], regime);
        List<RegimeFigures> rows = RegimeFigures.of(record, Conventions.DEFAULT);
        assertThat(rows).extracting(RegimeFigures::regime).containsExactly("Bull", "Bear");
        double[] bear = IntStream.range(0, n)
                .filter(i -> i % 3 == 0)
                .mapToDouble(i -> net[i])
                .toArray();
        double[] bearMarket = IntStream.range(0, n)
                .filter(i -> i % 3 == 0)
                .mapToDouble(i -> benchmark[i])
                .toArray();
        assertThat(rows.get(1).sharpe())
                .isEqualTo(PerformanceMetrics.of(bear, Conventions.DEFAULT).sharpe());
        assertThat(rows.get(1).beta())
                .isEqualTo(RelativeMetrics.of(bear, bearMarket, Conventions.DEFAULT)
                        .beta());
        double total =
                rows.stream().mapToDouble(row -> row.annualMean() * row.days()).sum();
        assertThat(total / n).isEqualTo(Statistics.mean(net) * 252, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 19, 40, 99})
    void rolling_figures_are_the_figures_of_their_window(int day) {
        Conventions window = new Conventions(0.01, 252, 20, 0.05);
        double[] r = Naive.randomReturns(3, 100);
        double[] b = Naive.randomReturns(4, 100);
        double[] rolling = {
            Rolling.annualReturn(r, window)[day],
            Rolling.sortino(r, window)[day],
            Rolling.maxDrawdown(r, window)[day],
            Rolling.correlation(r, b, window)[day],
            Rolling.informationRatio(r, b, window)[day]
        };
        if (day < 19) {
            assertThat(rolling).containsOnly(Double.NaN);
        } else {
            double[] mine = Arrays.copyOfRange(r, day - 19, day + 1);
            PerformanceMetrics own = PerformanceMetrics.of(mine, window);
            RelativeMetrics relative = RelativeMetrics.of(mine, Arrays.copyOfRange(b, day - 19, day + 1), window);
            assertThat(rolling)
                    .containsExactly(
                            own.annualReturn(),
                            own.sortino(),
                            own.maxDrawdown(),
                            relative.correlation(),
                            relative.informationRatio());
        }
    }
}
