package io.qvm.factor;

import java.util.Arrays;
import java.util.Optional;

/**
 * Turns one day's values into clipped z-scores.
 *
 * <p>z = (x - mean) / std with the sample standard deviation (n - 1). Sums run over tickers in ascending order, first for
 * the mean, then over squared deviations from it, so results never depend on how days are divided among threads. Cost: two
 * passes over the tickers. An instance holds scratch space of one thread.
 */
final class Normalizer {
    /** Stands for no group. */
    static final int NO_GROUP = -1;

    private final ModelSpec.Normalization rules;
    private final int[] counts;
    private final double[] means;
    private final double[] deviations;
    private final boolean[] present;
    private final double[] lowers;
    private final double[] uppers;
    private final boolean winsorizes;
    private final int[] comparisons;
    private final boolean[] degenerate;
    private boolean allZero;
    private boolean grouped;

    /** A normalizer for groups numbered from 0 to {@code groups - 1}. */
    Normalizer(ModelSpec.Normalization rules, int groups) {
        this.rules = rules;
        this.counts = new int[groups + 1];
        this.means = new double[groups + 1];
        this.deviations = new double[groups + 1];
        this.present = new boolean[groups];
        this.lowers = new double[groups + 1];
        this.uppers = new double[groups + 1];
        this.winsorizes = rules.winsorize().isPresent();
        this.comparisons = new int[groups];
        this.degenerate = new boolean[groups + 1];
        Arrays.fill(lowers, Double.NEGATIVE_INFINITY);
        Arrays.fill(uppers, Double.POSITIVE_INFINITY);
    }

    /**
     * Normalises one day's values.
     *
     * @param values one per ticker, NaN if missing
     * @param rows tickers that take part; others get NaN
     * @param groups group of each ticker, or {@link #NO_GROUP}
     * @param out receives the z-scores
     */
    void normalize(double[] values, boolean[] rows, int[] groups, double[] out) {
        int universe = counts.length - 1;
        describe(values, rows, groups);
        boolean lone = rules.loneGroup() == ModelSpec.LoneGroup.ZERO && rules.within() != ModelSpec.Within.UNIVERSE;
        int groupsPresent = 0;
        boolean anyLarge = false;
        for (int g = 0; g < universe; g++) {
            groupsPresent += present[g] ? 1 : 0;
            anyLarge |= counts[g] >= rules.minGroupSize() && present[g];
        }
        allZero = lone && (groupsPresent == 0 || (groupsPresent == 1 && anyLarge));
        grouped = rules.within() != ModelSpec.Within.UNIVERSE
                && (anyLarge || rules.smallGroups() == ModelSpec.SmallGroups.ONE_BY_ONE);
        // What is the same for all rows of a group is found once.
        for (int g = 0; g < universe; g++) {
            comparisons[g] = comparison(g);
        }
        for (int g = 0; g <= universe; g++) {
            degenerate[g] = isDegenerate(g);
        }
        boolean zeroWithoutGroup = isZeroed(NO_GROUP);
        double withoutDispersion = rules.degenerate() == ModelSpec.Degenerate.ZERO ? 0 : Double.NaN;
        double clip = rules.clip();
        for (int i = 0; i < values.length; i++) {
            int group = groups[i];
            if (!rows[i]) {
                out[i] = Double.NaN;
            } else if (allZero || (group == NO_GROUP && zeroWithoutGroup)) {
                out[i] = 0;
            } else {
                int with = group == NO_GROUP ? universe : comparisons[group];
                double z = (winsorized(values[i], with) - means[with]) / deviations[with];
                out[i] = degenerate[with] ? withoutDispersion : Math.max(-clip, Math.min(clip, z));
            }
        }
    }

    /**
     * What the rows of a group were compared with in the last normalisation.
     *
     * @param group number of the group, {@link #NO_GROUP} for all rows
     * @param size values in it
     * @param mean of them
     * @param deviation their sample standard deviation
     * @param lower winsorisation's lower bound, minus infinity without one
     * @param upper winsorisation's upper bound, infinity without one
     */
    record Comparison(int group, int size, double mean, double deviation, double lower, double upper) {}

    /** What rows of a group were compared with in the last normalisation. */
    Comparison comparedWith(int group) {
        int with = comparison(group);
        boolean universe = with == counts.length - 1;
        return new Comparison(
                universe ? NO_GROUP : with, counts[with], means[with], deviations[with], lowers[with], uppers[with]);
    }

