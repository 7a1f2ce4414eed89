package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.Input;
import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores one day after another, in ascending order: metrics, then factors, then the composite.
 *
 * <p>Holds the scratch arrays of one thread, one number per ticker each. A day's result depends on the prepared data
 * alone, not on the days before it; their order only spares searching.
 */
final class DayScorer {
    private final PreparedMarket market;
    private final FactorModel model;
    private final int tickers;
    private final Normalizer normalizer;
    private final Map<Input, double[]> crossSections = new LinkedHashMap<>();
    private final List<FormulaColumn> formulas;
    private final Map<String, double[]> formulaValues = new LinkedHashMap<>();
    private final boolean[] scored;
    private final int[] scoredGroups;
    private final double[] metric;
    private final double[][] parts;
    private final WeightedSum[] sums;
    private final WeightedSum composite;

    DayScorer(PreparedMarket market, FactorModel model, Map<String, FactSteps> steps) {
        this.market = market;
        this.model = model;
        this.tickers = market.tickers();
        Universe universe = market.universe();
        this.normalizer = new Normalizer(model.spec().normalization(), universe.comparisonGroupCount());
        for (Formula formula : model.formulas()) {
            formulaValues.put(formula.text(), new double[tickers]);
            for (Input input : formula.inputs()) {
                if (!(input instanceof Input.Fact)) {
                    crossSections.computeIfAbsent(input, i -> new double[tickers]);
                }
            }
        }
        this.formulas = model.formulas().stream()
                .map(f -> new FormulaColumn(
                        f,
                        Optional.ofNullable(steps.get(f.text())).orElseThrow(),
                        market.wanted(f),
                        crossSections,
                        Optional.ofNullable(formulaValues.get(f.text())).orElseThrow()))
                .toList();
        this.scored = new boolean[tickers];
        this.scoredGroups = new int[tickers];
        this.metric = new double[tickers];
        int mostMetrics =
                model.factors().stream().mapToInt(f -> f.metrics().size()).max().orElse(0);
        this.parts = new double[mostMetrics][tickers];
        this.sums = model.factors().stream()
                .map(f -> new WeightedSum(f.spec().missing()))
                .toArray(WeightedSum[]::new);
        this.composite = new WeightedSum(model.spec().composite().missing());
    }

    /**
     * Scores a day.
     *
     * @param out receives quality, value, momentum and composite of every ticker, each from {@code offset} on; tickers
     *     without score get NaN
     */
    void score(LocalDate day, double[][] out, int offset) {
        int floorRow = floorRow(market.dates(), day);
        crossSections.forEach((input, values) -> market.fill(input, day, floorRow, values));
        int epochDay = Math.toIntExact(day.toEpochDay());
        for (FormulaColumn formula : formulas) {
            formula.compute(epochDay);
        }
        findScored(day, floorRow);
        List<FactorModel.Factor> factors = model.factors();
        for (int i = 0; i < factors.size(); i++) {
            scoreFactor(factors.get(i), sums[i], out[i], offset);
        }
        for (int column = 0; column < tickers; column++) {
            composite.reset();
            for (int i = 0; i < factors.size(); i++) {
                composite.add(factors.get(i).weight(), out[i][offset + column]);
            }
            out[factors.size()][offset + column] = scored[column] ? composite.result() : Double.NaN;
        }
    }

    private static int floorRow(DateIndex dates, LocalDate day) {
        return dates.floor(day);
    }

    private void findScored(LocalDate day, int floorRow) {
        Universe universe = market.universe();
        Optional<double[]> requires = model.requires().map(f -> formulaValues.get(f.text()));
        for (int column = 0; column < tickers; column++) {
            int at = column;
            scored[column] = universe.isEligible(column, day, floorRow)
                    && requires.map(values -> !Double.isNaN(values[at])).orElse(true);
            scoredGroups[column] = scored[column] ? universe.comparisonGroups()[column] : Normalizer.NO_GROUP;
        }
    }

    private void scoreFactor(FactorModel.Factor factor, WeightedSum sum, double[] out, int offset) {
        boolean[] rows = factor.spec().rows() == ModelSpec.Rows.SCORED
                ? scored
                : market.universe().members();
        List<FactorModel.Metric> metrics = factor.metrics();
        boolean eachMetric = factor.spec().normalize() == ModelSpec.Normalize.EACH_METRIC;
        boolean[] absent = new boolean[metrics.size()];
        for (int m = 0; m < metrics.size(); m++) {
            absent[m] = !readMetric(metrics.get(m), rows, metric);
            if (eachMetric && !absent[m]) {
                normalizer.normalize(metric, rows, scoredGroups, parts[m]);
            } else {
                System.arraycopy(metric, 0, parts[m], 0, tickers);
            }
        }
        int[] groups = market.universe().sectorGroups();
        double[] raw = new double[tickers];
        for (int column = 0; column < tickers; column++) {
            sum.reset();
            for (int m = 0; m < metrics.size(); m++) {
                double weight = metrics.get(m).weights()[groups[column]];
                if (weight > 0) {
                    sum.add(weight, absent[m] ? Double.NaN : parts[m][column]);
                }
            }
            raw[column] = rows[column] ? sum.result() : Double.NaN;
        }
        double[] result = raw;
        if (!eachMetric) {
            result = new double[tickers];
            normalizer.normalize(raw, rows, scoredGroups, result);
        }
        for (int column = 0; column < tickers; column++) {
            out[offset + column] = scored[column] ? result[column] : Double.NaN;
        }
    }

    /** Collects a metric's signed raw values; false if no row has one: the metric is then not there that day. */
    private boolean readMetric(FactorModel.Metric spec, boolean[] rows, double[] out) {
        int[] groups = market.universe().sectorGroups();
        double[][] byGroup = spec.formulas().stream()
                .map(f -> f.map(x -> formulaValues.get(x.text())).orElse(null))
                .toArray(double[][]::new);
        boolean any = false;
        for (int column = 0; column < tickers; column++) {
            double[] values = byGroup[groups[column]];
            out[column] = values == null || !rows[column] ? Double.NaN : spec.sign() * values[column];
            any |= !Double.isNaN(out[column]);
        }
        return any;
    }

    /** One formula's values of a day. */
    private static final class FormulaColumn {
        private final Formula formula;
        private final FactSteps steps;
        private final boolean[] wanted;
        private final double[] out;
        private final int[] cursor;
        private final double[] inputs;
        private final double[] facts;
        private final double[][] crossSections;

        FormulaColumn(
                Formula formula, FactSteps steps, boolean[] wanted, Map<Input, double[]> crossSections, double[] out) {
            this.formula = formula;
            this.steps = steps;
            this.wanted = wanted;
            this.out = out;
            this.cursor = new int[wanted.length];
            for (int column = 0; column < wanted.length; column++) {
                cursor[column] = steps.first(column);
            }
            this.inputs = new double[formula.inputs().size()];
            this.facts = new double[formula.facts().size()];
            this.crossSections =
                    formula.inputs().stream().map(crossSections::get).toArray(double[][]::new);
            Arrays.fill(out, Double.NaN);
        }

        void compute(int epochDay) {
            for (int column = 0; column < out.length; column++) {
                if (!wanted[column]) {
                    continue;
                }
                if (facts.length > 0) {
                    cursor[column] = steps.advance(cursor[column], column, epochDay);
                    steps.copy(cursor[column], epochDay, facts);
                }
                int fact = 0;
                for (int i = 0; i < inputs.length; i++) {
                    inputs[i] = crossSections[i] == null ? facts[fact++] : crossSections[i][column];
                }
                out[column] = formula.value(inputs);
            }
        }
    }
}
