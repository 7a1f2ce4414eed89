package io.qvm.backtest.overlay;

import io.qvm.backtest.rules.DrawdownControlRules;
import io.qvm.backtest.rules.VolatilityTargetRules;
import io.qvm.backtest.rules.VolatilityTargetRules.Estimator;
import java.util.Arrays;

/**
 * Exposure decided at each close of a window, from what was known then.
 *
 * <p>Each step takes a series and gives a series of the same length; a day's value depends on days up to it alone.
 */
public final class Exposure {
    private static final double DAYS_PER_YEAR = 252;

    private Exposure() {}

    /** Everything invested, every day. */
    public static double[] full(int days) {
        double[] exposure = new double[days];
        Arrays.fill(exposure, 1);
        return exposure;
    }

    /**
     * Exposure that would have brought recent volatility to the target.
     *
     * @param net daily returns of the portfolio without overlay
     * @param first first day that counts, e.g. the first with a position
     */
    public static double[] volatilityTarget(double[] net, int first, VolatilityTargetRules rules) {
        double[] volatility = rules.estimator() == Estimator.EXPONENTIAL
                ? exponential(net, first, rules)
                : rolling(net, first, rules.window());
        double[] exposure = new double[net.length];
        for (int k = 0; k < net.length; k++) {
            exposure[k] = Double.isNaN(volatility[k])
                    ? rules.maxExposure()
                    : Math.max(rules.minExposure(), Math.min(rules.maxExposure(), rules.target() / volatility[k]));
        }
        return exposure;
    }

    private static double[] rolling(double[] net, int first, int window) {
        double[] volatility = new double[net.length];
        for (int k = 0; k < net.length; k++) {
            volatility[k] =
                    k - first + 1 < window ? Double.NaN : Rolling.deviation(net, k, window) * Math.sqrt(DAYS_PER_YEAR);
        }
        return volatility;
    }

    /** Weights halve every half-life; missing until there are as many returns as the window has. */
    private static double[] exponential(double[] net, int first, VolatilityTargetRules rules) {
        double keep = Math.pow(0.5, 1.0 / rules.halfLifeDays());
        double[] volatility = new double[net.length];
        Arrays.fill(volatility, Double.NaN);
        double weight = 0;
        double mean = 0;
        double square = 0;
        for (int k = first; k < net.length; k++) {
            weight = keep * weight + 1;
            double off = net[k] - mean;
            mean += off / weight;
            // The weighted sum of squares around the weighted mean, by West (1979).
            square = keep * square + off * (net[k] - mean);
            if (k - first + 1 >= rules.window()) {
                volatility[k] = Math.sqrt(square / weight) * Math.sqrt(DAYS_PER_YEAR);
            }
        }
        return volatility;
    }

    /**
     * Exposure that falls with the drawdown of the portfolio without overlay.
     *
     * @param net its daily returns
     */
    public static double[] drawdownControl(double[] net, DrawdownControlRules rules) {
        double[] exposure = new double[net.length];
        double value = 1;
        double peak = 1;
        for (int k = 0; k < net.length; k++) {
            value *= 1 + net[k];
            peak = Math.max(peak, value);
            double depth = (rules.start() - (value / peak - 1)) / (rules.start() - rules.full());
            exposure[k] = 1 - (1 - rules.minExposure()) * Math.max(0, Math.min(1, depth));
        }
        return exposure;
    }

    /** The smaller one, day by day. */
    public static double[] mostCareful(double[] a, double[] b) {
        double[] exposure = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            exposure[k] = Math.min(a[k], b[k]);
        }
        return exposure;
    }

    /** Exponential mean with weight 2 / (days + 1) for the newest day; it begins with the first value. */
    public static double[] smooth(double[] wanted, int days) {
        double[] exposure = wanted.clone();
        double weight = 2.0 / (days + 1);
        for (int k = 1; k < exposure.length && days > 1; k++) {
            exposure[k] = exposure[k - 1] + weight * (wanted[k] - exposure[k - 1]);
        }
        return exposure;
    }

    /** Rounded down to multiples of a step; 0 for no rounding. */
    public static double[] step(double[] wanted, double step) {
        double[] exposure = wanted.clone();
        for (int k = 0; k < exposure.length && step > 0; k++) {
            // A value that is a multiple but for rounding stays where it is.
            exposure[k] = Math.floor(wanted[k] / step + 1e-9) * step;
        }
        return exposure;
    }

    /** After a cut, no rise for so many days. */
    public static double[] cooldown(double[] wanted, int days) {
        double[] exposure = wanted.clone();
        int lastCut = -days - 1;
        for (int k = 1; k < exposure.length; k++) {
            if (wanted[k] < exposure[k - 1]) {
                lastCut = k;
            } else if (k - lastCut <= days) {
                exposure[k] = exposure[k - 1];
            }
        }
        return exposure;
    }

    /** Keeps the exposure as it is until the wanted one differs by {@code minChange} or more. */
    public static double[] hold(double[] wanted, double minChange) {
        double[] exposure = wanted.clone();
        for (int k = 1; k < exposure.length; k++) {
            if (Math.abs(wanted[k] - exposure[k - 1]) < minChange) {
                exposure[k] = exposure[k - 1];
            }
        }
        return exposure;
    }
}
