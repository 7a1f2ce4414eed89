package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import io.qvm.market.FactHistory;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The facts that one formula reads, for every ticker, as step functions over days.
 *
 * <p>Facts change on a few days a year only: on those on which one becomes known. So the quarter that counts and the
 * values in it are found once per such day. Step s of a ticker holds from {@code from[s]} to {@code until[s]}; its values,
 * one per fact of the formula, lie at {@code s * width}. Steps of a ticker are contiguous and ascending, and each depends
 * only on facts that are known on its first day.
 */
final class FactSteps {
    private final int width;
    private final int[] offsets;
    private final int[] from;
    private final int[] until;
    private final double[] values;

    private FactSteps(int width, int[] offsets, int[] from, int[] until, double[] values) {
        this.width = width;
        this.offsets = offsets;
        this.from = from;
        this.until = until;
        this.values = values;
    }

    /** First step of a ticker; there is at least one unless it was left out. */
    int first(int column) {
        return offsets[column];
    }

    /** The step that holds on a day, sought from an earlier one on. */
    int advance(int step, int column, int day) {
        int end = offsets[column + 1];
        int at = step;
        while (at + 1 < end && from[at + 1] <= day) {
            at++;
        }
        return at;
    }

    /** Copies a step's values; NaN once the step has ended. */
    void copy(int step, int day, double[] out) {
        if (day > until[step]) {
            Arrays.fill(out, 0, width, Double.NaN);
        } else {
            System.arraycopy(values, step * width, out, 0, width);
        }
    }

    /** Finds the steps of tickers for days from {@code firstDay} to {@code lastDay}. */
    static FactSteps of(
            Formula formula, FactHistory facts, FactorModel model, boolean[] wanted, int firstDay, int lastDay) {
        return new Finder(formula, facts, model, firstDay, lastDay).find(facts.tickers(), wanted);
    }

    private static final class Finder {
        private final KnownFacts known;
        private final List<KnownFacts.Source> sources;
        private final ModelSpec.Fundamentals rule;
        private final CalendarQuarters calendar;
        private final int firstDay;
        private final int lastDay;
        private final List<double[]> values = new ArrayList<>();
        private final IntStream.Builder from = IntStream.builder();
        private final IntStream.Builder until = IntStream.builder();

        Finder(Formula formula, FactHistory facts, FactorModel model, int firstDay, int lastDay) {
            int lag = model.spec().reportingLagDays();
            this.known = new KnownFacts(facts, lag);
            this.sources = formula.facts().stream().map(known::source).toList();
            this.rule = model.spec().fundamentals();
            this.calendar = new CalendarQuarters(lag, rule.balanceSheetQuarter());
            this.firstDay = firstDay;
            this.lastDay = lastDay;
        }

        FactSteps find(TickerIndex tickers, boolean[] wanted) {
            int[] offsets = new int[tickers.size() + 1];
            for (int column = 0; column < tickers.size(); column++) {
                if (wanted[column] && !sources.isEmpty()) {
                    for (int day : changes(column)) {
                        addStep(column, day);
                    }
                }
                offsets[column + 1] = values.size();
            }
            double[] flat = new double[values.size() * sources.size()];
            for (int step = 0; step < values.size(); step++) {
                System.arraycopy(values.get(step), 0, flat, step * sources.size(), sources.size());
            }
            return new FactSteps(
                    sources.size(),
                    offsets,
                    from.build().toArray(),
                    until.build().toArray(),
                    flat);
        }

        /** Days on which something can change for a ticker, the first day of the range included. */
        private int[] changes(int column) {
            IntStream becomingKnown = sources.stream()
                    .flatMapToInt(source -> IntStream.concat(
                            known.entries(source, column).map(known::knownFrom),
                            IntStream.of(source.precomputedFrom())))
                    .filter(day -> day > firstDay && day <= lastDay);
            IntStream byCalendar = rule.quarter() == ModelSpec.QuarterRule.CALENDAR
                    ? calendar.changes(firstDay, lastDay)
                    : IntStream.empty();
            return IntStream.concat(IntStream.of(firstDay), IntStream.concat(becomingKnown, byCalendar))
                    .sorted()
                    .distinct()
                    .toArray();
        }

        private void addStep(int column, int day) {
            from.add(day);
            if (rule.quarter() == ModelSpec.QuarterRule.CALENDAR) {
                addCalendarStep(column, day);
            } else {
                addLatestKnownStep(column, day);
            }
        }

        private void addCalendarStep(int column, int day) {
            int quarter = calendar.quarter(day);
            int balanceSheet = calendar.balanceSheetQuarter(day);
            double[] step = new double[sources.size()];
            for (int i = 0; i < step.length; i++) {
                KnownFacts.Source source = sources.get(i);
                int q = source.pointInTime() ? balanceSheet : quarter;
                step[i] = q == CalendarQuarters.NONE ? Double.NaN : known.value(source, column, q, day);
            }
            values.add(step);
            until.add(Integer.MAX_VALUE);
        }

        private void addLatestKnownStep(int column, int day) {
            int newest = Integer.MIN_VALUE;
            int oldest = Integer.MAX_VALUE;
            for (KnownFacts.Source source : sources) {
                newest = Math.max(newest, known.newestQuarter(source, column, day));
                oldest = Math.min(oldest, known.oldestQuarter(source, column));
            }
            int maxAge = rule.maxAgeDays().orElseThrow();
            for (int quarter = newest; quarter >= oldest; quarter--) {
                double[] step = valuesOf(column, quarter, day);
                if (isComplete(step)) {
                    values.add(step);
                    until.add(periodEnd(column, quarter, day) + maxAge);
                    return;
                }
            }
            double[] nothing = new double[sources.size()];
            Arrays.fill(nothing, Double.NaN);
            values.add(nothing);
            until.add(Integer.MAX_VALUE);
        }

        private double[] valuesOf(int column, int quarter, int day) {
            double[] step = new double[sources.size()];
            for (int i = 0; i < step.length; i++) {
                step[i] = known.value(sources.get(i), column, quarter, day);
            }
            return step;
        }

        /** End of a quarter as the newest known facts of it have it; if they differ, the earliest. */
        private int periodEnd(int column, int quarter, int day) {
            int end = Integer.MAX_VALUE;
            for (KnownFacts.Source source : sources) {
                end = Math.min(end, known.periodEnd(source.item(), column, quarter, day));
                end = Math.min(end, known.periodEnd(source.precomputed(), column, quarter, day));
            }
            return end;
        }

        /** True if all that is required is there, or, where nothing is, anything. */
        private boolean isComplete(double[] step) {
            boolean anyRequired = false;
            boolean anyThere = false;
            for (int i = 0; i < step.length; i++) {
                boolean there = !Double.isNaN(step[i]);
                if (sources.get(i).required() && !there) {
                    return false;
                }
                anyRequired |= sources.get(i).required();
                anyThere |= there;
            }
            return anyRequired || anyThere;
        }
    }
}
