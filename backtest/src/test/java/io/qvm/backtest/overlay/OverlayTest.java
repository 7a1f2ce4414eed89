package io.qvm.backtest.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.rules.DrawdownControlRules;
import io.qvm.backtest.rules.RegimeRules;
import io.qvm.backtest.rules.VolatilityTargetRules;
import io.qvm.backtest.rules.VolatilityTargetRules.Estimator;
import io.qvm.market.DateIndex;
import io.qvm.market.IndexHistory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlayTest {
    private static final RegimeRules RULES = new RegimeRules(0.5, 0.5, 1.0, 1.0, -0.2, 5, 0.75, 10, 8);

    private static IndexHistory index(double... close) {
        return new IndexHistory(
                "I", DateIndex.of(IntStream.range(0, close.length).toArray()), close);
    }

    @Test
    void a_drawdown_beyond_the_limit_is_a_bear_market_and_the_limit_itself_is_not() {
        Regime[] regimes = Regimes.of(index(100, 80, 79.9, 100), RULES);
        assertThat(regimes).containsExactly(Regime.SIDEWAYS, Regime.SIDEWAYS, Regime.BEAR, Regime.SIDEWAYS);
    }

    @Test
    void above_its_mean_is_a_bull_market_once_the_mean_exists() {
        double[] close = IntStream.range(0, 12)
                .mapToDouble(i -> 100 * Math.pow(1.001, i))
                .toArray();
        Regime[] regimes = Regimes.of(index(close), RULES);
        assertThat(Arrays.copyOf(regimes, 9)).containsOnly(Regime.SIDEWAYS);
        assertThat(Arrays.copyOfRange(regimes, 9, 12)).containsOnly(Regime.BULL);
    }

    @Test
    void stress_compares_with_the_past_only_and_needs_a_history() {
        double[] close = new double[40];
        close[0] = 100;
        for (int i = 1; i < close.length; i++) {
            double swing = i < 30 ? 0.001 : 0.05;
            close[i] = close[i - 1] * (1 + (i % 2 == 0 ? swing : -swing));
        }
        Regime[] regimes = Regimes.of(index(close), RULES);
        assertThat(regimes[32]).isEqualTo(Regime.STRESS);
        assertThat(Arrays.copyOf(regimes, 12)).doesNotContain(Regime.STRESS);
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_regime_of_a_day_is_that_of_a_history_that_ends_there(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] close = new double[150];
        close[0] = 100;
        for (int i = 1; i < close.length; i++) {
            close[i] = close[i - 1] * (1 + random.nextGaussian() * random.nextDouble(0.001, 0.05));
        }
        Regime[] all = Regimes.of(index(close), RULES);
        for (int n = 1; n <= close.length; n++) {
            assertThat(Regimes.of(index(Arrays.copyOf(close, n)), RULES)[n - 1]).isEqualTo(all[n - 1]);
        }
    }

    @Test
    void exposure_brings_volatility_to_the_target_within_its_bounds() {
        double[] net = new double[40];
        for (int i = 10; i < 40; i++) {
            net[i] = (i % 2 == 0 ? 1 : -1) * (i < 25 ? 0.001 : 0.02);
        }
        double[] exposure = Exposure.volatilityTarget(
                net, 10, new VolatilityTargetRules(0.15, 10, Estimator.ROLLING, 20, 0.2, 0.9));

        assertThat(Arrays.copyOf(exposure, 25)).containsOnly(0.9);
        double volatility = 0.02 * Math.sqrt(10 / 9.0) * Math.sqrt(252);
        assertThat(exposure[39]).isCloseTo(0.15 / volatility, within(1e-12));
    }

    @Test
    void returns_without_variation_mean_the_largest_exposure() {
        assertThat(Exposure.volatilityTarget(
                        new double[30], 0, new VolatilityTargetRules(0.15, 10, Estimator.ROLLING, 20, 0.2, 1.0)))
                .containsOnly(1.0);
    }

    @Test
    void small_changes_wait_until_they_add_up() {
        assertThat(Exposure.hold(new double[] {1, 0.97, 0.94, 0.93, 1}, 0.05)).containsExactly(1, 1, 0.94, 0.94, 1);
        assertThat(Exposure.hold(new double[] {1, 0.97, 0.94}, 0)).containsExactly(1, 0.97, 0.94);
    }

    @Test
    void drawdown_control_falls_linearly_between_its_two_drawdowns() {
        // The value goes 1, 0.9, 0.81, 0.6075, 0.6075: drawdowns 0, 10, 19, 39.25 %.
        double[] net = {0, -0.1, -0.1, -0.25, 0};
        double[] exposure = Exposure.drawdownControl(net, new DrawdownControlRules(-0.1, -0.3, 0.2));
        assertThat(exposure[0]).isEqualTo(1);
        assertThat(exposure[1]).isCloseTo(1, within(1e-12));
        assertThat(exposure[2]).isCloseTo(1 - 0.8 * 0.09 / 0.2, within(1e-12));
        assertThat(exposure[3]).isCloseTo(0.2, within(1e-12));
        assertThat(exposure[4]).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void exponential_volatility_agrees_with_weights_written_out() {
        double[] net = new java.util.Random(5).doubles(80, -0.03, 0.03).toArray();
        VolatilityTargetRules rules = new VolatilityTargetRules(0.1, 20, Estimator.EXPONENTIAL, 15, 0.01, 5.0);
        double[] exposure = Exposure.volatilityTarget(net, 3, rules);
        for (int k = 22; k < net.length; k++) {
            double weights = 0;
            double mean = 0;
            double square = 0;
            for (int i = 3; i <= k; i++) {
                double w = Math.pow(0.5, (k - i) / 15.0);
                weights += w;
                mean += w * net[i];
            }
            mean /= weights;
            for (int i = 3; i <= k; i++) {
                square += Math.pow(0.5, (k - i) / 15.0) * (net[i] - mean) * (net[i] - mean);
            }
            double volatility = Math.sqrt(square / weights * 252);
            assertThat(exposure[k]).as("day " + k).isCloseTo(0.1 / volatility, within(1e-10));
        }
        assertThat(exposure[21]).isEqualTo(5.0);
    }

    @Test
    void smoothing_steps_and_cooldown_do_what_they_say() {
        assertThat(Exposure.smooth(new double[] {1, 0, 0}, 3)).containsExactly(1, 0.5, 0.25);
        assertThat(Exposure.smooth(new double[] {1, 0.3}, 1)).containsExactly(1, 0.3);
        assertThat(Exposure.step(new double[] {1, 0.74, 0.3, 0.29}, 0.1))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(1, 0.7, 0.3, 0.2);
        // A cut on day 1: up again on day 4 at the earliest, with two days of cooldown.
        assertThat(Exposure.cooldown(new double[] {1, 0.5, 1, 1, 1, 1}, 2)).containsExactly(1, 0.5, 0.5, 0.5, 1, 1);
        // A further cut begins the cooldown anew.
        assertThat(Exposure.cooldown(new double[] {1, 0.5, 0.4, 1, 1, 1}, 2)).containsExactly(1, 0.5, 0.4, 0.4, 0.4, 1);
    }
}
