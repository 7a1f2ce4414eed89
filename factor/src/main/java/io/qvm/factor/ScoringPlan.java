package io.qvm.factor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which tickers have which metric, where its values come from, and what it weighs for each; made once. */
final class ScoringPlan {
    private final List<List<Metric>> factors = new ArrayList<>();
    private final int[] everyone;

    ScoringPlan(PreparedMarket market, FactorModel model) {
        this.everyone = IntStream.range(0, market.tickers()).toArray();
        for (FactorModel.Factor factor : model.factors()) {
            factors.add(factor.metrics().stream()
                    .map(metric -> Metric.of(metric, market))
                    .toList());
        }
    }

    /**
     * A metric's tickers.
     *
     * @param columns those whose sector group has the metric, ascending
     * @param weights of the metric in its factor, one per column
     * @param terms distinct terms of the plan that hold its values
     * @param sources position in {@code terms}, one per column
     * @param sign 1, or -1 if low values are good
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the engine, never compared
    record Metric(int[] columns, double[] weights, int[] terms, int[] sources, int sign) {
        private static Metric of(FactorModel.Metric metric, PreparedMarket market) {
            int[] groups = market.universe().sectorGroups();
            int[] termOfGroup = metric.formulas().stream()
                    .mapToInt(formula -> formula.map(market.plan()::output).orElse(-1))
                    .toArray();
            int[] columns = IntStream.range(0, groups.length)
                    .filter(column -> termOfGroup[groups[column]] >= 0)
                    .toArray();
            int[] terms = Arrays.stream(columns)
                    .map(column -> termOfGroup[groups[column]])
                    .distinct()
                    .sorted()
                    .toArray();
            return new Metric(
                    columns,
                    Arrays.stream(columns)
                            .mapToDouble(column -> metric.weights()[groups[column]])
                            .toArray(),
                    terms,
                    Arrays.stream(columns)
                            .map(column -> Arrays.binarySearch(terms, termOfGroup[groups[column]]))
                            .toArray(),
                    metric.sign());
        }

        /**
         * Puts the signed values of a day into {@code out}, at the places of the metric's tickers.
         *
         * @param rows tickers that take part; others get NaN
         * @return false if no ticker has a value
         */
        boolean read(Evaluation.Block block, int base, boolean[] rows, double[] out) {
            double[][] values = Arrays.stream(terms).mapToObj(block::values).toArray(double[][]::new);
            boolean any = false;
            for (int i = 0; i < columns.length; i++) {
                int column = columns[i];
                double value = rows[column] ? sign * values[sources[i]][base + column] : Double.NaN;
                out[column] = value;
                any |= !Double.isNaN(value);
            }
            return any;
        }
    }

    /** Metrics of the factor at a position, in the model's order. */
    List<Metric> metrics(int factor) {
        return factors.get(factor);
    }

    /** Columns of all tickers. */
    int[] everyone() {
        return everyone;
    }
}
