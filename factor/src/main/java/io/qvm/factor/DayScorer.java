package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scores the days of an evaluated block: metrics, then factors, then the composite.
 *
 * <p>Holds the scratch arrays of one thread, one number per ticker each. A day's result depends on the block's values of that
 * day alone.
 */
final class DayScorer {
    private static final double[] ALL_GROUPS = {};

    private final PreparedMarket market;
    private final FactorModel model;
    private final int tickers;
    private final Normalizer normalizer;
    private final boolean[] scored;
    private final int[] scoredGroups;
    private final boolean[] absent;
    private final double[][] parts;
    private final double[] raw;
    private final double[] normalized;
    private final boolean[] zeroed;
    private final WeightedSum[] sums;
    private final WeightedSum composite;

    DayScorer(PreparedMarket market, FactorModel model) {
        this.market = market;
        this.model = model;
        this.tickers = market.tickers();
        this.normalizer =
                new Normalizer(model.spec().normalization(), market.universe().comparisonGroupCount());
        this.scored = new boolean[tickers];
        this.scoredGroups = new int[tickers];
        int mostMetrics =
                model.factors().stream().mapToInt(f -> f.metrics().size()).max().orElse(0);
        this.absent = new boolean[mostMetrics];
        this.parts = new double[mostMetrics][tickers];
        this.raw = new double[tickers];
        this.normalized = new double[tickers];
        this.zeroed = new boolean[tickers];
        this.sums = model.factors().stream()
                .map(f -> new WeightedSum(f.spec().missing()))
                .toArray(WeightedSum[]::new);
        this.composite = new WeightedSum(model.spec().composite().missing());
    }

    /**
     * Scores a day.
     *
     * @param block values of the model's formulas
     * @param day position of the day in the block
     * @param out receives every factor of the model, in its order, and then the composite, each from {@code offset} on, one
     *     number per ticker; tickers without score get NaN
     * @param observer hears how the scores come about
     */
    void score(Evaluation.Block block, int day, double[][] out, int offset, ScoringObserver observer) {
        findScored(block, day);
        observer.day(block, day, scored);
        List<FactorModel.Factor> factors = model.factors();
        for (int i = 0; i < factors.size(); i++) {
            scoreFactor(i, block, day, out[i], offset, observer);
        }
        double[] result = out[factors.size()];
        Arrays.fill(zeroed, false);
        for (int column = 0; column < tickers; column++) {
            composite.reset();
            for (int i = 0; i < factors.size(); i++) {
                if (factors.get(i).weight() > 0) {
                    composite.add(factors.get(i).weight(), out[i][offset + column]);
                }
            }
            result[offset + column] = scored[column] ? composite.result() : Double.NaN;
            zeroed[column] = composite.countsMissingAsZero();
        }
        observer.composite(out, offset, zeroed);
    }

    private void findScored(Evaluation.Block block, int day) {
        boolean[] eligible = block.eligible();
        int[] groups = market.universe().comparisonGroups();
        int base = day * tickers;
        System.arraycopy(eligible, base, scored, 0, tickers);
        model.requires().ifPresent(formula -> {
            double[] values = block.values(market.plan().output(formula));
            for (int column = 0; column < tickers; column++) {
                scored[column] &= !Double.isNaN(values[base + column]);
            }
        });
        for (int column = 0; column < tickers; column++) {
            scoredGroups[column] = scored[column] ? groups[column] : Normalizer.NO_GROUP;
        }
    }

    private void scoreFactor(
            int number, Evaluation.Block block, int day, double[] out, int offset, ScoringObserver observer) {
        FactorModel.Factor factor = model.factors().get(number);
        boolean[] rows = factor.spec().rows() == ModelSpec.Rows.SCORED
                ? scored
                : market.universe().members();
        List<FactorModel.Metric> metrics = factor.metrics();
        boolean eachMetric = factor.spec().normalize() == ModelSpec.Normalize.EACH_METRIC;
        Arrays.fill(zeroed, false);
        for (int m = 0; m < metrics.size(); m++) {
            absent[m] = !readMetric(metrics.get(m), rows, block, day, parts[m]);
            observer.metric(number, m, parts[m]);
            if (eachMetric && !absent[m]) {
                normalizer.normalize(parts[m], rows, scoredGroups, parts[m]);
                observer.normalized(number, m, normalizer, scoredGroups);
                noteZeros(metrics.get(m).weights(), observer);
            }
        }
        sum(number, rows);
        double[] result = raw;
        if (!eachMetric) {
            observer.sum(number, raw);
            normalizer.normalize(raw, rows, scoredGroups, normalized);
            observer.normalized(number, ScoringObserver.WHOLE_FACTOR, normalizer, scoredGroups);
            noteZeros(ALL_GROUPS, observer);
            result = normalized;
        }
        for (int column = 0; column < tickers; column++) {
            out[offset + column] = scored[column] ? result[column] : Double.NaN;
        }
        observer.factor(number, parts, absent, out, offset, zeroed);
    }

    /** Weighs the parts of a factor. */
    private void sum(int number, boolean[] rows) {
        List<FactorModel.Metric> metrics = model.factors().get(number).metrics();
        WeightedSum sum = sums[number];
        int[] groups = market.universe().sectorGroups();
        for (int column = 0; column < tickers; column++) {
            if (!rows[column]) {
                raw[column] = Double.NaN;
                continue;
            }
            sum.reset();
            for (int m = 0; m < metrics.size(); m++) {
                double weight = metrics.get(m).weights()[groups[column]];
                if (weight > 0) {
                    sum.add(weight, absent[m] ? Double.NaN : parts[m][column]);
                }
            }
            raw[column] = sum.result();
            zeroed[column] |= sum.countsMissingAsZero();
        }
    }

    /** Notes the tickers to which the last normalisation gave zero by rule, if it counts for them. */
    private void noteZeros(double[] weights, ScoringObserver observer) {
        if (observer == ScoringObserver.NONE) {
            return;
        }
        int[] groups = market.universe().sectorGroups();
        for (int column = 0; column < tickers; column++) {
            zeroed[column] |= scored[column]
                    && (weights.length == 0 || weights[groups[column]] > 0)
                    && normalizer.givesZero(scoredGroups[column]);
        }
    }

    /** Collects a metric's signed raw values; false if no row has one: the metric is then not there that day. */
    private boolean readMetric(
            FactorModel.Metric metric, boolean[] rows, Evaluation.Block block, int day, double[] out) {
        int[] groups = market.universe().sectorGroups();
        double[][] byGroup = new double[metric.formulas().size()][];
        for (int group = 0; group < byGroup.length; group++) {
            Optional<Formula> formula = metric.formulas().get(group);
            byGroup[group] = formula.isPresent() ? block.values(market.plan().output(formula.get())) : new double[0];
        }
        boolean any = false;
        int base = day * tickers;
        for (int column = 0; column < tickers; column++) {
            double[] values = byGroup[groups[column]];
            out[column] = values.length == 0 || !rows[column] ? Double.NaN : metric.sign() * values[base + column];
            any |= !Double.isNaN(out[column]);
        }
        return any;
    }
}
