package io.qvm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void the_index_looks_like_one(long seed) {
        double[] level = Simulator.simulate(SimulationSettings.of(seed))
                .data()
                .index(SimulatedMarket.INDEX)
                .orElseThrow()
                .close();
        int n = level.length - 1;
        double mean = 0;
        double peak = 0;
        double drawdown = 0;
        for (int t = 1; t <= n; t++) {
            mean += (level[t] / level[t - 1] - 1) / n;
            peak = Math.max(peak, level[t]);
            drawdown = Math.min(drawdown, level[t] / peak - 1);
        }
        double second = 0;
        double fourth = 0;
        double clustering = 0;
        double before = 0;
        for (int t = 1; t <= n; t++) {
            double d = level[t] / level[t - 1] - 1 - mean;
            second += d * d / n;
            fourth += d * d * d * d / n;
            clustering += Math.abs(d) * before / n;
            before = Math.abs(d);
        }
        assertThat(Math.sqrt(second * 252)).as("annual volatility").isBetween(0.12, 0.35);
        assertThat(fourth / (second * second)).as("kurtosis").isGreaterThan(4);
        assertThat(drawdown).as("depth of the worst fall").isBetween(-0.6, -0.25);
        assertThat(clustering).as("large moves follow large moves").isGreaterThan(0.55 * second);
        assertThat(Math.pow(level[n] / level[0], 252.0 / n) - 1)
                .as("annual return")
                .isBetween(-0.02, 0.15);
    }

    @Test
    void the_crash_of_2020_comes_in_2020() {
        MarketData data = Simulator.simulate(SimulationSettings.of(3)).data();
        double[] level = data.index(SimulatedMarket.INDEX).orElseThrow().close();
        int before = data.dates().floor(LocalDate.of(2020, 2, 19));
        int after = data.dates().floor(LocalDate.of(2020, 3, 20));
        assertThat(level[after] / level[before] - 1).isBetween(-0.48, -0.25);
    }

    @Test
    void every_date_is_a_weekday_on_which_somebody_traded() {
        MarketData data = Simulator.simulate(SimulationSettings.small(5)).data();
        for (int row = 0; row < data.dates().size(); row++) {
            assertThat(data.dates().date(row).getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(data.isTradingDay(row)).isTrue();
        }
        assertThat(data.dates().size()).isBetween(3 * 245, 3 * 256);
    }

    @Test
    void the_summary_counts_what_is_there() {
        assertThat(Simulator.simulate(SimulationSettings.small(5)).summary())
                .matches("40 stocks, 7\\d\\d trading days \\(2019-01-02 to 2021-12-31\\), 2\\d,\\d{3} price rows, "
                        + "1\\d,\\d{3} facts, \\d\\d corporate actions, seed 5");
    }

    @Test
    void impossible_settings_are_refused_with_the_right_range() {
        assertThatThrownBy(() -> SimulationSettings.of(1).withStocks(3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the simulated market's number of stocks must be 20 to 5000, was 3");
        assertThatThrownBy(() -> SimulationSettings.of(1).withYears(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("number of years must be 1 to 50, was 0");
        assertThatThrownBy(() -> SimulationSettings.of(1).withNastiness(Double.NaN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nastiness must be 0 to 10");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 10})
    void the_shortest_and_smallest_market_works_at_any_nastiness(double nastiness) {
        SimulatedMarket market =
                Simulator.simulate(new SimulationSettings(11, 20, LocalDate.of(2019, 7, 15), 1, nastiness));
        assertThat(market.data().tickers().size()).isEqualTo(20);
        assertThat(market.data().facts().size()).isGreaterThan(500);
    }
}
