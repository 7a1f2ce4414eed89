package io.qvm.backtest.funnel;

import io.qvm.backtest.rules.SignalRules;
import io.qvm.backtest.rules.SignalRules.Standardize;
import io.qvm.market.FactorScores;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores by column of the market data, and the signal made of them.
 *
 * <p>Scores and market have their own ticker indices; the map between them is made once.
 */
final class SignalTable {
    /** A factor whose cross-section varies less than this counts as constant. */
    private static final double CONSTANT = 1e-8;

    private final FactorScores scores;
    private final int[] scoreColumn;
    private final double[][] all;
    private final List<ScoreColumn> used = new ArrayList<>();
    private final double[] weights;
    private final Standardize standardize;

    SignalTable(SignalRules rules, FactorScores scores, TickerIndex market) {
        this.scores = scores;
        this.scoreColumn = new int[market.size()];
        for (int c = 0; c < scoreColumn.length; c++) {
            scoreColumn[c] = scores.tickers().indexOf(market.ticker(c));
        }
        for (ScoreColumn column : ScoreColumn.values()) {
            if (rules.weight(column) != 0) {
                used.add(column);
            }
        }
        this.all = Arrays.stream(ScoreColumn.values())
                .map(column -> scores.panel(column).values())
                .toArray(double[][]::new);
        this.weights = used.stream().mapToDouble(rules::weight).toArray();
        this.standardize = rules.standardize();
    }

    /** By market column, who has any score on a row of the scores. */
    boolean[] scored(int scoreRow) {
        boolean[] scored = new boolean[scoreColumn.length];
        for (int c = 0; c < scored.length; c++) {
            int at = scoreColumn[c] < 0 ? -1 : scoreRow * scores.tickers().size() + scoreColumn[c];
            for (int f = 0; f < all.length && at >= 0; f++) {
                scored[c] |= !Double.isNaN(all[f][at]);
            }
        }
        return scored;
    }

    /** By market column, the signal of those among {@code columns} that have every score it needs; NaN for others. */
    double[] signal(int scoreRow, int[] columns) {
        double[] signal = new double[scoreColumn.length];
        Arrays.fill(signal, Double.NaN);
        for (int c : columns) {
            signal[c] = scoreColumn[c] < 0 ? Double.NaN : 0;
        }
        for (int f = 0; f < weights.length; f++) {
            double[] values = scores.panel(used.get(f)).values();
            int offset = scoreRow * scores.tickers().size();
            double[] scaled = comparable(values, offset, columns);
            for (int i = 0; i < columns.length; i++) {
                if (scoreColumn[columns[i]] >= 0) {
                    signal[columns[i]] += weights[f] * scaled[i];
                }
            }
        }
        return signal;
    }

    /** A score column's values of some market columns, standardised among them; NaN where there is none. */
    private double[] comparable(double[] values, int offset, int[] columns) {
        double[] out = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            out[i] = scoreColumn[columns[i]] < 0 ? Double.NaN : values[offset + scoreColumn[columns[i]]];
        }
        if (standardize == Standardize.ZSCORE) {
            double[] moments = moments(values, offset, columns);
            double scale = moments[1] <= CONSTANT ? 0 : 1 / moments[1];
            for (int i = 0; i < out.length; i++) {
                out[i] = (out[i] - moments[0]) * scale;
            }
        } else if (standardize == Standardize.RANK) {
            return ranks(out);
        }
        return out;
    }

    /** Ranks from 0 to 1, equal values at their mean rank; a single value, or all equal ones, at 0.5. */
    private static double[] ranks(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                ranks[i] = Double.NaN;
                continue;
            }
            int at = Arrays.binarySearch(sorted, values[i]);
            int first = at;
            int last = at;
            while (first > 0 && sorted[first - 1] == values[i]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == values[i]) {
                last++;
            }
            ranks[i] = sorted.length == 1 ? 0.5 : (first + last) / 2.0 / (sorted.length - 1);
        }
        return ranks;
    }

    /** Mean and sample standard deviation of what is there; deviation 0 with fewer than two values. */
    private double[] moments(double[] values, int offset, int[] columns) {
        int n = 0;
        double sum = 0;
        for (int c : columns) {
            double value = scoreColumn[c] < 0 ? Double.NaN : values[offset + scoreColumn[c]];
            if (!Double.isNaN(value)) {
                n++;
                sum += value;
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (int c : columns) {
            double value = scoreColumn[c] < 0 ? Double.NaN : values[offset + scoreColumn[c]];
            if (!Double.isNaN(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return new double[] {mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1))};
    }
}
