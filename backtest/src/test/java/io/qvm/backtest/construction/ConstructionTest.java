package io.qvm.backtest.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.rules.ConstraintRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.vector.constrained.ADMMQPOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.LinearBoundedConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.LinearEqualityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.QuadraticFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weighting methods and constraints against closed forms, definitions and a second solver. */
class ConstructionTest {
    /** Correlated returns of some stocks with different volatilities. */
    private static double[][] returns(long seed, int days, int stocks) {
        Random random = new Random(seed);
        double[][] returns = new double[days][stocks];
        double[] volatility = random.doubles(stocks, 0.005, 0.04).toArray();
        double[] beta = random.doubles(stocks, 0.2, 1.5).toArray();
        for (double[] day : returns) {
            double market = 0.01 * random.nextGaussian();
            for (int i = 0; i < stocks; i++) {
                day[i] = beta[i] * market + volatility[i] * random.nextGaussian();
            }
        }
        return returns;
    }

    private static double[][] covariance(long seed, int stocks) {
        return Covariances.sample(returns(seed, 6 * stocks + 20, stocks));
    }

    private static double variance(double[][] c, double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                sum += w[i] * c[i][j] * w[j];
            }
        }
        return sum;
    }

    @Test
    void two_stocks_of_least_variance_have_their_closed_form() {
        double[][] c = {{0.04, 0.006}, {0.006, 0.01}};
        double first = (0.01 - 0.006) / (0.04 + 0.01 - 2 * 0.006);
        double[] w = MinimumRisk.variance(c, Limits.none(2)).orElseThrow().weights();
        assertThat(w[0]).isCloseTo(first, within(1e-12));
        assertThat(w[1]).isCloseTo(1 - first, within(1e-12));
    }

    @Test
    void independent_stocks_of_least_variance_weigh_by_inverse_variance() {
        double[][] c = {{1, 0, 0}, {0, 4, 0}, {0, 0, 16}};
        double[] w = MinimumRisk.variance(c, Limits.none(3)).orElseThrow().weights();
        double all = 1 + 1 / 4.0 + 1 / 16.0;
        assertThat(w[0]).isCloseTo(1 / all, within(1e-12));
        assertThat(w[2]).isCloseTo(1 / 16.0 / all, within(1e-12));
        double[] hierarchical = HierarchicalRiskParity.weights(c);
        assertThat(Arrays.stream(hierarchical).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void equal_correlations_make_risk_parity_and_most_diversified_weigh_by_inverse_volatility() {
        double[] s = {0.1, 0.2, 0.4};
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = s[i] * s[j] * (i == j ? 1 : 0.3);
            }
        }
        double all = 1 / 0.1 + 1 / 0.2 + 1 / 0.4;
        double[] parity = RiskParity.weights(c);
        double[] diversified =
                MinimumRisk.diversification(c, Limits.none(3)).orElseThrow().weights();
        for (int i = 0; i < 3; i++) {
            assertThat(parity[i]).isCloseTo(1 / s[i] / all, within(1e-12));
            assertThat(diversified[i]).isCloseTo(1 / s[i] / all, within(1e-10));
        }
    }

    /** Four stocks of Maillard, Roncalli, Teiletche (2010): volatilities of 10, 20, 30, 40 %, weights as printed there. */
    @Test
    void the_published_example_of_risk_parity_and_least_variance_is_met() {
        double[] s = {0.1, 0.2, 0.3, 0.4};
        double[][] correlation = {{1, 0.8, 0, 0}, {0.8, 1, 0, 0}, {0, 0, 1, -0.5}, {0, 0, -0.5, 1}};
        double[][] c = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                c[i][j] = s[i] * s[j] * correlation[i][j];
            }
        }
        assertThat(RiskParity.weights(c)).containsExactly(new double[] {0.384, 0.192, 0.243, 0.182}, within(5e-4));
        assertThat(MinimumRisk.variance(c, Limits.none(4)).orElseThrow().weights())
                .containsExactly(new double[] {0.745, 0, 0.152, 0.103}, within(5e-4));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 25, 40})
    void risk_contributions_of_risk_parity_are_equal(int n) {
        double[][] c = covariance(n, n);
        double[] w = RiskParity.weights(c);
        double variance = variance(c, w);
        for (int i = 0; i < n; i++) {
            double marginal = 0;
            for (int j = 0; j < n; j++) {
                marginal += c[i][j] * w[j];
            }
            assertThat(w[i] * marginal / variance).isCloseTo(1.0 / n, within(1e-10));
        }
    }

    @Test
    void hierarchical_risk_parity_splits_two_pairs_as_by_hand() {
        // Two pairs, closely tied within and not at all between them: pair against pair, then one against the other.
        double[][] c = {
            {0.04, 0.036, 0, 0},
            {0.036, 0.04, 0, 0},
            {0, 0, 0.01, 0.009},
            {0, 0, 0.009, 0.01}
        };
        // Variance of a pair at equal weights: (0.04 + 0.036) / 2 = 0.038 and 0.0095; so 0.2 and 0.8 of the capital.
        assertThat(HierarchicalRiskParity.order(c)).containsExactly(0, 1, 2, 3);
        double[] w = HierarchicalRiskParity.weights(c);
        assertThat(w).usingComparatorWithPrecision(1e-12).containsExactly(0.1, 0.1, 0.4, 0.4);
    }

    @Test
    void estimates_of_covariance_agree_with_their_definitions() {
        double[][] r = returns(3, 90, 4);
        double[][] sample = Covariances.sample(r);
        double[][] weighted = Covariances.exponential(r, 20);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double a = mean(r, i, 1);
                double b = mean(r, j, 1);
                double half = Math.pow(0.5, 1 / 20.0);
                double sum = 0;
                double falling = 0;
                double weights = 0;
                for (int t = 0; t < 90; t++) {
                    sum += (r[t][i] - a) * (r[t][j] - b);
                    double w = Math.pow(half, 89 - t);
                    weights += w;
                    falling += w * (r[t][i] - mean(r, i, half)) * (r[t][j] - mean(r, j, half));
                }
                assertThat(sample[i][j]).isCloseTo(sum / 89, within(1e-15));
                assertThat(weighted[i][j]).isCloseTo(falling / weights, within(1e-15));
            }
        }
    }

    private static double mean(double[][] r, int column, double keep) {
        double sum = 0;
        double weights = 0;
        for (int t = 0; t < r.length; t++) {
            double w = Math.pow(keep, r.length - 1 - t);
            sum += w * r[t][column];
            weights += w;
        }
        return sum / weights;
    }

    /** The intensity once more, term by term as in the paper's appendix. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shrinkage_intensity_agrees_with_its_definition(long seed) {
        int days = 60;
        int n = 5;
        double[][] r = returns(seed, days, n);
        double[] mean = IntStream.range(0, n).mapToDouble(i -> mean(r, i, 1)).toArray();
        double[][] s = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (double[] day : r) {
                    s[i][j] += (day[i] - mean[i]) * (day[j] - mean[j]) / days;
                }
            }
        }
        double rBar = 0;
        for (int i = 0; i < n - 1; i++) {
            for (int j = i + 1; j < n; j++) {
                rBar += 2.0 / ((n - 1) * n) * s[i][j] / Math.sqrt(s[i][i] * s[j][j]);
            }
        }
        double pi = 0;
        double rho = 0;
        double gamma = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double f = i == j ? s[i][i] : rBar * Math.sqrt(s[i][i] * s[j][j]);
                gamma += (f - s[i][j]) * (f - s[i][j]);
                double piIj = 0;
                double thetaI = 0;
                double thetaJ = 0;
                for (double[] day : r) {
                    double a = day[i] - mean[i];
                    double b = day[j] - mean[j];
                    piIj += Math.pow(a * b - s[i][j], 2) / days;
                    thetaI += (a * a - s[i][i]) * (a * b - s[i][j]) / days;
                    thetaJ += (b * b - s[j][j]) * (a * b - s[i][j]) / days;
                }
                pi += piIj;
                rho += i == j
                        ? piIj
                        : rBar / 2 * (Math.sqrt(s[j][j] / s[i][i]) * thetaI + Math.sqrt(s[i][i] / s[j][j]) * thetaJ);
            }
        }
        double delta = Math.max(0, Math.min(1, (pi - rho) / gamma / days));
        assertThat(delta).isBetween(0.01, 1.0);
        double[][] target = Covariances.constantCorrelation(s);
        assertThat(Covariances.intensity(r, s, target)).isCloseTo(delta, within(1e-12));
        double[][] shrunk = Covariances.ledoitWolf(r);
        assertThat(shrunk[0][1]).isCloseTo(delta * target[0][1] + (1 - delta) * s[0][1], within(1e-15));
    }

    private static Limits random(Random random, int n, boolean turnover) {
        double[] caps = new double[n];
        int[] sectors = new int[n];
        for (int i = 0; i < n; i++) {
            caps[i] = Math.min(1, random.nextDouble(1.2, 4) / n);
            sectors[i] = random.nextInt(4) - 1;
        }
        Optional<Limits.Turnover> changes = Optional.empty();
        if (turnover) {
            double[] previous = random.doubles(n, 0, 1).toArray();
            double sum = Arrays.stream(previous).sum();
            changes = Optional.of(new Limits.Turnover(
                    Arrays.stream(previous).map(p -> p / sum).toArray(), 0.5, 0));
        }
        return new Limits(1, caps, sectors, 0.6, Optional.empty(), changes);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 15, 25, 40})
    void solutions_meet_the_optimality_conditions_on_random_problems(int n) {
        for (long seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed * 100 + n);
            Limits limits = random(random, n, seed % 2 == 0);
            double[][] c = covariance(seed, n);
            double[][] q = new double[limits.variables()][limits.variables()];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    q[i][j] = c[i][j] / c[0][0];
                }
            }
            Optional<QuadraticProgram.Solution> solution =
                    limits.apply(new QuadraticProgram(q, new double[q.length])).solve();
            if (solution.isPresent()) {
                assertThat(solution.get().residual())
                        .as("n " + n + ", seed " + seed)
                        .isLessThan(1e-8);
                double[] w = MinimumRisk.variance(c, limits).orElseThrow().weights();
                assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-9));
                for (int i = 0; i < n; i++) {
                    assertThat(w[i]).isBetween(0.0, limits.caps()[i]);
                }
            } else {
                assertThat(limits.possible()).as("n " + n + ", seed " + seed).isFalse();
            }
        }
    }

    /** As for stocks whose ADTV is not known where positions are capped by it. */
    @Test
    void stocks_that_may_not_be_held_mislead_no_optimiser() {
        int n = 25;
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed * 31 + 7);
            double[][] c = Covariances.ledoitWolf(returns(seed, 252, n));
            double[] caps =
                    random.ints(n, 0, 4).mapToDouble(k -> k == 0 ? 0 : 0.1).toArray();
            int[] none = new int[n];
            Arrays.fill(none, -1);
            double total = Math.min(1, Arrays.stream(caps).sum());
            Limits limits = new Limits(total, caps, none, 1, Optional.empty(), Optional.empty());
            for (Optional<MinimumRisk.Best> found :
                    List.of(MinimumRisk.variance(c, limits), MinimumRisk.diversification(c, limits))) {
                double[] w = found.orElseThrow().weights();
                assertThat(Arrays.stream(w).sum()).as("seed " + seed).isCloseTo(total, within(1e-10));
                for (int i = 0; i < n; i++) {
                    assertThat(w[i]).as("seed " + seed).isBetween(0.0, caps[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10, 20})
    void a_second_solver_finds_no_smaller_variance(int n) {
        for (long seed = 1; seed <= 5; seed++) {
            double[][] c = covariance(seed, n);
            double scale = c[0][0];
            double[][] q = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    q[i][j] = c[i][j] / scale;
                }
            }
            double[] caps = new double[n];
            Arrays.fill(caps, 2.0 / n);
            int[] none = new int[n];
            Arrays.fill(none, -1);
            double[] ours = MinimumRisk.variance(c, new Limits(1, caps, none, 1, Optional.empty(), Optional.empty()))
                    .orElseThrow()
                    .weights();
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            double[][] identity = new double[n][n];
            for (int i = 0; i < n; i++) {
                identity[i][i] = 1;
            }
            var optimum = new ADMMQPOptimizer()
                    .optimize(
                            new ObjectiveFunction(
                                    new QuadraticFunction(new Array2DRowRealMatrix(q), new ArrayRealVector(n), 0)),
                            new LinearEqualityConstraint(
                                    new Array2DRowRealMatrix(new double[][] {ones}),
                                    new ArrayRealVector(new double[] {1})),
                            new LinearBoundedConstraint(
                                    new Array2DRowRealMatrix(identity),
                                    new ArrayRealVector(n),
                                    new ArrayRealVector(caps)));
            double theirs = optimum.getValue();
            assertThat(variance(q, ours) / 2).as("n " + n + ", seed " + seed).isCloseTo(theirs, within(1e-5));
        }
    }

    @Test
    void the_most_diversified_weights_beat_random_ones_within_the_same_limits() {
        double[][] c = covariance(9, 12);
        double[] caps = new double[12];
        Arrays.fill(caps, 0.15);
        int[] sectors = IntStream.range(0, 12).map(i -> i % 3).toArray();
        Limits limits = new Limits(1, caps, sectors, 0.4, Optional.empty(), Optional.empty());
        double best =
                ratio(c, MinimumRisk.diversification(c, limits).orElseThrow().weights());
        Random random = new Random(4);
        int tried = 0;
        while (tried < 2_000) {
            double[] w = CappedWeights.apply(
                    RiskParity.scaled(random.doubles(12, 0, 1).toArray()), sectors, ConstraintRules.caps(0.15, 0.4));
            assertThat(ratio(c, w)).isLessThanOrEqualTo(best + 1e-12);
            tried++;
        }
    }

    private static double ratio(double[][] c, double[] w) {
        double mean = 0;
        for (int i = 0; i < w.length; i++) {
            mean += w[i] * Math.sqrt(c[i][i]);
        }
        return mean / Math.sqrt(variance(c, w));
    }

    @Test
    void permuting_the_stocks_permutes_the_weights() {
        int n = 9;
        double[][] c = covariance(11, n);
        int[] to = {4, 2, 8, 0, 7, 1, 3, 6, 5};
        double[][] other = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                other[to[i]][to[j]] = c[i][j];
            }
        }
        double[] a = MinimumRisk.variance(c, Limits.none(n)).orElseThrow().weights();
        double[] b = MinimumRisk.variance(other, Limits.none(n)).orElseThrow().weights();
        double[] p = RiskParity.weights(c);
        double[] q = RiskParity.weights(other);
        for (int i = 0; i < n; i++) {
            assertThat(b[to[i]]).isCloseTo(a[i], within(1e-9));
            assertThat(q[to[i]]).isCloseTo(p[i], within(1e-12));
        }
    }

    @Test
    void limits_that_cannot_hold_have_no_solution_and_no_exception() {
        double[] caps = {0.5, 0.5, 0.5};
        Limits.Turnover nothing = new Limits.Turnover(new double[] {1, 0, 0}, 0.1, 0);
        Limits limits = new Limits(1, caps, new int[] {-1, -1, -1}, 1, Optional.empty(), Optional.of(nothing));
        assertThat(MinimumRisk.distance(new double[] {0.3, 0.3, 0.4}, limits)).isEmpty();
    }

    private static List<String> givenUp(double turnover, double deviation, List<String> notes) {
        double[] caps = {0.5, 0.5, 0.5};
        double[][] range = {{0.5 - deviation, 0.5 + deviation}, {0.5 - deviation, 0.5 + deviation}};
        Limits limits = new Limits(
                1,
                caps,
                new int[] {0, 0, 1},
                1,
                Optional.of(range),
                Optional.of(new Limits.Turnover(new double[] {0.5, 0.5, 0}, turnover, 0)));
        Relaxation relaxation = new Relaxation(limits);
        while (!relaxation.limits().possible()) {
            assertThat(relaxation.relax(notes)).isTrue();
        }
        assertThat(MinimumRisk.distance(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, relaxation.limits()))
                .isPresent();
        return relaxation.givenUp();
    }

    @Test
    void limits_in_conflict_are_named_and_the_one_to_blame_is_given_up() {
        List<String> notes = new ArrayList<>();
        assertThat(givenUp(1.0, 0, notes)).isEmpty();
        assertThat(notes).isEmpty();
        // The second sector must have half, so that half has to move: a turnover of 1 in absolute changes.
        assertThat(givenUp(0.9, 0, notes)).containsExactly("max_turnover");
        assertThat(notes)
                .containsExactly("max_turnover and max_sector_deviation cannot hold together; max_turnover given up");
        notes.clear();
        // Less than no turnover is left after what must be sold.
        assertThat(givenUp(-0.1, 0, notes)).containsExactly("max_turnover");
        assertThat(notes)
                .containsExactly("max_turnover cannot hold with the caps and what is to be invested; given up");
        notes.clear();
        // A sector of one stock cannot have two thirds within a cap of a half: turnover is not to blame.
        assertThat(givenUp(2, -0.2, notes)).containsExactly("max_sector_deviation");
        assertThat(notes)
                .containsExactly("max_sector_deviation cannot hold with the caps and what is to be invested; given up");
    }
}