    /** The z-score that a rule gave to rows of a group in the last normalisation, whatever their values: zero or missing. */
    Optional<Double> fixedScore(int group) {
        if (givesZero(group)) {
            return Optional.of(0.0);
        }
        return isDegenerate(comparison(group)) ? Optional.of(Double.NaN) : Optional.empty();
    }

    /** True if rows of a group got zero by rule in the last normalisation, whatever their values. */
    boolean givesZero(int group) {
        return isZeroed(group) || (isDegenerate(comparison(group)) && rules.degenerate() == ModelSpec.Degenerate.ZERO);
    }

    /** Zero without comparison: all rows if there is nothing to compare with, rows without group if others have one. */
    private boolean isZeroed(int group) {
        return allZero || (grouped && group == NO_GROUP && rules.withoutGroup() == ModelSpec.WithoutGroup.ZERO);
    }

    private boolean isDegenerate(int group) {
        return counts[group] < 2 || deviations[group] <= rules.degenerateTolerance() * Math.abs(means[group]);
    }

    /** The group that a row is compared with. */
    private int comparison(int group) {
        int universe = counts.length - 1;
        if (!grouped || group == NO_GROUP) {
            return universe;
        }
        boolean small = rules.smallGroups() == ModelSpec.SmallGroups.ONE_BY_ONE && counts[group] < rules.minGroupSize();
        return small ? universe : group;
    }

    /** Counts, means and standard deviations of each group and, at the last position, of all rows. */
    private void describe(double[] values, boolean[] rows, int[] groups) {
        int universe = counts.length - 1;
        Arrays.fill(counts, 0);
        Arrays.fill(means, 0);
        Arrays.fill(deviations, 0);
        Arrays.fill(present, false);
        rules.winsorize().ifPresent(quantiles -> findBounds(quantiles, values, rows, groups));
        for (int i = 0; i < values.length; i++) {
            if (!rows[i]) {
                continue;
            }
            if (groups[i] != NO_GROUP) {
                present[groups[i]] = true;
            }
            if (!Double.isNaN(values[i])) {
                add(universe, values[i]);
                if (groups[i] != NO_GROUP) {
                    add(groups[i], values[i]);
                }
            }
        }
        for (int g = 0; g <= universe; g++) {
            means[g] /= counts[g];
        }
        for (int i = 0; i < values.length; i++) {
            if (rows[i] && !Double.isNaN(values[i])) {
                deviations[universe] += square(winsorized(values[i], universe) - means[universe]);
                if (groups[i] != NO_GROUP) {
                    deviations[groups[i]] += square(winsorized(values[i], groups[i]) - means[groups[i]]);
                }
            }
        }
        for (int g = 0; g <= universe; g++) {
            deviations[g] = Math.sqrt(deviations[g] / (counts[g] - 1));
        }
    }

    private double winsorized(double value, int group) {
        return winsorizes ? Math.max(lowers[group], Math.min(uppers[group], value)) : value;
    }

    /** Quantiles of each group and, at the last position, of all rows, interpolated linearly (Hyndman and Fan 1996, type 7). */
    private void findBounds(ModelSpec.Winsorize quantiles, double[] values, boolean[] rows, int[] groups) {
        int universe = counts.length - 1;
        double[] sorted = new double[values.length];
        for (int group = 0; group <= universe; group++) {
            int size = 0;
            for (int i = 0; i < values.length; i++) {
                if (rows[i] && !Double.isNaN(values[i]) && (group == universe || groups[i] == group)) {
                    sorted[size++] = values[i];
                }
            }
            Arrays.sort(sorted, 0, size);
            lowers[group] = size == 0 ? Double.NEGATIVE_INFINITY : quantile(sorted, size, quantiles.lower());
            uppers[group] = size == 0 ? Double.POSITIVE_INFINITY : quantile(sorted, size, quantiles.upper());
        }
    }

    private static double quantile(double[] sorted, int size, double share) {
        double position = share * (size - 1);
        int below = (int) position;
        return below + 1 >= size
                ? sorted[size - 1]
                : sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }

    private void add(int group, double value) {
        counts[group]++;
        means[group] += winsorized(value, group);
    }

    private static double square(double x) {
        return x * x;
    }
}
