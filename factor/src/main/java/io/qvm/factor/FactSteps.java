package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is computed from the facts of one group, for every ticker, as step functions over days.
 *
 * <p>Facts change on a few days a year only: on those on which one becomes known. So the quarter that counts, the facts in
 * it and what is computed from them are found once per such day. Step s of a ticker holds from {@code from[s]} to {@code
 * until[s]}; its values, one per root of the group, lie at {@code s * width}. Steps of a ticker are contiguous and ascending,
 * and each depends only on facts that are known on its first day.
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

    /** Walks over days in ascending order. One thread's. */
    Walk walk() {
        return new Walk();
    }

    /** The values that hold on the current day, and the day on which each ticker's change next. */
    final class Walk {
        private final int tickers = offsets.length - 1;
        private final double[][] current = new double[width][tickers];
        private final int[] next = new int[tickers];

        private Walk() {
            for (double[] root : current) {
                Arrays.fill(root, Double.NaN);
            }
            for (int column = 0; column < tickers; column++) {
                next[column] = offsets[column] == offsets[column + 1] ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            }
        }

        /** Goes on to a day, not before the one it is on. */
        void advance(int day) {
            for (int column = 0; column < tickers; column++) {
                if (day >= next[column]) {
                    move(column, day);
                }
            }
        }

        /** A root's values of all tickers on the current day. */
        double[] values(int root) {
            return current[root];
        }

        private void move(int column, int day) {
            int start = offsets[column];
            int end = offsets[column + 1];
            int found = Arrays.binarySearch(from, start, end, day);
            int step = found >= 0 ? found : -found - 2;
            int change = step + 1 < end ? from[step + 1] : Integer.MAX_VALUE;
            boolean holds = step >= start && day <= until[step];
            next[column] = holds && until[step] < change ? until[step] + 1 : change;
            for (int root = 0; root < width; root++) {
                current[root][column] = holds ? values[step * width + root] : Double.NaN;
            }
        }
    }

    /** Finds the steps of tickers for days from {@code firstDay} to {@code lastDay}. */
    static FactSteps of(FormulaPlan.FactGroup group, FactHistory facts, FactorModel model, int firstDay, int lastDay) {
        return new Finder(group, facts, model, firstDay, lastDay).find(facts.tickers(), group.wanted());
    }

    private static final class Finder {
        private final KnownFacts known;
        private final List<KnownFacts.Source> sources;
        private final int[] lags;
        private final List<QuarterlyProgram> roots;
        private final ModelSpec.Fundamentals rule;
        private final CalendarQuarters calendar;
        private final int firstDay;
        private final int lastDay;
        private final List<double[]> values = new ArrayList<>();
        private final IntStream.Builder from = IntStream.builder();
        private final IntStream.Builder until = IntStream.builder();

        Finder(FormulaPlan.FactGroup group, FactHistory facts, FactorModel model, int firstDay, int lastDay) {
            ReportingLag lag = model.spec().reportingLagDays();
            this.known = new KnownFacts(facts, lag, model.spec().fundamentals().quarter());
            this.sources = IntStream.range(0, group.facts().size())
                    .mapToObj(i -> known.source(group.facts().get(i), group.required()[i]))
                    .toList();
            this.lags = group.facts().stream().mapToInt(Expression.Fact::lag).toArray();
            this.roots = group.roots().stream()
                    .map(root -> QuarterlyProgram.of(root, group.facts()))
                    .toList();
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
            double[] flat = new double[values.size() * roots.size()];
            for (int step = 0; step < values.size(); step++) {
                for (int root = 0; root < roots.size(); root++) {
                    flat[step * roots.size() + root] = roots.get(root).value(values.get(step));
                }
            }
            return new FactSteps(
                    roots.size(), offsets, from.build().toArray(), until.build().toArray(), flat);
        }

        /** Days on which something can change for a ticker, the first day of the range included. */
        private int[] changes(int column) {
            IntStream becomingKnown = sources.stream()
                    .flatMapToInt(source -> IntStream.concat(
                            known.publications(source, column), IntStream.of(source.precomputedFrom())))
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
                step[i] = q == CalendarQuarters.NONE ? Double.NaN : known.value(source, column, q, lags[i], day);
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
                step[i] = known.value(sources.get(i), column, quarter, lags[i], day);
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
