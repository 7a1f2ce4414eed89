package io.qvm.backtest.funnel;

import java.util.Arrays;

/** Collects the outcome of a liquidity filter, column by column. */
public final class ScreenBuilder {
    private final boolean[] candidates;
    private final String[] rule;
    private final double[] observed;
    private final double[] limit;
    private final double[] adtv;
    private final int[] daysTraded;

    public ScreenBuilder(int columns) {
        candidates = new boolean[columns];
        rule = new String[columns];
        observed = new double[columns];
        limit = new double[columns];
        adtv = new double[columns];
        daysTraded = new int[columns];
        Arrays.fill(rule, "");
        Arrays.fill(observed, Double.NaN);
        Arrays.fill(limit, Double.NaN);
        Arrays.fill(adtv, Double.NaN);
    }

    /** Lets a column take part, with its numbers. */
    public void candidate(int column, double averageValue, int tradedOn) {
        candidates[column] = true;
        adtv[column] = averageValue;
        daysTraded[column] = tradedOn;
    }

    /** Turns a candidate down. */
    public void fail(int column, String byRule, double value, double bound) {
        rule[column] = byRule;
        observed[column] = value;
        limit[column] = bound;
    }

    /** Orders those who passed by ADTV and turns down all after the first {@code maxNames}. */
    public LiquidityScreen finish(int maxNames) {
        int[] passed = new int[rule.length];
        int n = 0;
        for (int column = 0; column < rule.length; column++) {
            if (candidates[column] && rule[column].isEmpty()) {
                passed[n++] = column;
            }
        }
        return finish(maxNames, Ranking.descending(Arrays.copyOf(passed, n), adtv));
    }

    /** The same with all columns in the order of their ADTV, best first. */
    LiquidityScreen finish(int maxNames, int[] byAdtv) {
        int[] universe = new int[Math.min(maxNames, rule.length)];
        int place = 0;
        for (int column : byAdtv) {
            if (candidates[column] && rule[column].isEmpty()) {
                place++;
                if (place > maxNames) {
                    fail(column, "max_names", place, maxNames);
                } else {
                    universe[place - 1] = column;
                }
            }
        }
        return new LiquidityScreen(
                candidates,
                rule,
                observed,
                limit,
                adtv,
                daysTraded,
                Arrays.copyOf(universe, Math.min(place, maxNames)));
    }
}
