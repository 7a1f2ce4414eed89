package io.qvm.factor;

import io.qvm.market.MissingReason;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One score, taken apart: composite, factors, metrics, and the prices and facts that these were computed from.
 *
 * <p>The numbers are those of the computation itself. Put together again by {@link #recombined()} they give the score, bit for
 * bit.
 *
 * @param ticker of the score
 * @param date day of the score
 * @param model name of the factor model
 * @param sector sector of the ticker, if it has one
 * @param sectorGroup the model's group of that sector
 * @param notScored why the ticker has no scores that day; empty if it has
 * @param factors in the model's order
 * @param missing what the composite does if a factor is missing
 * @param score the composite, NaN if missing
 */
public record Explanation(
        String ticker,
        LocalDate date,
        String model,
        Optional<String> sector,
        String sectorGroup,
        Optional<String> notScored,
        List<Factor> factors,
        ModelSpec.Missing missing,
        double score) {

    public Explanation {
        factors = List.copyOf(factors);
    }

    /** The composite, computed again from the numbers of this tree, from the metrics up. */
    public double recombined() {
        if (notScored.isPresent()) {
            return Double.NaN;
        }
        double total =
                factors.stream().mapToDouble(Factor::weight).filter(w -> w > 0).reduce(0, Double::sum);
        WeightedSums sum = new WeightedSums(missing, new double[] {total});
        for (Factor factor : factors) {
            if (factor.weight > 0) {
                sum.add(0, factor.weight, factor.recombined());
            }
        }
        return sum.result(0);
    }

    /**
     * One factor.
     *
     * @param name of the factor
     * @param weight in the composite
     * @param metrics those that the ticker's group has, in the model's order
     * @param missing what the factor does if a metric is missing
     * @param sum weighted sum of the metrics
     * @param comparison what the sum is compared with, if the factor is normalised as a whole
     * @param score of the factor, NaN if missing
     */
    public record Factor(
            String name,
            double weight,
            List<Metric> metrics,
            ModelSpec.Missing missing,
            double sum,
            Optional<Comparison> comparison,
            double score) {
        public Factor {
            metrics = List.copyOf(metrics);
        }

        /** The factor's score, computed again from the numbers below it. */
        public double recombined() {
            double total = metrics.stream().mapToDouble(Metric::weight).reduce(0, Double::sum);
            WeightedSums weighted = new WeightedSums(missing, new double[] {total});
            for (Metric metric : metrics) {
                weighted.add(0, metric.weight, metric.recombined());
            }
            double raw = weighted.result(0);
            return comparison.map(c -> c.zScore(raw)).orElse(raw);
        }
    }

    /**
     * One metric.
     *
     * @param name of the metric
     * @param formula of the ticker's group
     * @param weight in the factor
     * @param lowIsGood true if the sign of the formula's value is turned
     * @param value of the formula, sign turned if low values are good, NaN if missing
     * @param reason why the value, or what became of it, is missing; empty if it is there
     * @param comparison what the value is compared with, if metrics are normalised one by one
     * @param part what is weighed: the z-score, or the value itself; NaN if missing
     * @param inputs what the formula reads
     */
    public record Metric(
            String name,
            String formula,
            double weight,
            boolean lowIsGood,
            double value,
            Optional<MissingReason> reason,
            Optional<Comparison> comparison,
            double part,
            List<Input> inputs) {
        public Metric {
            inputs = List.copyOf(inputs);
        }

        /** The formula's own value, whatever is good; NaN if missing. */
        public double formulaValue() {
            return lowIsGood ? -value : value;
        }

        private double recombined() {
            return comparison.map(c -> c.zScore(value)).orElse(value);
        }
    }

    /**
     * What a value was compared with.
     *
     * @param group name of the group, {@code universe} for all
     * @param size values in the group
     * @param mean of them
     * @param deviation their sample standard deviation
     * @param lower winsorisation's lower bound, minus infinity without one
     * @param upper winsorisation's upper bound, infinity without one
     * @param clip largest absolute z-score
     * @param fixed the z-score where a rule gives it whatever the value; NaN stands for none to be had
     */
    public record Comparison(
            String group,
            int size,
            double mean,
            double deviation,
            double lower,
            double upper,
            double clip,
            Optional<Double> fixed) {

        /** The value within winsorisation's bounds: what is compared. */
        public double winsorized(double value) {
            return Math.max(lower, Math.min(upper, value));
        }

        /** The value's distance from the mean in standard deviations, before it is clipped. */
        public double distance(double value) {
            return (winsorized(value) - mean) / deviation;
        }

        /** The clipped z-score of a value. */
        public double zScore(double value) {
            return fixed.orElseGet(() -> Math.max(-clip, Math.min(clip, distance(value))));
        }
    }

    /** Something that a formula read. */
    public sealed interface Input {
        /** As the formula has it. */
        String name();

        /** NaN if missing. */
        double value();
    }

    /**
     * A reported value, or one derived from several quarters.
     *
     * @param facts those that entered it, by quarter
     * @param absence why it is missing; empty if it is there
     */
    public record Reported(String name, double value, List<KnownFact> facts, Optional<Absence> absence)
            implements Input {
        public Reported {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Why a reported value is missing.
     *
     * @param cause what it lacks
     * @param knownUpTo newest quarter of which the item is known on the day, see {@link io.qvm.market.Quarter}; empty if none is
     * @param quarter the quarter that counts for the formula; empty if none does
     */
    public record Absence(Cause cause, Optional<Integer> knownUpTo, Optional<Integer> quarter) {
        /** What a reported value lacks. */
        public enum Cause {
            /** Nothing of the item is known on the day. */
            NOTHING_KNOWN,
            /** There is no quarter of which all is known that the formula requires. */
            NO_COMPLETE_QUARTER,
            /** The model's calendar has no quarter that counts on the day. */
            NO_QUARTER_DUE,
            /** The latest quarter of which all is known that the formula requires ended too long ago. */
            QUARTER_TOO_OLD,
            /** A quarter counts, and the value is not known of it. */
            NOT_IN_QUARTER
        }
    }

    /**
     * A market field.
     *
     * @param date of the row that gave it, empty if there is none
     */
    public record Market(String name, double value, Optional<LocalDate> date) implements Input {}

    /**
     * A return between two prices.
     *
     * @param from date of the first price, if there is one
     * @param fromPrice adjusted closing price
     * @param to date of the last price, if there is one
     * @param toPrice adjusted closing price
     */
    public record PastReturn(
            String name,
            double value,
            Optional<LocalDate> from,
            double fromPrice,
            Optional<LocalDate> to,
            double toPrice)
            implements Input {}

    /**
     * A daily function.
     *
     * @param from first trading day of its window, those of the functions inside included; empty if there is none
     * @param to last trading day of its window
     */
    public record Window(String name, double value, Optional<LocalDate> from, Optional<LocalDate> to)
            implements Input {}

    /** A comparison with the other tickers of the day. */
    public record Across(String name, double value) implements Input {}
}
