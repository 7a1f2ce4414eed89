package io.qvm.analysis.attribution;

import io.qvm.analysis.Statistics;
import io.qvm.analysis.attribution.FactorTable.Frequency;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Returns explained by factors: {@code r - rf = alpha + sum of beta_f f + e}, least squares by QR decomposition.
 *
 * <p>Standard errors are those of W. Newey and K. West, "A Simple, Positive Semi-Definite, Heteroskedasticity and
 * Autocorrelation Consistent Covariance Matrix", Econometrica 55(3), 1987, with Bartlett weights over L lags and the
 * small-sample factor n / (n - k):
 *
 * <pre>{@code
 * V = n / (n - k) (X'X)^-1 S (X'X)^-1
 * S = sum over t of e_t^2 x_t x_t' + sum over l = 1..L of (1 - l / (L + 1)) sum over t of e_t e_(t-l) (x_t x_(t-l)' + x_(t-l) x_t')
 * }</pre>
 *
 * <p>By default L is {@code floor(4 (n / 100)^(2/9))}, the rule of W. Newey and K. West, "Automatic Lag Selection in
 * Covariance Matrix Estimation", Review of Economic Studies 61(4), 1994. Dates on which anything is missing are left out;
 * lags count those that remain. With no more dates than coefficients all figures are NaN. A fit without a remainder has
 * standard errors of 0 and no t-statistics.
 *
 * @param frequency of the returns
 * @param from first date that counts; of monthly returns the month's last day
 * @param to last one
 * @param periods number of returns
 * @param lags L
 * @param alpha per period
 * @param alphaAnnual {@code (1 + alpha)^P - 1}
 * @param betas one per factor
 * @param rSquared share of the variance that is explained; NaN if there is no variance
 * @param adjustedRSquared {@code 1 - (1 - R^2)(n - 1) / (n - k)}
 * @param residualVolatility annual standard deviation of what is not explained, {@code sqrt(e'e / (n - k)) sqrt(P)}
 */
public record FactorRegression(
        Frequency frequency,
        LocalDate from,
        LocalDate to,
        int periods,
        int lags,
        Coefficient alpha,
        double alphaAnnual,
        List<Coefficient> betas,
        double rSquared,
        double adjustedRSquared,
        double residualVolatility) {
    /** A remainder below this share of the returns is rounding. */
    private static final double NOISE = 1e-13;

    /**
     * An estimate.
     *
     * @param name factor, or {@code alpha}
     * @param value least squares
     * @param standardError of Newey and West
     * @param tStatistic value / standard error
     * @param meanReturn what the factor itself earned per period, on average; of alpha, 1
     */
    public record Coefficient(String name, double value, double standardError, double tStatistic, double meanReturn) {
        /** What it explains of the mean return per period: value x mean return. */
        public double explained() {
            return value * meanReturn;
        }
    }

    /**
     * Betas over windows of so many periods.
     *
     * @param dates last date of each window
     * @param names of the factors
     * @param betas by factor, then by date
     * @param alphaAnnual by date
     * @param rSquared by date
     */
    public record RollingBetas(
            DateIndex dates, List<String> names, double[][] betas, double[] alphaAnnual, double[] rSquared) {}

    /**
     * Explains daily returns, with the usual number of lags. Monthly factors explain the returns compounded by month, of the
     * months whose trading days the series has from first to last.
     *
     * @param dates trading days
     * @param returns one per day, net; NaN days count as missing
     * @throws InvalidInputException if no date is common, or the factors are linearly dependent
     */
    public static FactorRegression of(DateIndex dates, double[] returns, FactorTable factors) {
        Sample sample = Sample.of(dates, returns, factors);
        return fit(sample, (int) Math.floor(4 * Math.pow(sample.y.length / 100.0, 2.0 / 9)));
    }

    /**
     * The same with a stated number of lags.
     *
     * @param lags 0 for standard errors that allow for unequal variance only
     */
    public static FactorRegression of(DateIndex dates, double[] returns, FactorTable factors, int lags) {
        if (lags < 0) {
            throw new InvalidInputException("lags must be 0 or more, was " + lags);
        }
        return fit(Sample.of(dates, returns, factors), lags);
    }

    /**
     * Betas over time; empty if there are fewer returns than a window has.
     *
     * @param window periods, more than there are coefficients
     */
    public static RollingBetas rolling(DateIndex dates, double[] returns, FactorTable factors, int window) {
        int k = factors.names().size() + 1;
        if (window <= k) {
            throw new InvalidInputException(
                    "a window must have more than " + k + " periods for " + k + " coefficients, had " + window);
        }
        Sample sample = Sample.of(dates, returns, factors);
        int n = Math.max(0, sample.y.length - window + 1);
        int[] ends = new int[n];
        double[][] betas = new double[k - 1][n];
        double[] alphas = new double[n];
        double[] rSquared = new double[n];
        IntStream.range(0, n).parallel().forEach(i -> {
            Fit fit = Fit.of(sample.cut(i, i + window));
            ends[i] = sample.dates.epochDay(i + window - 1);
            for (int f = 0; f + 1 < k; f++) {
                betas[f][i] = fit.coefficients[f + 1];
            }
            alphas[i] = annual(fit.coefficients[0], sample.frequency);
            rSquared[i] = fit.rSquared();
        });
        return new RollingBetas(DateIndex.of(ends), factors.names(), betas, alphas, rSquared);
    }

    private static double annual(double perPeriod, Frequency frequency) {
        return Math.pow(1 + perPeriod, frequency.perYear()) - 1;
    }

    private static FactorRegression fit(Sample sample, int lags) {
        int n = sample.y.length;
        int k = sample.names.size() + 1;
        Fit fit = Fit.of(sample);
        double[] errors = fit.errors(lags);
        List<Coefficient> coefficients = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            double mean = c == 0 ? 1 : mean(sample.x, c - 1);
            coefficients.add(new Coefficient(
                    c == 0 ? "alpha" : sample.names.get(c - 1),
                    fit.coefficients[c],
                    errors[c],
                    Statistics.ratio(fit.coefficients[c], errors[c]),
                    mean));
        }
        double r2 = fit.rSquared();
        return new FactorRegression(
                sample.frequency,
                sample.dates.date(0),
                sample.dates.date(n - 1),
                n,
                lags,
                coefficients.get(0),
                annual(fit.coefficients[0], sample.frequency),
                List.copyOf(coefficients.subList(1, k)),
                r2,
                1 - (1 - r2) * (n - 1) / (n - k),
                Math.sqrt(fit.squaredErrors() / (n - k)) * Math.sqrt(sample.frequency.perYear()));
    }

    private static double mean(double[][] x, int column) {
        return Statistics.mean(Arrays.stream(x).mapToDouble(row -> row[column]).toArray());
    }

    /** Excess returns and factors on the dates that have all of them. */
    private record Sample(Frequency frequency, DateIndex dates, List<String> names, double[] y, double[][] x) {
        static Sample of(DateIndex days, double[] returns, FactorTable factors) {
            if (days.size() != returns.length) {
                throw new InvalidInputException(days.size() + " dates, but " + returns.length + " returns");
            }
            Monthly explained = factors.frequency() == Frequency.DAILY
                    ? new Monthly(days, returns)
                    : Monthly.of(days, returns, factors.dates());
            int columns = factors.names().size();
            List<double[]> rows = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            List<LocalDate> dates = new ArrayList<>();
            for (int i = 0; i < explained.dates.size(); i++) {
                int at = factors.dates().indexOf(explained.dates.date(i));
                if (at < 0) {
                    continue;
                }
                double excess = explained.returns[i] - factors.riskFree()[at];
                double[] row = new double[columns];
                boolean whole = Double.isFinite(excess);
                for (int f = 0; f < columns; f++) {
                    row[f] = factors.returns()[f][at];
                    whole &= Double.isFinite(row[f]);
                }
                if (whole) {
                    rows.add(row);
                    y.add(excess);
                    dates.add(explained.dates.date(i));
                }
            }
            if (y.isEmpty()) {
                throw new InvalidInputException("returns (" + days + ") and factors (" + factors.dates()
                        + ") have no date in common on which nothing is missing");
            }
            return new Sample(
                    factors.frequency(),
                    DateIndex.ofDates(dates),
                    factors.names(),
                    y.stream().mapToDouble(v -> v).toArray(),
                    rows.toArray(double[][]::new));
        }

        Sample cut(int from, int to) {
            return new Sample(
                    frequency,
                    dates.slice(from, to),
                    names,
                    Arrays.copyOfRange(y, from, to),
                    Arrays.copyOfRange(x, from, to));
        }
    }

    /** Returns compounded by calendar month; a month that begins or ends outside the series is left out. */
    private record Monthly(DateIndex dates, double[] returns) {
        /** A series that begins or ends so many days within a month has missed trading days of it. */
        private static final int WEEKEND_AND_HOLIDAYS = 6;

        static Monthly of(DateIndex days, double[] daily, DateIndex wanted) {
            List<LocalDate> months = new ArrayList<>();
            List<Double> returns = new ArrayList<>();
            for (int k = 0; k < daily.length; ) {
                LocalDate first = days.date(k);
                YearMonth month = YearMonth.from(first);
                double growth = 1;
                LocalDate last = first;
                for (; k < daily.length && YearMonth.from(days.date(k)).equals(month); k++) {
                    growth *= 1 + daily[k];
                    last = days.date(k);
                }
                boolean whole = ChronoUnit.DAYS.between(month.atDay(1), first) <= WEEKEND_AND_HOLIDAYS
                        && ChronoUnit.DAYS.between(last, month.atEndOfMonth()) <= WEEKEND_AND_HOLIDAYS;
                if (whole && wanted.indexOf(month.atEndOfMonth()) >= 0) {
                    months.add(month.atEndOfMonth());
                    returns.add(growth - 1);
                }
            }
            return new Monthly(
                    DateIndex.ofDates(months),
                    returns.stream().mapToDouble(v -> v).toArray());
        }
    }

    /** Least squares of one sample. */
    private static final class Fit {
        private final Sample sample;
        private final double[] coefficients;
        private final double[] residuals;
        private final double[][] inverse;

        private Fit(Sample sample, double[] coefficients, double[] residuals, double[][] inverse) {
            this.sample = sample;
            this.coefficients = coefficients;
            this.residuals = residuals;
            this.inverse = inverse;
        }

        static Fit of(Sample sample) {
            int n = sample.y.length;
            int k = sample.names.size() + 1;
            if (n <= k) {
                double[] none = new double[k];
                Arrays.fill(none, Double.NaN);
                double[] unknown = new double[n];
                Arrays.fill(unknown, Double.NaN);
                return new Fit(sample, none, unknown, new double[k][k]);
            }
            try {
                OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression(1e-12);
                ols.newSampleData(sample.y, sample.x);
                double[] residuals = ols.estimateResiduals();
                double largest = Arrays.stream(sample.y).map(Math::abs).max().orElse(0);
                boolean exact = Arrays.stream(residuals).allMatch(e -> Math.abs(e) <= NOISE * largest);
                return new Fit(
                        sample,
                        ols.estimateRegressionParameters(),
                        exact ? new double[n] : residuals,
                        ols.estimateRegressionParametersVariance());
            } catch (MathIllegalArgumentException e) {
                throw new InvalidInputException(
                        "factors " + sample.names + " depend on each other from " + sample.dates.date(0) + " to "
                                + sample.dates.date(n - 1)
                                + ": one is constant or a combination of the others; leave it out",
                        e);
            }
        }

        double squaredErrors() {
            double sum = 0;
            for (double e : residuals) {
                sum += e * e;
            }
            return sum;
        }

        double rSquared() {
            double variance = Statistics.variance(sample.y) * (sample.y.length - 1);
            return variance > 0 ? 1 - squaredErrors() / variance : Double.NaN;
        }

        double[] errors(int lags) {
            int n = residuals.length;
            int k = coefficients.length;
            double[][] s = new double[k][k];
            for (int t = 0; t < n; t++) {
                for (int l = 0; l <= Math.min(lags, t); l++) {
                    double weight = (1 - l / (lags + 1.0)) * residuals[t] * residuals[t - l];
                    for (int a = 0; a < k; a++) {
                        for (int b = 0; b < k; b++) {
                            s[a][b] += l == 0
                                    ? weight * x(t, a) * x(t, b)
                                    : weight * (x(t, a) * x(t - l, b) + x(t - l, a) * x(t, b));
                        }
                    }
                }
            }
            double[] errors = new double[k];
            for (int c = 0; c < k; c++) {
                double variance = 0;
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        variance += inverse[c][a] * s[a][b] * inverse[b][c];
                    }
                }
                errors[c] = n > k ? Math.sqrt(Math.max(0, variance) * n / (n - k)) : Double.NaN;
            }
            return errors;
        }

        private double x(int t, int column) {
            return column == 0 ? 1 : sample.x[t][column - 1];
        }
    }
}
