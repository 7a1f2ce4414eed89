package io.qvm.factor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
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
     * @param sources where the values come from
     * @param sign 1, or -1 if low values are good
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the engine, never compared
    record Metric(int[] columns, double[] weights, List<Source> sources, int sign) {
        private static Metric of(FactorModel.Metric metric, PreparedMarket market) {
            int[] groups = market.universe().sectorGroups();
            int[] termOfGroup = metric.formulas().stream()
                    .mapToInt(formula -> formula.map(market.plan()::output).orElse(-1))
                    .toArray();
            int[] columns = columns(groups, group -> termOfGroup[group] >= 0);
            List<Source> sources = Arrays.stream(termOfGroup)
                    .filter(term -> term >= 0)
                    .distinct()
                    .mapToObj(term -> new Source(term, columns(groups, group -> termOfGroup[group] == term)))
                    .toList();
            double[] weights = Arrays.stream(columns)
                    .mapToDouble(column -> metric.weights()[groups[column]])
                    .toArray();
            return new Metric(columns, weights, sources, metric.sign());
        }

        private static int[] columns(int[] groups, IntPredicate wanted) {
            return IntStream.range(0, groups.length)
                    .filter(column -> wanted.test(groups[column]))
                    .toArray();
        }

        /**
         * Puts the signed values of a day into {@code out}, at the places of the metric's tickers.
         *
         * @param base position of the day's first value in the block
         * @param rows tickers that take part; others get NaN
         * @return true if all of them were there already
         */
        boolean read(Evaluation.Block block, int base, boolean[] rows, double[] out) {
            boolean same = true;
            for (Source source : sources) {
                double[] values = block.values(source.term);
                for (int column : source.columns) {
                    double value = rows[column] ? sign * values[base + column] : Double.NaN;
                    same &= Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(out[column]);
                    out[column] = value;
                }
            }
            return same;
        }

        /** Whether some ticker has a value. */
        boolean isThere(double[] values) {
            for (int column : columns) {
                if (!Double.isNaN(values[column])) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Where the values of some of a metric's tickers come from.
     *
     * @param term of the plan
     * @param columns the tickers, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the engine, never compared
    record Source(int term, int[] columns) {}

    /** Metrics of the factor at a position, in the model's order. */
    List<Metric> metrics(int factor) {
        return factors.get(factor);
    }

    /** Sum of the weights of a factor's metrics, one per ticker. */
    double[] totalWeights(int factor) {
        double[] totals = new double[everyone.length];
        for (Metric metric : metrics(factor)) {
            for (int i = 0; i < metric.columns.length; i++) {
                totals[metric.columns[i]] += metric.weights[i];
            }
        }
        return totals;
    }

    /** Columns of all tickers. */
    int[] everyone() {
        return everyone;
    }
}
