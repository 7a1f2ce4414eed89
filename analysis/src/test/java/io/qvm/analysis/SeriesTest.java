package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawdowns, calendar, rolling figures, growth, histogram. */
class SeriesTest {
    private static final Conventions SHORT_WINDOW = new Conventions(0.01, 252, 20, 0.05);

    @Test
    void drawdowns_have_their_dates_and_lengths() {
        double[] r = {0.1, -0.1, -0.1, 0.3, -0.05};
        List<Drawdown> drawdowns = Drawdowns.worst(days(5), r, 5);
        assertThat(drawdowns).hasSize(2);
        Drawdown deepest = drawdowns.get(0);
        assertThat(deepest.start()).isEqualTo(day(0));
        assertThat(deepest.trough()).isEqualTo(day(2));
        assertThat(deepest.recovery()).contains(day(3));
        assertThat(deepest.depth()).isEqualTo(-0.19, within(1e-14));
        assertThat(deepest.tradingDays()).isEqualTo(3);
        assertThat(deepest.tradingDaysToTrough()).isEqualTo(2);
        Drawdown current = drawdowns.get(1);
        assertThat(current.recovery()).isEqualTo(Optional.empty());
        assertThat(current.tradingDays()).isEqualTo(1);
    }

    @Test
    void fall_on_the_first_day_starts_the_day_before() {
        Drawdown drawdown = Drawdowns.of(days(2), new double[] {-0.1, 0.05}).get(0);
        assertThat(drawdown.start()).isEqualTo(day(-1));
        assertThat(drawdown.depth()).isEqualTo(-0.1, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void deepest_drawdown_is_the_maximum_and_none_overlap(long seed) {
        double[] r = Naive.randomReturns(seed, 500);
        List<Drawdown> all = Drawdowns.of(days(500), r);
        assertThat(Drawdowns.worst(days(500), r, 1).get(0).depth()).isEqualTo(Naive.maxDrawdown(r), within(1e-13));
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).start())
                    .isAfterOrEqualTo(all.get(i - 1).recovery().orElseThrow());
        }
    }

    @Test
    void series_that_only_rises_has_no_drawdown() {
        assertThat(Drawdowns.of(days(3), new double[] {0.1, 0, 0.1})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void years_compound_their_months_and_all_years_the_total(long seed) {
        double[] r = Naive.randomReturns(seed, 900);
        CalendarReturns calendar = CalendarReturns.of(days(900), r);
        calendar.annual().forEach((year, annual) -> {
            double product = 1;
            for (int month = 1; month <= 12; month++) {
                double m = calendar.month(year, month);
                product *= Double.isNaN(m) ? 1 : 1 + m;
            }
            assertThat(annual).isEqualTo(product - 1, within(1e-12));
        });
        double total = DoubleStream.of(calendar.years()).map(y -> 1 + y).reduce(1, (a, b) -> a * b) - 1;
        assertThat(total).isEqualTo(Statistics.compound(r), within(1e-11));
    }

    @Test
    void month_is_the_product_of_its_days() {
        DateIndex dates = DateIndex.ofDates(
                List.of(LocalDate.of(2020, 1, 30), LocalDate.of(2020, 1, 31), LocalDate.of(2020, 2, 3)));
        CalendarReturns calendar = CalendarReturns.of(dates, new double[] {0.1, 0.1, Double.NaN});
        assertThat(calendar.monthly()).containsOnlyKeys(YearMonth.of(2020, 1));
        assertThat(calendar.month(2020, 1)).isEqualTo(0.21, within(1e-15));
        assertThat(calendar.month(2020, 2)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 19, 20, 57, 99})
    void rolling_figures_are_the_figures_of_their_window(int day) {
        double[] r = Naive.randomReturns(3, 100);
        double[] b = Naive.randomReturns(4, 100);
        double sharpe = Rolling.sharpe(r, SHORT_WINDOW)[day];
        double volatility = Rolling.volatility(r, SHORT_WINDOW)[day];
        double beta = Rolling.beta(r, b, SHORT_WINDOW)[day];
        if (day < 19) {
            assertThat(new double[] {sharpe, volatility, beta}).containsOnly(Double.NaN);
        } else {
            double[] window = Arrays.copyOfRange(r, day - 19, day + 1);
            PerformanceMetrics expected = PerformanceMetrics.of(window, SHORT_WINDOW);
            assertThat(sharpe).isEqualTo(expected.sharpe());
            assertThat(volatility).isEqualTo(expected.annualVolatility());
            assertThat(beta)
                    .isEqualTo(RelativeMetrics.of(window, Arrays.copyOfRange(b, day - 19, day + 1), SHORT_WINDOW)
                            .beta());
        }
    }

    @Test
    void rolling_beta_needs_half_a_window_of_benchmark() {
        double[] r = Naive.randomReturns(3, 60);
        double[] b = Naive.randomReturns(4, 60);
        Arrays.fill(b, 30, 60, Double.NaN);
        double[] beta = Rolling.beta(r, b, SHORT_WINDOW);
        assertThat(beta[39]).isNotNaN();
        assertThat(beta[40]).isNaN();
    }

    @Test
    void growth_starts_with_the_first_return_and_rests_on_missing_days() {
        double nan = Double.NaN;
        assertThat(Growth.of(new double[] {nan, 0.5, nan, -0.5})).containsExactly(nan, 1.5, 1.5, 0.75);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void histogram_holds_every_value_once(long seed) {
        double[] r = Naive.randomReturns(seed, 700);
        double[] b = Naive.randomReturns(seed + 9, 700);
        b[5] = Double.NaN;
        Histogram histogram = Histogram.of(r, b);
        assertThat(histogram.bins()).isBetween(5, 41);
        assertThat(DoubleStream.of(histogram.strategy()).sum()).isEqualTo(1, within(1e-9));
        assertThat(DoubleStream.of(histogram.benchmark()).sum()).isEqualTo(1, within(1e-9));
        int middle = histogram.bins() / 2;
        long inside = Arrays.stream(r)
                .filter(v -> v >= histogram.edge(middle) && v < histogram.edge(middle + 1))
                .count();
        assertThat(histogram.strategy()[middle]).isEqualTo(inside / 700.0, within(1e-9));
    }

    @Test
    void histogram_of_equal_values_is_one_bin() {
        Histogram histogram = Histogram.of(new double[50], new double[0]);
        assertThat(histogram.strategy()).hasSize(1);
        assertThat(histogram.edge(0)).isZero();
    }

    private static DateIndex days(int n) {
        return DateIndex.ofDates(IntStream.range(0, n).mapToObj(SeriesTest::day).toList());
    }

    private static LocalDate day(int i) {
        return LocalDate.of(2020, 1, 15).plusDays(i);
    }
}
