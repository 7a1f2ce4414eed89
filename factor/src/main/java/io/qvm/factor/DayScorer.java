package io.qvm.factor;

import java.util.Arrays;
import java.util.List;

/**
 * Scores the days of an evaluated block: metrics, then factors, then the composite.
 *
 * <p>A metric costs something only for the tickers whose sector group has it. Holds the scratch arrays of one thread, one
 * number per ticker each. A day's result depends on the block's values of that day alone.
 */
final class DayScorer {
    private final PreparedMarket market;
    private final FactorModel model;
    private final ScoringPlan plan;
    private final ScoringObserver observer;
    private final int tickers;
    private final Normalizer normalizer;
    private final boolean[] scored;
    private final int[] scoredGroups;
    private final double[][][] parts;
    private final double[] raw;
    private final double[] normalized;
    private final boolean[] zeroed;
    private final WeightedSums[] sums;
    private final WeightedSums composite;

    /**
     * @param plan of the same market and model
     * @param observer hears how the scores come about
     */
    DayScorer(PreparedMarket market, FactorModel model, ScoringPlan plan, ScoringObserver observer) {
        this.market = market;
        this.model = model;
        this.plan = plan;
        this.observer = observer;
        this.tickers = market.tickers();
        this.normalizer =
                new Normalizer(model.spec().normalization(), market.universe().comparisonGroupCount(), tickers);
        this.scored = new boolean[tickers];
        this.scoredGroups = new int[tickers];
        int factors = model.factors().size();
        this.parts = new double[factors][][];
        this.sums = new WeightedSums[factors];
        for (int i = 0; i < factors; i++) {
            int metrics = plan.metrics(i).size();
            parts[i] = new double[metrics][tickers];
            sums[i] = new WeightedSums(model.factors().get(i).spec().missing(), plan.totalWeights(i));
            for (double[] part : parts[i]) {
                Arrays.fill(part, Double.NaN);
            }
        }
        this.raw = new double[tickers];
        this.normalized = new double[tickers];
        this.zeroed = new boolean[tickers];
        double[] totals = new double[tickers];
        Arrays.fill(
                totals,
                model.factors().stream()
                        .mapToDouble(FactorModel.Factor::weight)
                        .filter(weight -> weight > 0)
                        .reduce(0, Double::sum));
        this.composite = new WeightedSums(model.spec().composite().missing(), totals);
    }

    /**
     * Scores a day.
     *
     * @param block values of the model's formulas
     * @param day position of the day in the block
     * @param out receives every factor of the model, in its order, and then the composite, each from {@code offset} on, one
     *     number per ticker; tickers without score get NaN
     */
    void score(Evaluation.Block block, int day, double[][] out, int offset) {
        findScored(block, day);
        normalizer.begin(scored, scoredGroups);
        observer.day(block, day, scored);
        composite.reset();
        List<FactorModel.Factor> factors = model.factors();
        for (int i = 0; i < factors.size(); i++) {
            scoreFactor(i, block, day, out[i], offset);
            if (factors.get(i).weight() > 0) {
                addToComposite(factors.get(i).weight(), out[i], offset);
            }
        }
        double[] result = out[factors.size()];
        for (int column = 0; column < tickers; column++) {
            result[offset + column] = scored[column] ? composite.result(column) : Double.NaN;
        }
        if (observer != ScoringObserver.NONE) {
            for (int column = 0; column < tickers; column++) {
                zeroed[column] = composite.countsMissingAsZero(column);
            }
            observer.composite(out, offset, zeroed);
        }
    }

    private void addToComposite(double weight, double[] factor, int offset) {
        for (int column = 0; column < tickers; column++) {
            composite.add(column, weight, factor[offset + column]);
        }
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

    private void scoreFactor(int number, Evaluation.Block block, int day, double[] out, int offset) {
        ModelSpec.FactorSpec spec = model.factors().get(number).spec();
        boolean[] rows = spec.rows() == ModelSpec.Rows.SCORED
                ? scored
                : market.universe().members();
        List<ScoringPlan.Metric> metrics = plan.metrics(number);
        boolean eachMetric = spec.normalize() == ModelSpec.Normalize.EACH_METRIC;
        WeightedSums sum = sums[number];
        sum.reset();
        Arrays.fill(zeroed, false);
        for (int m = 0; m < metrics.size(); m++) {
            ScoringPlan.Metric metric = metrics.get(m);
            double[] part = parts[number][m];
            boolean there = metric.read(block, day * tickers, rows, part);
            observer.metric(number, m, part);
            if (eachMetric && there) {
                normalizer.normalize(part, metric.columns(), rows, part);
                observer.normalized(number, m, normalizer, scoredGroups);
                noteZeros(metric.columns());
            }
            sum.add(metric.columns(), metric.weights(), part);
        }
        takeSums(sum, rows);
        double[] result = raw;
        if (!eachMetric) {
            observer.sum(number, raw);
            normalizer.normalize(raw, plan.everyone(), rows, normalized);
            observer.normalized(number, ScoringObserver.WHOLE_FACTOR, normalizer, scoredGroups);
            noteZeros(plan.everyone());
            result = normalized;
        }
        for (int column = 0; column < tickers; column++) {
            out[offset + column] = scored[column] ? result[column] : Double.NaN;
        }
        observer.factor(number, parts[number], out, offset, zeroed);
    }

    private void takeSums(WeightedSums sum, boolean[] rows) {
        for (int column = 0; column < tickers; column++) {
            raw[column] = rows[column] ? sum.result(column) : Double.NaN;
        }
        if (observer != ScoringObserver.NONE) {
            for (int column = 0; column < tickers; column++) {
                zeroed[column] |= rows[column] && sum.countsMissingAsZero(column);
            }
        }
    }

    /** Notes the tickers to which the last normalisation gave zero by rule. */
    private void noteZeros(int[] columns) {
        if (observer != ScoringObserver.NONE) {
            for (int column : columns) {
                zeroed[column] |= scored[column] && normalizer.givesZero(scoredGroups[column]);
            }
        }
    }
}
