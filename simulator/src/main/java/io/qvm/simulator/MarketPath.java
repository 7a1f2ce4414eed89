package io.qvm.simulator;

import io.qvm.market.DateIndex;
import java.time.LocalDate;

/**
 * What moves all stocks: the market, its sectors, and how nervous everybody is.
 *
 * <p>Daily log returns. Volatility clusters (GARCH(1,1) of Bollerslev 1986, with fat-tailed shocks); on top lie a crash
 * with a recovery, and a slow bear market. The size of these episodes is scripted, their course is not: a market without a
 * crash in it would test no overlay.
 */
final class MarketPath {
    private static final double CALM_VOLATILITY = 0.13 / Math.sqrt(252);
    private static final double SECTOR_VOLATILITY = 0.07 / Math.sqrt(252);
    private static final double DRIFT = 0.135 / 252;

    final double[] market;
    final double[][] sectors;
    /** Multiplier of everybody's own volatility, 1 in calm times. */
    final double[] stress;

    final int crashRow;

    MarketPath(long seed, DateIndex dates) {
        int n = dates.size();
        market = new double[n];
        stress = new double[n];
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.MARKET, 0);
        double[] shocks = cluster(random, n);
        int scale = Math.max(1, Math.min(8, n / 250));
        crashRow = place(dates, LocalDate.of(2020, 2, 20), 0.45, 22 + 140);
        int bearRow = place(dates, LocalDate.of(2022, 1, 4), 0.80, 25 * scale);
        double calm = mean(shocks, 0, n);
        for (int t = 0; t < n; t++) {
            market[t] = DRIFT + CALM_VOLATILITY * (shocks[t] - 0.8 * calm);
            stress[t] = 0.75 + 0.25 * Math.min(4, Math.abs(shocks[Math.max(0, t - 1)]));
        }
        double depth = random.between(0.42, 0.48);
        int end = episode(shocks, crashRow, 22, -depth, 2.6);
        end = episode(shocks, end, 80, 0.62 * depth, 1.6);
        episode(shocks, end, 60, 0.3 * depth, 1.1);
        end = episode(shocks, bearRow, 24 * scale, -0.033 * scale, 1.35);
        episode(shocks, end, 20 * scale, 0.020 * scale, 1.0);

        sectors = new double[Sector.values().length][];
        for (Sector sector : Sector.values()) {
            RandomStream own = new RandomStream(seed, RandomStream.Purpose.SECTOR, sector.ordinal());
            double[] path = cluster(own, n);
            for (int t = 0; t < n; t++) {
                path[t] *= SECTOR_VOLATILITY * (0.5 + 0.5 * stress[t]);
            }
            sectors[sector.ordinal()] = path;
        }
    }

    /** The row of a date, if the history reaches far enough around it; otherwise a place within the history. */
    private static int place(DateIndex dates, LocalDate wanted, double otherwise, int length) {
        int row = dates.ceiling(wanted);
        return row > 60 && row + length < dates.size() ? row : (int) (dates.size() * otherwise);
    }

    /** Replaces the drift of an episode by a given total and makes it wilder; gives the first row after it. */
    private int episode(double[] shocks, int from, int length, double total, double wildness) {
        int to = Math.min(market.length, from + length);
        double mean = mean(shocks, from, to);
        for (int t = from; t < to; t++) {
            market[t] = total / length + wildness * CALM_VOLATILITY * (shocks[t] - mean);
            stress[t] *= 0.5 + 0.5 * wildness;
        }
        return to;
    }

    /** Shocks of long-run variance 1 whose variance persists. */
    static double[] cluster(RandomStream random, int n) {
        double[] path = new double[n];
        double variance = 1;
        for (int t = 0; t < n; t++) {
            path[t] = Math.sqrt(variance) * random.fatTailed();
            variance = Math.min(12, 0.03 + 0.09 * path[t] * path[t] + 0.88 * variance);
        }
        return path;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += values[t];
        }
        return to > from ? sum / (to - from) : 0;
    }
}
