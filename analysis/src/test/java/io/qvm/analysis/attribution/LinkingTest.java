package io.qvm.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.Statistics;
import io.qvm.market.InvalidInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkingTest {
    @Test
    void two_periods_follow_the_formula_of_carino() {
        double whole = 1.1 * 0.95 - 1;
        double k = Math.log(1 + whole) / whole;
        assertThat(Linking.carino(new double[] {0.1, -0.05}))
                .containsExactly(new double[] {Math.log(1.1) / 0.1 / k, Math.log(0.95) / -0.05 / k}, within(1e-14));
    }

    @Test
    void one_period_is_left_as_it_is() {
        assertThat(Linking.carino(new double[] {0.07}, new double[] {-0.02}))
                .containsExactly(new double[] {1}, within(1e-15));
        assertThat(Linking.growth(new double[] {0.07})).containsExactly(1);
        assertThat(Linking.carino(new double[0])).isEmpty();
    }

    @Test
    void equal_returns_take_the_limit_of_the_formula() {
        double[] same = {0.1, -0.2, 0};
        double[] factors = Linking.carino(same, same);
        double whole = 1.1 * 0.8;
        assertThat(factors).containsExactly(new double[] {whole / 1.1, whole / 0.8, whole}, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void linked_parts_sum_to_the_compounded_return_and_to_the_difference_of_two(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(3000);
        double[] p = random.doubles(n, -0.04, 0.0405).toArray();
        double[] b = random.doubles(n, -0.03, 0.0303).toArray();
        for (int t = 0; t < n; t += 7) {
            b[t] = p[t] + (t % 2 == 0 ? 0 : 1e-14);
        }
        double alone = Statistics.compound(p);
        double difference = alone - Statistics.compound(b);
        double scale = Math.max(1, Math.abs(alone));
        assertThat(dot(Linking.carino(p), p)).isEqualTo(alone, within(1e-12 * scale));
        assertThat(dot(Linking.growth(p), p)).isEqualTo(alone, within(1e-12 * scale));
        double[] active = new double[n];
        for (int t = 0; t < n; t++) {
            active[t] = p[t] - b[t];
        }
        assertThat(dot(Linking.carino(p, b), active)).isEqualTo(difference, within(1e-12 * scale));
    }

    @Test
    void total_loss_is_borne_by_the_period_in_which_it_happened() {
        assertThat(Linking.carino(new double[] {0.5, -1, 0.3})).containsExactly(0, 1, 0);
        double[] p = {0.5, -1, 0};
        double[] b = {0.1, 0.2, -0.1};
        double[] factors = Linking.carino(p, b);
        assertThat(factors[0]).isZero();
        assertThat(factors[1] * (-1 - 0.2)).isEqualTo(-1 - (1.1 * 1.2 * 0.9 - 1), within(1e-15));
        assertThat(Linking.carino(new double[] {-1}, new double[] {-1})).containsExactly(0);
    }

    @Test
    void what_no_return_can_be_is_refused() {
        assertThatThrownBy(() -> Linking.carino(new double[] {0.1, Double.NaN}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("return 2 of 2 is NaN");
        assertThatThrownBy(() -> Linking.growth(new double[] {-1.01})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Linking.carino(new double[1], new double[2]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 and 2");
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
