package io.qvm.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.Statistics;
import io.qvm.analysis.attribution.FactorTable.Frequency;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorRegressionTest {
    private static DateIndex days(int n) {
        return DateIndex.of(IntStream.range(18_000, 18_000 + n).toArray());
    }

    private static double[] noise(Random random, int n, double size) {
        return random.doubles(n).map(u -> size * (u - 0.48)).toArray();
    }

    private static FactorTable table(DateIndex dates, double[]... columns) {
        return new FactorTable(
                Frequency.DAILY,
                dates,
                IntStream.range(0, columns.length).mapToObj(i -> "F" + i).toList(),
                columns,
                new double[dates.size()]);
    }

    @Test
    void series_regressed_on_itself_has_beta_one_and_nothing_else() {
        double[] r = noise(new Random(1), 300, 0.03);
        FactorRegression fit = FactorRegression.of(days(300), r, table(days(300), r));
        assertThat(fit.betas().get(0).value()).isEqualTo(1, within(1e-13));
        assertThat(fit.alpha().value()).isEqualTo(0, within(1e-16));
        assertThat(fit.rSquared()).isEqualTo(1);
        assertThat(fit.betas().get(0).standardError()).isZero();
        assertThat(fit.betas().get(0).tStatistic()).isNaN();
        assertThat(fit.residualVolatility()).isZero();
    }

    @Test
    void exact_combination_of_factors_is_found() {
        Random random = new Random(2);
        int n = 120;
        double[][] f = {noise(random, n, 0.02), noise(random, n, 0.01), noise(random, n, 0.04)};
        double[] rf = noise(random, n, 0.0002);
        double[] r = new double[n];
        for (int t = 0; t < n; t++) {
            r[t] = rf[t] + 0.0003 + 0.9 * f[0][t] - 0.4 * f[1][t] + 0.05 * f[2][t];
        }
        FactorTable table = new FactorTable(Frequency.DAILY, days(n), List.of("A", "B", "C"), f, rf);
        FactorRegression fit = FactorRegression.of(days(n), r, table);
        assertThat(fit.betas()).extracting(FactorRegression.Coefficient::name).containsExactly("A", "B", "C");
        assertThat(fit.betas().stream().mapToDouble(b -> b.value()).toArray())
                .containsExactly(new double[] {0.9, -0.4, 0.05}, within(1e-10));
        assertThat(fit.alpha().value()).isEqualTo(0.0003, within(1e-12));
        assertThat(fit.alphaAnnual()).isEqualTo(Math.pow(1.0003, 252) - 1, within(1e-10));
        double explained = fit.alpha().explained()
                + fit.betas().stream().mapToDouble(b -> b.explained()).sum();
        double mean = Statistics.mean(
                IntStream.range(0, n).mapToDouble(t -> r[t] - rf[t]).toArray());
        assertThat(explained).isEqualTo(mean, within(1e-14));
    }

    /** One factor: everything by its own formula, sums over all pairs of days for the standard errors. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 11})
    void one_factor_agrees_with_the_textbook(int lags) {
        int n = 200;
        Random random = new Random(lags);
        double[] x = noise(random, n, 0.02);
        double[] y = noise(random, n, 0.03);
        for (int t = 1; t < n; t++) {
            y[t] += 0.5 * x[t] + 0.3 * y[t - 1];
        }
        FactorRegression fit = FactorRegression.of(days(n), y, table(days(n), x), lags);
        double mx = Statistics.mean(x);
        double sxx = Arrays.stream(x).map(v -> (v - mx) * (v - mx)).sum();
        double beta = Statistics.covariance(x, y) / Statistics.variance(x);
        double alpha = Statistics.mean(y) - beta * mx;
        assertThat(fit.betas().get(0).value()).isEqualTo(beta, within(1e-12));
        assertThat(fit.alpha().value()).isEqualTo(alpha, within(1e-14));
        double r = Statistics.correlation(x, y);
        assertThat(fit.rSquared()).isEqualTo(r * r, within(1e-12));
        assertThat(fit.adjustedRSquared()).isEqualTo(1 - (1 - r * r) * (n - 1) / (n - 2), within(1e-12));
        double slope = 0;
        double intercept = 0;
        for (int s = 0; s < n; s++) {
            for (int t = 0; t < n; t++) {
                double weight = Math.max(0, 1 - Math.abs(s - t) / (lags + 1.0));
                double ee = weight * (y[s] - alpha - beta * x[s]) * (y[t] - alpha - beta * x[t]);
                slope += ee * (x[s] - mx) * (x[t] - mx) / sxx / sxx;
                intercept += ee * (1.0 / n - mx * (x[s] - mx) / sxx) * (1.0 / n - mx * (x[t] - mx) / sxx);
            }
        }
        double error = Math.sqrt(slope * n / (n - 2));
        assertThat(fit.betas().get(0).standardError()).isEqualTo(error, within(1e-10 * error));
        assertThat(fit.betas().get(0).tStatistic()).isEqualTo(beta / error, within(1e-8));
        assertThat(fit.alpha().standardError()).isEqualTo(Math.sqrt(intercept * n / (n - 2)), within(1e-14));
        assertThat(fit.lags()).isEqualTo(lags);
    }

    @Test
    void usual_number_of_lags_grows_slowly_with_the_sample() {
        double[] x = noise(new Random(3), 2500, 0.02);
        double[] y = noise(new Random(4), 2500, 0.02);
        assertThat(FactorRegression.of(days(2500), y, table(days(2500), x)).lags())
                .isEqualTo(8);
        assertThat(FactorRegression.of(days(100), Arrays.copyOf(y, 100), table(days(100), Arrays.copyOf(x, 100)))
                        .lags())
                .isEqualTo(4);
    }

    @Test
    void dates_with_anything_missing_count_as_if_they_were_not_there() {
        int n = 90;
        Random random = new Random(5);
        double[] x = noise(random, n, 0.02);
        double[] z = noise(random, n, 0.02);
        double[] y = noise(random, n, 0.02);
        double[] holed = y.clone();
        double[] holedFactor = x.clone();
        holed[10] = Double.NaN;
        holedFactor[20] = Double.NaN;
        int[] rest = IntStream.range(0, n).filter(t -> t != 10 && t != 20).toArray();
        DateIndex left = DateIndex.of(IntStream.of(rest).map(t -> 18_000 + t).toArray());
        FactorRegression holes = FactorRegression.of(days(n), holed, table(days(n), holedFactor, z), 3);
        FactorRegression without =
                FactorRegression.of(left, pick(y, rest), table(left, pick(x, rest), pick(z, rest)), 3);
        assertThat(holes).isEqualTo(without);
        assertThat(holes.periods()).isEqualTo(88);
    }

    private static double[] pick(double[] values, int[] at) {
        return IntStream.of(at).mapToDouble(t -> values[t]).toArray();
    }

    @Test
    void rolling_betas_are_those_of_each_window() {
        int n = 80;
        Random random = new Random(6);
        double[] x = noise(random, n, 0.02);
        double[] z = noise(random, n, 0.02);
        double[] y = noise(random, n, 0.02);
        FactorTable factors = table(days(n), x, z);
        FactorRegression.RollingBetas rolling = FactorRegression.rolling(days(n), y, factors, 30);
        assertThat(rolling.dates().size()).isEqualTo(51);
        for (int i : new int[] {0, 17, 50}) {
            FactorRegression window =
                    FactorRegression.of(days(n).slice(i, i + 30), Arrays.copyOfRange(y, i, i + 30), factors);
            assertThat(rolling.dates().date(i)).isEqualTo(window.to());
            assertThat(rolling.betas()[0][i]).isEqualTo(window.betas().get(0).value());
            assertThat(rolling.betas()[1][i]).isEqualTo(window.betas().get(1).value());
            assertThat(rolling.alphaAnnual()[i]).isEqualTo(window.alphaAnnual());
            assertThat(rolling.rSquared()[i]).isEqualTo(window.rSquared());
        }
        assertThat(FactorRegression.rolling(days(n), y, factors, 81).dates().isEmpty())
                .isTrue();
        assertThatThrownBy(() -> FactorRegression.rolling(days(n), y, factors, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 3 periods");
    }

    @Test
    void monthly_factors_explain_whole_months_only() {
        DateIndex dates = DateIndex.of(
                IntStream.rangeClosed((int) LocalDate.of(2020, 1, 15).toEpochDay(), (int)
                                LocalDate.of(2021, 3, 31).toEpochDay())
                        .toArray());
        double[] daily = noise(new Random(7), dates.size(), 0.01);
        List<YearMonth> months = IntStream.range(0, 15)
                .mapToObj(m -> YearMonth.of(2020, 1).plusMonths(m))
                .toList();
        DateIndex ends =
                DateIndex.ofDates(months.stream().map(YearMonth::atEndOfMonth).toList());
        double[] own = new double[15];
        for (int m = 0; m < 15; m++) {
            double growth = 1;
            for (int k = 0; k < daily.length; k++) {
                growth *= YearMonth.from(dates.date(k)).equals(months.get(m)) ? 1 + daily[k] : 1;
            }
            own[m] = growth - 1;
        }
        FactorTable factors =
                new FactorTable(Frequency.MONTHLY, ends, List.of("own"), new double[][] {own}, new double[15]);
        FactorRegression fit = FactorRegression.of(dates, daily, factors);
        assertThat(fit.periods()).as("January 2020 begins before the series").isEqualTo(14);
        assertThat(fit.betas().get(0).value()).isEqualTo(1, within(1e-12));
        assertThat(fit.frequency().perYear()).isEqualTo(12);
    }

    @Test
    void too_few_dates_have_no_figures() {
        double[] r = {0.01, -0.02};
        FactorRegression fit = FactorRegression.of(days(2), r, table(days(2), new double[] {0.02, 0.01}));
        assertThat(fit.periods()).isEqualTo(2);
        assertThat(fit.alpha().value()).isNaN();
        assertThat(fit.betas().get(0).standardError()).isNaN();
        assertThat(fit.rSquared()).isNaN();
        assertThat(fit.residualVolatility()).isNaN();
    }

    @Test
    void dependent_factors_and_strangers_are_refused() {
        double[] x = noise(new Random(8), 50, 0.02);
        double[] twice = Arrays.stream(x).map(v -> 2 * v).toArray();
        assertThatThrownBy(() -> FactorRegression.of(days(50), x, table(days(50), x, twice)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("depend on each other");
        DateIndex elsewhere = DateIndex.of(IntStream.range(0, 50).toArray());
        assertThatThrownBy(() -> FactorRegression.of(days(50), x, table(elsewhere, x)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no date in common");
        assertThatThrownBy(() -> FactorRegression.of(days(50), x, table(days(50), x), -1))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void returns_without_variance_have_no_r_squared() {
        double[] x = noise(new Random(9), 50, 0.02);
        FactorRegression fit = FactorRegression.of(days(50), new double[50], table(days(50), x));
        assertThat(fit.betas().get(0).value()).isZero();
        assertThat(fit.rSquared()).isNaN();
    }

    @Test
    void tables_join_on_common_dates_and_keep_one_risk_free_return() {
        double[] rf = {0.001, 0.002, 0.003};
        FactorTable one = new FactorTable(Frequency.DAILY, days(3), List.of("A"), new double[][] {{0.1, 0.2, 0.3}}, rf);
        FactorTable other =
                FactorTable.of("B", DateIndex.of(new int[] {18_001, 18_002, 18_003}), new double[] {1, 2, 3});
        for (FactorTable both : List.of(one.with(other), other.with(one).only(List.of("A", "B")))) {
            assertThat(both.dates()).isEqualTo(days(3).slice(1, 3));
            assertThat(both.returns()[0]).containsExactly(0.2, 0.3);
            assertThat(both.returns()[1]).containsExactly(1, 2);
            assertThat(both.riskFree()).containsExactly(0.002, 0.003);
        }
        assertThatThrownBy(() -> one.with(one))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> one.only(List.of("C")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no factor 'C'; there are A");
    }
}
