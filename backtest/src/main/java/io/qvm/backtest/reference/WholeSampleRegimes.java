package io.qvm.backtest.reference;

import io.qvm.backtest.funnel.Quantile;
import io.qvm.backtest.overlay.Regime;
import io.qvm.backtest.overlay.Regimes;
import io.qvm.backtest.overlay.Rolling;
import io.qvm.backtest.rules.RegimeRules;
import java.util.Arrays;

/**
 * The reference engine's regimes (its rules R1 to R3). LOOKS AHEAD: the stress threshold is a quantile over the whole range.
 *
 * <p>Everything begins with the range: the cumulative return with its first day, the volatility after the first window.
 *
 * @param cumulative product of 1 + return, by day; NaN on days without return
 * @param drawdown from the largest cumulative so far
 * @param volatility yearly, NaN in the first window
 * @param threshold volatility above which a day counts as stress
 * @param labels regime by day of the window; empty on days without return
 */
public record WholeSampleRegimes(
        double[] cumulative, double[] drawdown, double[] volatility, double threshold, String[] labels) {
    /**
     * Labels the days of a window.
     *
     * @param returns of the benchmark by day of the window; NaN on days that it lacks
     */
    public static WholeSampleRegimes of(double[] returns, RegimeRules rules) {
        int days = returns.length;
        double[] there = Arrays.stream(returns).filter(r -> !Double.isNaN(r)).toArray();
        int n = there.length;
        double[] level = new double[n];
        double[] volatility = new double[n];
        for (int i = 0; i < n; i++) {
            level[i] = (i == 0 ? 1 : level[i - 1]) * (1 + there[i]);
            volatility[i] = Rolling.deviation(there, i, rules.volatilityWindow()) * Math.sqrt(252);
        }
        double[] sorted =
                Arrays.stream(volatility).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double threshold = Quantile.ofSorted(sorted, sorted.length, rules.stressQuantile());
        double[] cumulativeOut = new double[days];
        double[] drawdownOut = new double[days];
        double[] volatilityOut = new double[days];
        String[] labels = new String[days];
        double peak = Double.NEGATIVE_INFINITY;
        int i = 0;
        for (int k = 0; k < days; k++) {
            cumulativeOut[k] = Double.NaN;
            drawdownOut[k] = Double.NaN;
            volatilityOut[k] = Double.NaN;
            labels[k] = "";
            if (Double.isNaN(returns[k])) {
                continue;
            }
            peak = Math.max(peak, level[i]);
            cumulativeOut[k] = level[i];
            drawdownOut[k] = level[i] / peak - 1;
            volatilityOut[k] = volatility[i];
            labels[k] = Regimes.label(
                            drawdownOut[k] < rules.bearDrawdown(),
                            volatility[i] > threshold,
                            level[i] > Rolling.mean(level, i, rules.trendWindow()))
                    .label();
            i++;
        }
        return new WholeSampleRegimes(cumulativeOut, drawdownOut, volatilityOut, threshold, labels);
    }

    /** Exposure by day; 1 on days without return. */
    public double[] exposure(RegimeRules rules) {
        double[] exposure = new double[labels.length];
        for (int k = 0; k < exposure.length; k++) {
            exposure[k] = 1;
            for (Regime regime : Regime.values()) {
                if (regime.label().equals(labels[k])) {
                    exposure[k] = regime.exposure(rules);
                }
            }
        }
        return exposure;
    }
}
