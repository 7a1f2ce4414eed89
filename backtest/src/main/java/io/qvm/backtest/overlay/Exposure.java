package io.qvm.backtest.overlay;

import io.qvm.backtest.rules.VolatilityTargetRules;
import java.util.Arrays;

/** Exposure decided at each close of a window. */
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
        double[] exposure = new double[net.length];
        for (int k = 0; k < net.length; k++) {
            double volatility = k - first + 1 < rules.window()
                    ? Double.NaN
                    : Rolling.deviation(net, k, rules.window()) * Math.sqrt(DAYS_PER_YEAR);
            exposure[k] = Double.isNaN(volatility)
                    ? rules.maxExposure()
                    : Math.max(rules.minExposure(), Math.min(rules.maxExposure(), rules.target() / volatility));
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
