package io.qvm.backtest.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
