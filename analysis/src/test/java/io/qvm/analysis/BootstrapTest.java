package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    @ParameterizedTest
    @CsvSource({"1", "4.5", "20"})
    void blocks_have_the_mean_length_and_every_position_is_equally_likely(double meanBlock) {
        int n = 50;
        StationaryBootstrap bootstrap = new StationaryBootstrap(n, meanBlock);
        int[] positions = new int[400_000];
        fill(bootstrap, new SplittableRandom(7), n, positions);
        int jumps = 1;
        int[] count = new int[n];
        for (int i = 0; i < positions.length; i++) {
            count[positions[i]]++;
            if (i > 0 && positions[i] != (positions[i - 1] + 1) % n) {
                jumps++;
            }
        }
        // One jump in n lands where the block would have gone on.
        double expected = positions.length / meanBlock * (1 - 1.0 / n);
        assertThat(jumps / expected).isEqualTo(1, within(0.02));
        double uniform = positions.length / (double) n;
        assertThat(Arrays.stream(count).min().orElseThrow() / uniform).isGreaterThan(0.9 - meanBlock / 200);
        assertThat(Arrays.stream(count).max().orElseThrow() / uniform).isLessThan(1.1 + meanBlock / 200);
    }

    @Test
    void block_lengths_are_geometric() {
        int n = 100_000;
        int[] positions = new int[n];
        fill(new StationaryBootstrap(n, 5), new SplittableRandom(3), n, positions);
        List<Integer> lengths = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < n; i++) {
            if (positions[i] != (positions[i - 1] + 1) % n) {
                lengths.add(i - start);
                start = i;
            }
        }
        for (int k = 1; k <= 6; k++) {
            int least = k;
            double share = lengths.stream().filter(l -> l > least).count() / (double) lengths.size();
            assertThat(share).isEqualTo(Math.pow(0.8, k), within(0.01));
        }
    }

    @Test
    void the_same_seed_gives_the_same_resamples_and_another_seed_others() {
        int[] one = new int[100];
        int[] same = new int[100];
        int[] other = new int[100];
        fill(new StationaryBootstrap(60, 6), new SplittableRandom(1), 60, one);
        fill(new StationaryBootstrap(60, 6), new SplittableRandom(1), 60, same);
        fill(new StationaryBootstrap(60, 6), new SplittableRandom(2), 60, other);
        assertThat(one).isEqualTo(same).isNotEqualTo(other);
    }

    /** For x_t = a x_(t-1) + e_t the best length is (2 a / (1 - a^2))^(2/3) n^(1/3). */
    @ParameterizedTest
    @CsvSource({"0.3, 1", "0.5, 2", "0.7, 3"})
    void automatic_block_is_near_the_closed_form_of_an_autoregression(double a, long seed) {
        int n = 200_000;
        double[] x = autoregression(a, n, seed);
        double expected = Math.pow(2 * a / (1 - a * a), 2.0 / 3) * Math.cbrt(n);
        assertThat(StationaryBootstrap.automaticBlock(x) / expected).isEqualTo(1, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void automatic_block_is_its_plain_definition(long seed) {
        double[] x = autoregression(seed % 2 == 0 ? 0.6 : 0.1, 300 + (int) seed * 50, seed);
        assertThat(StationaryBootstrap.automaticBlock(x)).isEqualTo(plainBlock(x), within(1e-10));
    }

    private static double plainBlock(double[] x) {
        int n = x.length;
        double mean = Arrays.stream(x).average().orElseThrow();
        int run = 5;
        int most = (int) Math.ceil(Math.sqrt(n)) + run;
        double[] rho = new double[most + 1];
        double[] cov = new double[most + 1];
        for (int k = 0; k <= most; k++) {
            for (int t = 0; t + k < n; t++) {
                cov[k] += (x[t] - mean) * (x[t + k] - mean) / n;
            }
            rho[k] = cov[k] / cov[0];
        }
        double limit = 2 * Math.sqrt(Math.log10(n) / n);
        int m = -1;
        for (int candidate = 0; candidate + run <= most && m < 0; candidate++) {
            boolean quiet = true;
            for (int k = 1; k <= run; k++) {
                quiet &= Math.abs(rho[candidate + k]) < limit;
            }
            if (quiet) {
                m = candidate;
            }
        }
        m = Math.max(m, 1);
        int bandwidth = Math.min(2 * m, most);
        double g = 0;
        double s = 0;
        for (int k = -bandwidth; k <= bandwidth; k++) {
            double t = Math.abs(k) / (double) bandwidth;
            double weight = t <= 0.5 ? 1 : 2 * (1 - t);
            g += weight * Math.abs(k) * cov[Math.abs(k)];
            s += weight * cov[Math.abs(k)];
        }
        double d = 2 * s * s;
        double length = Math.pow(2 * g * g / d, 1.0 / 3) * Math.pow(n, 1.0 / 3);
        return Math.max(1, Math.min(length, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0))));
    }

    private static double[] autoregression(double a, int n, long seed) {
        Random random = new Random(seed);
        double[] x = new double[n];
        for (int t = 1; t < n; t++) {
            x[t] = a * x[t - 1] + random.nextGaussian();
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void figures_of_a_resample_are_the_figures_of_its_returns(long seed) {
        double[] r = Naive.randomReturns(seed, 120);
        Conventions conventions = Conventions.DEFAULT.withRiskFree(0.03);
        int resamples = 101;
        BootstrapIntervals intervals = BootstrapIntervals.of(r, conventions, 0.9, resamples, 4, seed);
        StationaryBootstrap bootstrap = new StationaryBootstrap(r.length, 4);
        SplittableRandom root = new SplittableRandom(seed);
        double[] annual = new double[resamples];
        double[] sharpe = new double[resamples];
        double[] drawdown = new double[resamples];
        int[] positions = new int[r.length];
        for (int b = 0; b < resamples; b++) {
            fill(bootstrap, root.split(), r.length, positions);
            double[] resample = Arrays.stream(positions).mapToDouble(p -> r[p]).toArray();
            PerformanceMetrics m = PerformanceMetrics.of(resample, conventions);
            annual[b] = m.annualReturn();
            sharpe[b] = m.sharpe();
            drawdown[b] = m.maxDrawdown();
        }
        same(intervals.annualReturn(), annual);
        same(intervals.sharpe(), sharpe);
        same(intervals.maxDrawdown(), drawdown);
    }

    /** Lays the blocks of a resample out as positions. */
    private static void fill(StationaryBootstrap bootstrap, SplittableRandom random, int n, int[] positions) {
        int[] at = {0};
        bootstrap.next(random, positions.length, (from, size) -> {
            for (int k = 0; k < size; k++) {
                positions[at[0]++] = (from + k) % n;
            }
        });
        assertThat(at[0]).isEqualTo(positions.length);
    }

    private static void same(BootstrapIntervals.Interval interval, double[] figures) {
        assertThat(interval.low()).isEqualTo(Naive.quantile(figures, 0.05), within(1e-10));
        assertThat(interval.high()).isEqualTo(Naive.quantile(figures, 0.95), within(1e-10));
    }

    /** Of independent normal returns the standard error of the Sharpe ratio is known. */
    @Test
    void interval_of_the_sharpe_ratio_is_as_wide_as_theory_says() {
        Random random = new Random(5);
        double[] r = random.doubles(5000).map(u -> 0).toArray();
        for (int i = 0; i < r.length; i++) {
            r[i] = 0.0005 + 0.01 * random.nextGaussian();
        }
        BootstrapIntervals intervals = BootstrapIntervals.of(r, Conventions.DEFAULT, 0.95, 4000, 1, 1);
        SharpeEstimate estimate = SharpeEstimate.of(r, Conventions.DEFAULT);
        double width = intervals.sharpe().high() - intervals.sharpe().low();
        assertThat(width / (2 * 1.96 * estimate.standardError() * Math.sqrt(252)))
                .isEqualTo(1, within(0.06));
    }

    @Test
    void degenerate_records_have_no_interval_and_a_total_loss_stays_one() {
        BootstrapIntervals few = BootstrapIntervals.of(Naive.randomReturns(1, 19), Conventions.DEFAULT);
        assertThat(few.sharpe().low()).isNaN();
        BootstrapIntervals constant = BootstrapIntervals.of(new double[100], Conventions.DEFAULT);
        assertThat(constant.sharpe().high()).isNaN();
        assertThat(constant.maxDrawdown().low()).isZero();
        double[] lost = Naive.randomReturns(1, 100);
        lost[50] = -1;
        BootstrapIntervals loss = BootstrapIntervals.of(lost, Conventions.DEFAULT);
        assertThat(loss.maxDrawdown().low()).isEqualTo(-1);
        assertThat(loss.annualReturn().low()).isEqualTo(-1);
        assertThatThrownBy(() -> BootstrapIntervals.of(new double[] {Double.NaN}, Conventions.DEFAULT))
                .isInstanceOf(InvalidInputException.class);
    }
}
