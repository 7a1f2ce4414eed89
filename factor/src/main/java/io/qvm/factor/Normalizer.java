package io.qvm.factor;

import io.qvm.factor.statistics.SortedValues;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns one day's values into clipped z-scores.
 *
 * <p>z = (x - mean) / std with the sample standard deviation (n - 1). Sums run over tickers in ascending order, first for
 * the mean, then over squared deviations from it, so results never depend on how days are divided among threads. Cost: three
 * passes over the tickers that have the values. An instance holds scratch space of one thread.
 */
final class Normalizer {
    /** Stands for no group. */
    static final int NO_GROUP = -1;

    private final ModelSpec.Normalization rules;
    /** Place of all rows together, behind those of the groups. */
    private final int universe;
    /** Place of the rows without group, where nothing is read. */
    private final int nowhere;

    private final boolean[] present;
    private int groupsPresent;
    private int[] groups = {};

    private final double[] values;
    private final int[] places;
    private int size;

    private final int[] counts;
    private final double[] means;
    private final double[] deviations;
    private final double[] lowers;
    private final double[] uppers;

    private final int[] comparisons;
    private final double[] centres;
    private final double[] spreads;
    private final boolean[] zeroed;
    private boolean anyZeroed;
    private boolean allZero;
    private boolean grouped;

    /** A normalizer for groups numbered from 0 to {@code groups - 1}. */
    Normalizer(ModelSpec.Normalization rules, int groups, int tickers) {
        this.rules = rules;
        this.universe = groups;
        this.nowhere = groups + 1;
        this.present = new boolean[groups];
        this.values = new double[tickers];
        this.places = new int[tickers];
        int all = groups + 2;
        this.counts = new int[all];
        this.means = new double[all];
        this.deviations = new double[all];
        this.lowers = new double[all];
        this.uppers = new double[all];
        this.comparisons = new int[all];
        this.centres = new double[all];
        this.spreads = new double[all];
        this.zeroed = new boolean[all];
        Arrays.fill(lowers, Double.NEGATIVE_INFINITY);
        Arrays.fill(uppers, Double.POSITIVE_INFINITY);
    }

    /**
     * Begins a day.
     *
     * @param rows tickers of which there can be values
     * @param rowGroups group of each ticker, or {@link #NO_GROUP}; must not change before the next day
     */
    void begin(boolean[] rows, int[] rowGroups) {
        groups = rowGroups;
        Arrays.fill(present, false);
        groupsPresent = 0;
        for (int i = 0; i < rows.length; i++) {
            int group = rowGroups[i];
            if (rows[i] && group != NO_GROUP && !present[group]) {
                present[group] = true;
                groupsPresent++;
            }
        }
    }

