package io.qvm.analysis.attribution;

import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.analysis.factor.FactorResult;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Returns of factors, to explain other returns by.
 *
 * @param frequency of the returns
 * @param dates days; of monthly returns, the last calendar day of the month
 * @param names of the factors
 * @param returns by factor, then by date; 0.01 is 1 %, NaN where missing
 * @param riskFree return without risk by date, to be subtracted from the explained returns; all 0 if the factors know none
 */
public record FactorTable(
        Frequency frequency, DateIndex dates, List<String> names, double[][] returns, double[] riskFree) {
    /** How often there is a return. */
    public enum Frequency {
        /** Trading days, 252 a year. */
        DAILY(252),
        /** Calendar months, 12 a year. */
        MONTHLY(12);

        private final int perYear;

        Frequency(int perYear) {
            this.perYear = perYear;
        }

        /** Returns a year. */
        public int perYear() {
            return perYear;
        }
    }

    public FactorTable {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new InvalidInputException("a table of factors must have at least one factor");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidInputException("a factor is named twice in " + names);
        }
        if (returns.length != names.size() || riskFree.length != dates.size()) {
            throw new InvalidInputException(names.size() + " factors and " + dates.size() + " dates, but "
                    + returns.length + " columns of returns and " + riskFree.length + " risk-free returns");
        }
        for (double[] column : returns) {
            if (column.length != dates.size()) {
                throw new InvalidInputException(
                        "a factor has " + column.length + " returns for " + dates.size() + " dates");
            }
        }
    }

    /** One factor, daily and without a risk-free return, e.g. a benchmark. */
    public static FactorTable of(String name, DateIndex dates, double[] returns) {
        return new FactorTable(
                Frequency.DAILY, dates, List.of(name), new double[][] {returns}, new double[dates.size()]);
    }

    /**
     * The top portfolio less the bottom one of evaluated factors, daily.
     *
     * @param factors names in the evaluation
     */
    public static FactorTable of(FactorEvaluation evaluation, List<String> factors) {
        List<FactorResult> results = factors.stream().map(evaluation::factor).toList();
        int[] days = results.stream()
                .flatMapToInt(r -> Arrays.stream(r.returns().dates().toEpochDays()))
                .sorted()
                .distinct()
                .toArray();
        DateIndex dates = DateIndex.of(days);
        double[][] returns = new double[results.size()][];
        for (int f = 0; f < returns.length; f++) {
            returns[f] = onDates(
                    dates,
                    results.get(f).returns().dates(),
                    results.get(f).returns().longShort());
        }
        return new FactorTable(Frequency.DAILY, dates, factors, returns, new double[days.length]);
    }

    /**
     * The factors of both, on the dates that both have. The risk-free return is that of the table which has one.
     *
     * @throws InvalidInputException if the frequencies differ, both have a risk-free return and they disagree, or a name is
     *     in both
     */
    public FactorTable with(FactorTable other) {
        if (frequency != other.frequency) {
            throw new InvalidInputException(
                    "factors " + names + " are " + frequency.name().toLowerCase(java.util.Locale.ROOT) + ", "
                            + other.names + " are not; they cannot explain the same returns");
        }
        int[] days = Arrays.stream(dates.toEpochDays())
                .filter(day -> other.dates.indexOf(java.time.LocalDate.ofEpochDay(day)) >= 0)
                .toArray();
        DateIndex common = DateIndex.of(days);
        List<String> all = new ArrayList<>(names);
        all.addAll(other.names);
        double[][] columns = new double[all.size()][];
        for (int f = 0; f < columns.length; f++) {
            columns[f] = f < names.size()
                    ? onDates(common, dates, returns[f])
                    : onDates(common, other.dates, other.returns[f - names.size()]);
        }
        double[] first = onDates(common, dates, riskFree);
        double[] second = onDates(common, other.dates, other.riskFree);
        boolean none = Arrays.stream(first).allMatch(r -> r == 0);
        if (!none && Arrays.stream(second).anyMatch(r -> r != 0) && !Arrays.equals(first, second)) {
            throw new InvalidInputException("factors " + names + " and " + other.names
                    + " come with risk-free returns that disagree; give one of the files without them");
        }
        return new FactorTable(frequency, common, all, columns, none ? second : first);
    }

    /** Only some of the factors, in this order. */
    public FactorTable only(List<String> wanted) {
        double[][] columns = new double[wanted.size()][];
        for (int f = 0; f < columns.length; f++) {
            int at = names.indexOf(wanted.get(f));
            if (at < 0) {
                throw new InvalidInputException(
                        "no factor '" + wanted.get(f) + "'; there are " + String.join(", ", names));
            }
            columns[f] = returns[at];
        }
        return new FactorTable(frequency, dates, wanted, columns, riskFree);
    }

    static double[] onDates(DateIndex wanted, DateIndex dates, double[] values) {
        double[] on = new double[wanted.size()];
        for (int i = 0; i < on.length; i++) {
            int at = dates.indexOf(wanted.date(i));
            on[i] = at < 0 ? Double.NaN : values[at];
        }
        return on;
    }
}
