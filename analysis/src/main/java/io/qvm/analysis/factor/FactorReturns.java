package io.qvm.analysis.factor;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.PerformanceMetrics;
import io.qvm.market.DateIndex;
import java.util.Arrays;

/**
 * Daily returns of the top portfolio less the bottom one, without costs.
 *
 * <p>Both portfolios are equally weighted each day over the stocks that have a price at its beginning. They follow the newest
 * score that could have been traded; between score days (of monthly scores, say) they stay as they are, and after the last
 * one no longer than the longest gap between two.
 *
 * @param dates days on which the returns were earned
 * @param longShort top less bottom, -1 where it would be less: a short book can lose more than everything
 * @param top return of the top portfolio
 * @param bottom return of the bottom portfolio
 * @param figures of {@code longShort}, as a self-financing series: the risk-free rate plays no part
 */
public record FactorReturns(
        DateIndex dates, double[] longShort, double[] top, double[] bottom, PerformanceMetrics figures) {

    static FactorReturns of(Quantiles quantiles, ScoreDays scores, ForwardReturns forward) {
        double[] oneDay = forward.over(1);
        int days = forward.days().size();
        int columns = days == 0 ? 0 : oneDay.length / days;
        int longestGap = 1;
        for (int row = 1; row < scores.size(); row++) {
            longestGap = Math.max(longestGap, scores.entry()[row] - scores.entry()[row - 1]);
        }
        int[] dates = new int[days];
        double[] top = new double[days];
        double[] bottom = new double[days];
        int n = 0;
        int row = -1;
        for (int day = 0; day + 1 < days; day++) {
            while (row + 1 < scores.size() && scores.entry()[row + 1] <= day) {
                row++;
            }
            if (row < 0 || day - scores.entry()[row] >= longestGap) {
                continue;
            }
            double[] means = quantiles.means(row, oneDay, day * columns);
            double high = means[means.length - 1];
            double low = means[0];
            if (!Double.isNaN(high) && !Double.isNaN(low)) {
                dates[n] = forward.days().epochDay(day + 1);
                top[n] = high;
                bottom[n++] = low;
            }
        }
        double[] longShort = new double[n];
        for (int i = 0; i < n; i++) {
            // A short book can lose more than everything; the figures of a series cannot.
            longShort[i] = Math.max(-1, top[i] - bottom[i]);
        }
        return new FactorReturns(
                DateIndex.of(Arrays.copyOf(dates, n)),
                longShort,
                Arrays.copyOf(top, n),
                Arrays.copyOf(bottom, n),
                PerformanceMetrics.of(longShort, Conventions.DEFAULT));
    }
}