    /**
     * Normalises values of the day.
     *
     * @param x one per ticker, NaN if missing
     * @param columns tickers that have the values, ascending; others are neither read nor written
     * @param rows tickers that take part; others get NaN
     * @param out receives the z-scores; may be {@code x}
     */
    void normalize(double[] x, int[] columns, boolean[] rows, double[] out) {
        gather(x, columns, rows);
        describe();
        compare();
        double clip = rules.clip();
        boolean winsorizes = rules.winsorize().isPresent();
        for (int column : columns) {
            int place = place(groups[column]);
            double value = winsorizes ? winsorized(x[column], comparisons[place]) : x[column];
            double z = (value - centres[place]) / spreads[place];
            double clipped = z > clip ? clip : z < -clip ? -clip : z;
            out[column] = rows[column] ? clipped : Double.NaN;
        }
        if (anyZeroed) {
            for (int column : columns) {
                if (rows[column] && zeroed[place(groups[column])]) {
                    out[column] = 0;
                }
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
        int with = comparisons[place(group)];
        return new Comparison(
                with == universe ? NO_GROUP : with,
                counts[with],
                means[with],
                deviations[with],
                lowers[with],
                uppers[with]);
    }

    /** The z-score that a rule gave to rows of a group in the last normalisation, whatever their values: zero or missing. */
    Optional<Double> fixedScore(int group) {
        if (givesZero(group)) {
            return Optional.of(0.0);
        }
        return isDegenerate(comparisons[place(group)]) ? Optional.of(Double.NaN) : Optional.empty();
    }

    /** True if rows of a group got zero by rule in the last normalisation, whatever their values. */
    boolean givesZero(int group) {
        return zeroed[place(group)];
    }

    private int place(int group) {
        return group == NO_GROUP ? nowhere : group;
    }

    /** Puts the values that are there side by side. */
    private void gather(double[] x, int[] columns, boolean[] rows) {
        int n = 0;
        for (int column : columns) {
            values[n] = x[column];
            places[n] = place(groups[column]);
            n += rows[column] && !Double.isNaN(x[column]) ? 1 : 0;
        }
        size = n;
    }

    /** Counts, means and standard deviations of each group and of all rows. */
    private void describe() {
        Arrays.fill(counts, 0);
        Arrays.fill(means, 0);
        Arrays.fill(deviations, 0);
        for (int i = 0; i < size; i++) {
            counts[places[i]]++;
        }
        counts[universe] = size;
        if (rules.winsorize().isPresent()) {
            findBounds(rules.winsorize().get());
            describeWinsorized();
        } else {
            describePlain();
        }
        for (int g = 0; g <= universe; g++) {
            deviations[g] = Math.sqrt(deviations[g] / (counts[g] - 1));
        }
    }

    private void describePlain() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
            means[places[i]] += values[i];
        }
        means[universe] = sum;
        divideByCounts();
        double mean = means[universe];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += square(values[i] - mean);
            deviations[places[i]] += square(values[i] - means[places[i]]);
        }
        deviations[universe] = squares;
    }

    private void describeWinsorized() {
        for (int i = 0; i < size; i++) {
            means[universe] += winsorized(values[i], universe);
            means[places[i]] += winsorized(values[i], places[i]);
        }
        divideByCounts();
        for (int i = 0; i < size; i++) {
            deviations[universe] += square(winsorized(values[i], universe) - means[universe]);
            deviations[places[i]] += square(winsorized(values[i], places[i]) - means[places[i]]);
        }
    }

    private void divideByCounts() {
        for (int g = 0; g <= universe; g++) {
            means[g] /= counts[g];
        }
    }

    /** Finds for each group what its rows are compared with, once for all of them. */
    private void compare() {
        boolean anyLarge = false;
        for (int g = 0; g < universe; g++) {
            anyLarge |= counts[g] >= rules.minGroupSize() && present[g];
        }
        boolean bySector = rules.within() != ModelSpec.Within.UNIVERSE;
        boolean lone = bySector && rules.loneGroup() == ModelSpec.LoneGroup.ZERO;
        allZero = lone && (groupsPresent == 0 || (groupsPresent == 1 && anyLarge));
        grouped = bySector && (anyLarge || rules.smallGroups() == ModelSpec.SmallGroups.ONE_BY_ONE);
        anyZeroed = false;
        for (int place = 0; place <= nowhere; place++) {
            int with = comparison(place);
            boolean degenerate = isDegenerate(with);
            comparisons[place] = with;
            centres[place] = degenerate ? Double.NaN : means[with];
            spreads[place] = deviations[with];
            zeroed[place] = isZeroed(place) || (degenerate && rules.degenerate() == ModelSpec.Degenerate.ZERO);
            anyZeroed |= zeroed[place];
        }
    }

    /** The group that rows are compared with, or all rows. */
    private int comparison(int place) {
        if (!grouped || place >= universe) {
            return universe;
        }
        boolean small = rules.smallGroups() == ModelSpec.SmallGroups.ONE_BY_ONE && counts[place] < rules.minGroupSize();
        return small ? universe : place;
    }

    /** Zero without comparison: all rows if there is nothing to compare with, rows without group if others have one. */
    private boolean isZeroed(int place) {
        return allZero || (grouped && place == nowhere && rules.withoutGroup() == ModelSpec.WithoutGroup.ZERO);
    }

    private boolean isDegenerate(int place) {
        return counts[place] < 2
                || deviations[place] <= rules.degenerateTolerance() * Math.abs(means[place])
                // Numbers too large to be squared: to divide by infinity would make zeros of them.
                || !Double.isFinite(deviations[place]);
    }

    private double winsorized(double value, int place) {
        return Math.max(lowers[place], Math.min(uppers[place], value));
    }

    /** Quantiles of each group and of all rows, interpolated linearly (Hyndman and Fan 1996, type 7). */
    private void findBounds(ModelSpec.Winsorize quantiles) {
        double[] sorted = new double[size];
        for (int group = 0; group <= universe; group++) {
            int n = 0;
            for (int i = 0; i < size; i++) {
                if (group == universe || places[i] == group) {
                    sorted[n++] = values[i];
                }
            }
            Arrays.sort(sorted, 0, n);
            lowers[group] = n == 0 ? Double.NEGATIVE_INFINITY : SortedValues.quantile(sorted, n, quantiles.lower());
            uppers[group] = n == 0 ? Double.POSITIVE_INFINITY : SortedValues.quantile(sorted, n, quantiles.upper());
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
