package io.qvm.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Choosing in time, on three years of made-up returns. */
class WalkForwardTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final DateIndex DATES =
            DateIndex.ofDates(FIRST.datesUntil(LocalDate.of(2023, 1, 1)).toList());

    /** A trial that earns so much on each day of each year. */
    private static Trial trial(String name, double... perYear) {
        double[] net = new double[DATES.size()];
        for (int k = 0; k < net.length; k++) {
            net[k] = perYear[DATES.date(k).getYear() - 2020];
        }
        return new Trial(Map.of("name", name), Map.of("annual_return", 0.0), DATES, net, "");
    }

    @Test
    void the_best_of_each_training_window_is_held_through_the_next_test_window() {
        List<Trial> trials = List.of(
                trial("early", 0.002, -0.001, 0.0005),
                trial("late", 0.001, 0.003, 0.001),
                Trial.failed(Map.of(), "no"));
        WalkForwardResult result = WalkForwardResult.of(trials, new SweepPlan.WalkForward(12, 12), "annual_return");

        assertThat(result.windows()).hasSize(2);
        WalkForwardResult.Window first = result.windows().get(0);
        assertThat(first.chosen().label()).isEqualTo("name=early");
        assertThat(first.trainFrom()).isEqualTo(FIRST);
        assertThat(first.testFrom()).isEqualTo(LocalDate.of(2021, 1, 1));
        assertThat(first.testTo()).isEqualTo(LocalDate.of(2021, 12, 31));
        assertThat(first.rankInTest()).isEqualTo(2);
        assertThat(first.train()).isCloseTo(Math.pow(1.002, 252) - 1, within(1e-9));
        assertThat(result.windows().get(1).chosen().label()).isEqualTo("name=late");
        assertThat(result.windows().get(1).rankInTest()).isEqualTo(1);
        // What is earned is the chosen trial's return on each day of the test windows.
        assertThat(result.dates().date(0)).isEqualTo(LocalDate.of(2021, 1, 1));
        assertThat(Arrays.stream(result.net()).distinct().toArray()).containsExactly(-0.001, 0.001);
    }

    @Test
    void returns_after_the_training_window_do_not_change_the_choice() {
        List<Trial> one = List.of(trial("a", 0.002, 0, 0), trial("b", 0.001, 0, 0));
        List<Trial> other = List.of(trial("a", 0.002, -0.5, 0), trial("b", 0.001, 0.5, 0));
        SweepPlan.WalkForward plan = new SweepPlan.WalkForward(12, 12);
        assertThat(chosen(one, plan)).isEqualTo("name=a");
        assertThat(chosen(other, plan)).isEqualTo("name=a");
    }

    private static String chosen(List<Trial> trials, SweepPlan.WalkForward plan) {
        return WalkForwardResult.of(trials, plan, "annual_return")
                .windows()
                .get(0)
                .chosen()
                .label();
    }

    @Test
    void a_range_that_is_too_short_is_refused() {
        List<Trial> trials = List.of(trial("a", 0, 0, 0));
        assertThatThrownBy(() -> WalkForwardResult.of(trials, new SweepPlan.WalkForward(48, 12), "sharpe"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("too short for 48 months of training");
        assertThatThrownBy(() -> WalkForwardResult.of(trials, new SweepPlan.WalkForward(12, 12), "annual_cost"))
                .hasMessageContaining("returns alone decide");
    }

    @Test
    void the_ranking_puts_failed_trials_last() {
        Trial good = new Trial(Map.of("n", 1), Map.of("sharpe", 0.5), DATES, new double[DATES.size()], "");
        Trial better = new Trial(Map.of("n", 2), Map.of("sharpe", 1.5), DATES, new double[DATES.size()], "");
        Trial failed = Trial.failed(Map.of("n", 3), "no score");
        assertThat(Sweep.ranked(List.of(failed, good, better), "sharpe")).containsExactly(better, good, failed);
    }
}
