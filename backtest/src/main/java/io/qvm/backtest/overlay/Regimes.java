package io.qvm.backtest.overlay;

import io.qvm.backtest.funnel.Quantile;
import io.qvm.backtest.rules.RegimeRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.IndexHistory;
import java.util.Arrays;

/**
 * The regime of each index day, from that day's close and earlier ones only.
 *
 * <p>The whole history of the index before the day counts: running maximum, moving average and the quantile of volatility,
 * whose past values are kept sorted (a binary search and a shift a day, O(n^2) moves in all, which is small beside one
 * rebalance).
 */
public final class Regimes {
    private static final double DAYS_PER_YEAR = 252;

    private Regimes() {}

    /** One regime per index day. */
    public static Regime[] of(IndexHistory index, RegimeRules rules) {
        double[] close = index.close();
        int n = close.length;
        double[] returns = new double[Math.max(0, n - 1)];
        for (int i = 1; i < n; i++) {
            returns[i - 1] = close[i] / close[i - 1] - 1;
        }
        Regime[] regimes = new Regime[n];
        double[] past = new double[n];
        int known = 0;
        double peak = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            peak = Math.max(peak, close[i]);
            double volatility = Rolling.deviation(returns, i - 1, rules.volatilityWindow()) * Math.sqrt(DAYS_PER_YEAR);
            boolean stress = false;
            if (!Double.isNaN(volatility)) {
                known = insert(past, known, volatility);
                stress = known >= rules.minHistory()
                        && volatility > Quantile.ofSorted(past, known, rules.stressQuantile());
            }
            boolean bull = close[i] > Rolling.mean(close, i, rules.trendWindow());
            regimes[i] = label(close[i] / peak - 1 < rules.bearDrawdown(), stress, bull);
        }
        return regimes;
    }

    /** The first that holds counts. */
    public static Regime label(boolean bear, boolean stress, boolean bull) {
        return bear ? Regime.BEAR : stress ? Regime.STRESS : bull ? Regime.BULL : Regime.SIDEWAYS;
    }

    private static int insert(double[] sorted, int n, double value) {
        int at = Arrays.binarySearch(sorted, 0, n, value);
        int position = at >= 0 ? at : -at - 1;
        System.arraycopy(sorted, position, sorted, position + 1, n - position);
        sorted[position] = value;
        return n + 1;
    }

    /** Labels on the days of a window: that of the last index day so far; empty before the first. */
    public static String[] labels(IndexHistory index, Regime[] regimes, RunWindow window) {
        String[] labels = new String[window.size()];
        for (int k = 0; k < labels.length; k++) {
            int i = index.dates().floor(window.date(k));
            labels[k] = i < 0 ? "" : regimes[i].label();
        }
        return labels;
    }

    /** Exposure on the days of a window: that of the last index day so far; 1 before the first. */
    public static double[] exposure(IndexHistory index, Regime[] regimes, RunWindow window, RegimeRules rules) {
        double[] exposure = new double[window.size()];
        for (int k = 0; k < exposure.length; k++) {
            int i = index.dates().floor(window.date(k));
            exposure[k] = i < 0 ? 1 : regimes[i].exposure(rules);
        }
        return exposure;
    }
}
