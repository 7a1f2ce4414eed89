package io.qvm.backtest.construction;

import io.qvm.backtest.rules.WeightingRules;

/**
 * Estimates of a covariance matrix from daily returns, days by stocks. All are symmetric and positive semidefinite; a stock
 * whose returns do not vary gets the mean variance of the others, and nothing in common with them.
 */
final class Covariances {
    private Covariances() {}

    /** The estimate that the rules ask for, with what is needed to make it positive definite. */
    static double[][] of(double[][] returns, WeightingRules rules, int stocks) {
        if (returns.length < 2) {
            return definite(new double[stocks][stocks]);
        }
        double[][] covariance = switch (rules.covariance()) {
            case SAMPLE -> sample(returns);
            case EXPONENTIAL -> exponential(returns, rules.halfLifeDays());
            case LEDOIT_WOLF -> ledoitWolf(returns);
        };
        return definite(covariance);
    }

    /** Sample covariance, n - 1 in the denominator. */
    static double[][] sample(double[][] returns) {
        int days = returns.length;
        double[] weights = new double[days];
        java.util.Arrays.fill(weights, 1);
        return weighted(returns, weights, Math.max(1, days - 1));
    }

    /** Weights that halve every {@code halfLife} days, divided by their sum; around the weighted mean. */
    static double[][] exponential(double[][] returns, int halfLife) {
        double[] weights = new double[returns.length];
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
            weights[t] = Math.pow(0.5, (double) (weights.length - 1 - t) / halfLife);
            sum += weights[t];
        }
        return weighted(returns, weights, Math.max(sum, Double.MIN_NORMAL));
    }

    private static double[][] weighted(double[][] returns, double[] weights, double denominator) {
        int n = returns.length == 0 ? 0 : returns[0].length;
        double[][] covariance = new double[n][n];
        double[] mean = mean(returns, weights, n);
        for (int t = 0; t < returns.length; t++) {
            for (int i = 0; i < n; i++) {
                double a = weights[t] * (returns[t][i] - mean[i]);
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += a * (returns[t][j] - mean[j]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= denominator;
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private static double[] mean(double[][] returns, double[] weights, int n) {
        double[] mean = new double[n];
        double sum = 0;
        for (int t = 0; t < returns.length; t++) {
            sum += weights[t];
            for (int i = 0; i < n; i++) {
                mean[i] += weights[t] * returns[t][i];
            }
        }
        for (int i = 0; i < n; i++) {
            mean[i] /= sum;
        }
        return mean;
    }

    /**
     * The sample covariance shrunk towards constant correlation, by the intensity that minimises the expected distance to
     * the true matrix (Ledoit and Wolf 2004, Honey, I shrunk the sample covariance matrix; appendix B, with 1 / T in the
     * sample's denominator as there).
     */
    static double[][] ledoitWolf(double[][] returns) {
        int days = returns.length;
        int n = days == 0 ? 0 : returns[0].length;
        double[] ones = new double[days];
        java.util.Arrays.fill(ones, 1);
        double[][] s = weighted(returns, ones, Math.max(1, days));
        double[][] target = constantCorrelation(s);
        double intensity = intensity(returns, s, target);
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[i][j] = intensity * target[i][j] + (1 - intensity) * s[i][j];
            }
        }
        return out;
    }

    /** Same variances, and the mean of all correlations for each pair. */
    static double[][] constantCorrelation(double[][] s) {
        int n = s.length;
        double mean = meanCorrelation(s);
        double[][] target = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                target[i][j] = i == j ? s[i][i] : mean * Math.sqrt(s[i][i] * s[j][j]);
            }
        }
        return target;
    }

    private static double meanCorrelation(double[][] s) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(s[i][i] * s[j][j]);
                sum += scale > 0 ? s[i][j] / scale : 0;
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** Share of the target, within 0 and 1. */
    static double intensity(double[][] returns, double[][] s, double[][] target) {
        int days = returns.length;
        int n = s.length;
        if (days == 0 || n < 2) {
            return 0;
        }
        double[] ones = new double[days];
        java.util.Arrays.fill(ones, 1);
        double[] mean = mean(returns, ones, n);
        double meanCorrelation = meanCorrelation(s);
        double pi = 0;
        double rho = 0;
        double gamma = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double variance = 0;
                double ofI = 0;
                double ofJ = 0;
                for (double[] day : returns) {
                    double a = day[i] - mean[i];
                    double b = day[j] - mean[j];
                    double off = a * b - s[i][j];
                    variance += off * off;
                    ofI += (a * a - s[i][i]) * off;
                    ofJ += (b * b - s[j][j]) * off;
                }
                variance /= days;
                pi += variance;
                gamma += (target[i][j] - s[i][j]) * (target[i][j] - s[i][j]);
                if (i == j) {
                    rho += variance;
                } else if (s[i][i] > 0 && s[j][j] > 0) {
                    double ratio = Math.sqrt(s[j][j] / s[i][i]);
                    rho += meanCorrelation / 2 * (ratio * ofI / days + ofJ / days / ratio);
                }
            }
        }
        double kappa = gamma == 0 ? 0 : (pi - rho) / gamma;
        return Math.max(0, Math.min(1, kappa / days));
    }

    /** Replaces variances of zero and adds a millionth of the mean variance to the diagonal. */
    private static double[][] definite(double[][] covariance) {
        int n = covariance.length;
        double sum = 0;
        int positive = 0;
        for (int i = 0; i < n; i++) {
            sum += covariance[i][i];
            positive += covariance[i][i] > 0 ? 1 : 0;
        }
        double mean = positive == 0 ? 1 : sum / positive;
        for (int i = 0; i < n; i++) {
            if (!(covariance[i][i] > 0)) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] = 0;
                    covariance[j][i] = 0;
                }
                covariance[i][i] = mean;
            }
            covariance[i][i] += 1e-6 * mean;
        }
        return covariance;
    }
}
