package io.qvm.factor;

import java.util.Arrays;
import java.util.List;

/**
 * Scores the days of an evaluated block: metrics, then factors, then the composite.
 *
 * <p>A metric costs something only for the tickers whose sector group has it, and a factor little on a day on which nothing that
 * it is computed from has changed: statements come a few days a year. Holds the scratch arrays of one thread, one number per
 * ticker each. A day's result depends on the block's values of that day alone.
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
    private boolean[] scoredBefore = {};
    private final FactorDay[] factorDays;
    private final double[] raw;
    private final boolean[] compositeZeroed;
    private final WeightedSums composite;

    /** A factor on the last day that was scored. */
    private static final class FactorDay {
        private final WeightedSums sum;
        /** Signed values by metric, as they were read. */
        private final double[][] read;
        /** What was weighed, by metric. */
        private final double[][] parts;

        private final double[] result;
        private final boolean[] zeroed;

        FactorDay(WeightedSums sum, int metrics, int tickers) {
            this.sum = sum;
            this.read = new double[metrics][tickers];
            this.parts = new double[metrics][tickers];
            this.result = new double[tickers];
            this.zeroed = new boolean[tickers];
            for (int m = 0; m < metrics; m++) {
                Arrays.fill(read[m], Double.NaN);
                Arrays.fill(parts[m], Double.NaN);
            }
        }
    }

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
        this.factorDays = new FactorDay[factors];
        for (int i = 0; i < factors; i++) {
            WeightedSums sum = new WeightedSums(model.factors().get(i).spec().missing(), plan.totalWeights(i));
            factorDays[i] = new FactorDay(sum, plan.metrics(i).size(), tickers);
        }
        this.raw = new double[tickers];
        this.compositeZeroed = new boolean[tickers];
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
        boolean sameTickers = findScored(block, day);
        normalizer.begin(scored, scoredGroups);
        observer.day(block, day, scored);
        composite.reset();
        List<FactorModel.Factor> factors = model.factors();
        for (int i = 0; i < factors.size(); i++) {
            scoreFactor(i, block, day, sameTickers, out[i], offset);
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
                compositeZeroed[column] = composite.countsMissingAsZero(column);
            }
            observer.composite(out, offset, compositeZeroed);
        }
    }

    private void addToComposite(double weight, double[] factor, int offset) {
        for (int column = 0; column < tickers; column++) {
            composite.add(column, weight, factor[offset + column]);
        }
    }

    /** Finds the tickers that get scores; false unless they are those of the day before. */
    private boolean findScored(Evaluation.Block block, int day) {
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
        boolean same = Arrays.equals(scored, scoredBefore);
        scoredBefore = same ? scoredBefore : scored.clone();
        return same;
    }

    private void scoreFactor(
            int number, Evaluation.Block block, int day, boolean sameTickers, double[] out, int offset) {
        FactorDay factor = factorDays[number];
        boolean[] rows = model.factors().get(number).spec().rows() == ModelSpec.Rows.SCORED
                ? scored
                : market.universe().members();
        List<ScoringPlan.Metric> metrics = plan.metrics(number);
        boolean same = sameTickers;
        for (int m = 0; m < metrics.size(); m++) {
            same &= metrics.get(m).read(block, day * tickers, rows, factor.read[m]);
        }
        if (!same) {
            compute(number, rows);
        }
        for (int column = 0; column < tickers; column++) {
            out[offset + column] = scored[column] ? factor.result[column] : Double.NaN;
        }
        observer.factor(number, factor.parts, out, offset, factor.zeroed);
    }

    /** Computes a factor from what was read. */
    private void compute(int number, boolean[] rows) {
        FactorDay factor = factorDays[number];
        List<ScoringPlan.Metric> metrics = plan.metrics(number);
        boolean eachMetric = model.factors().get(number).spec().normalize() == ModelSpec.Normalize.EACH_METRIC;
        factor.sum.reset();
        Arrays.fill(factor.zeroed, false);
        for (int m = 0; m < metrics.size(); m++) {
            ScoringPlan.Metric metric = metrics.get(m);
            double[] part = factor.parts[m];
            observer.metric(number, m, factor.read[m]);
            if (eachMetric && metric.isThere(factor.read[m])) {
                normalizer.normalize(factor.read[m], metric.columns(), rows, part);
                observer.normalized(number, m, normalizer, scoredGroups);
                noteZeros(metric.columns(), factor.zeroed);
            } else {
                System.arraycopy(factor.read[m], 0, part, 0, tickers);
            }
            factor.sum.add(metric.columns(), metric.weights(), part);
        }
        takeSums(factor, rows);
        if (eachMetric) {
            System.arraycopy(raw, 0, factor.result, 0, tickers);
        } else {
            observer.sum(number, raw);
            normalizer.normalize(raw, plan.everyone(), rows, factor.result);
            observer.normalized(number, ScoringObserver.WHOLE_FACTOR, normalizer, scoredGroups);
            noteZeros(plan.everyone(), factor.zeroed);
        }
    }

    private void takeSums(FactorDay factor, boolean[] rows) {
        for (int column = 0; column < tickers; column++) {
            raw[column] = rows[column] ? factor.sum.result(column) : Double.NaN;
        }
        if (observer != ScoringObserver.NONE) {
            for (int column = 0; column < tickers; column++) {
                factor.zeroed[column] |= rows[column] && factor.sum.countsMissingAsZero(column);
            }
        }
    }

    /** Notes the tickers to which the last normalisation gave zero by rule. */
    private void noteZeros(int[] columns, boolean[] zeroed) {
        if (observer != ScoringObserver.NONE) {
            for (int column : columns) {
                zeroed[column] |= scored[column] && normalizer.givesZero(scoredGroups[column]);
            }
        }
    }
}
