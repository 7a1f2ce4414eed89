package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.market.MissingReason;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Chooses the quarter from which a fact group is computed, for a ticker and a day, and reads its facts.
 *
 * <p>Under {@code latest_known} that is the latest quarter of which all is known that is required, itself and at the lags that
 * the formula asks for; a restatement of an older quarter never displaces it. Under {@code calendar} the day alone decides. One
 * thread's.
 */
final class QuarterChoice {
    private final KnownFacts known;
    private final FactsOnDay facts;
    private final List<KnownFacts.Source> sources;
    private final int[] lags;
    private final ModelSpec.Fundamentals rule;
    private final CalendarQuarters calendar;

    QuarterChoice(FormulaPlan.FactGroup group, KnownFacts known, FactorModel model) {
        this.known = known;
        this.facts = new FactsOnDay(known);
        this.sources = IntStream.range(0, group.facts().size())
                .mapToObj(i -> known.source(group.facts().get(i), group.required()[i]))
                .toList();
        this.lags = group.facts().stream().mapToInt(Expression.Fact::lag).toArray();
        this.rule = model.spec().fundamentals();
        this.calendar = new CalendarQuarters(model.spec().reportingLagDays(), rule.balanceSheetQuarter());
    }

    /**
     * What counts on a day.
     *
     * @param values one per fact of the group, NaN if missing
     * @param quarters quarter of each value, before its lag; {@link CalendarQuarters#NONE} if there is none
     * @param until last day on which it counts, unless another fact becomes known before
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Chosen(double[] values, int[] quarters, int until) {}

    /** Number of facts in the group. */
    int facts() {
        return sources.size();
    }

    /** Days of a range on which something can change for a ticker, its first day included, ascending. */
    int[] changes(int column, int firstDay, int lastDay) {
        // As positions in the range, which puts them in order, each once.
        BitSet days = new BitSet(lastDay - firstDay + 1);
        IntConsumer add = day -> {
            if (day >= firstDay && day <= lastDay) {
                days.set(day - firstDay);
            }
        };
        add.accept(firstDay);
        for (KnownFacts.Source source : sources) {
            known.publications(source, column, add);
            add.accept(source.precomputedFrom());
        }
        if (rule.quarter() == ModelSpec.QuarterRule.CALENDAR) {
            calendar.changes(firstDay, lastDay).forEach(add);
        }
        return days.stream().map(position -> firstDay + position).toArray();
    }

    /** The values that count for a ticker on a day. */
    Chosen choose(int column, int day) {
        facts.goTo(column, day);
        return rule.quarter() == ModelSpec.QuarterRule.CALENDAR ? byCalendar(day) : latestKnown();
    }

    /**
     * Why a fact of the group has no value. Where no quarter counts, because one of the facts that are required is never known,
     * that is the reason for all of them.
     */
    MissingReason whyMissing(int fact, int column, Chosen chosen, int day) {
        facts.goTo(column, day);
        boolean nothingKnown = chosen.quarters()[fact] == CalendarQuarters.NONE
                && sources.stream().anyMatch(s -> s.required() && facts.whyMissing(s) == MissingReason.NO_FACT);
        return nothingKnown ? MissingReason.NO_FACT : facts.whyMissing(sources.get(fact));
    }

    /** True if a value, which is there, rests on a fact without publication date. */
    boolean restsOnLag(int fact, int column, Chosen chosen, int day) {
        return facts.goTo(column, day).restsOnLag(sources.get(fact), chosen.quarters()[fact], lags[fact]);
    }

    /** The facts that a value is computed from, by quarter; empty if it is missing. */
    List<KnownFact> entered(int fact, int column, Chosen chosen, int day) {
        int quarter = chosen.quarters()[fact];
        return quarter == CalendarQuarters.NONE
                ? List.of()
                : facts.goTo(column, day).entered(sources.get(fact), quarter, lags[fact]);
    }

    private Chosen byCalendar(int day) {
        int quarter = calendar.quarter(day);
        int balanceSheet = calendar.balanceSheetQuarter(day);
        double[] values = new double[sources.size()];
        int[] quarters = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            KnownFacts.Source source = sources.get(i);
            int q = source.pointInTime() ? balanceSheet : quarter;
            quarters[i] = q;
            values[i] = q == CalendarQuarters.NONE ? Double.NaN : facts.value(source, q, lags[i]);
        }
        return new Chosen(values, quarters, Integer.MAX_VALUE);
    }

    private Chosen latestKnown() {
        int newest = Integer.MIN_VALUE;
        int oldest = Integer.MAX_VALUE;
        for (KnownFacts.Source source : sources) {
            newest = Math.max(newest, facts.newestQuarter(source));
            oldest = Math.min(oldest, facts.oldestQuarter(source));
        }
        int maxAge = rule.maxAgeDays().orElseThrow();
        int[] quarters = new int[sources.size()];
        for (int quarter = newest; quarter >= oldest; quarter--) {
            double[] values = valuesOf(quarter);
            if (isComplete(values)) {
                Arrays.fill(quarters, quarter);
                return new Chosen(values, quarters, periodEnd(quarter) + maxAge);
            }
        }
        double[] nothing = new double[sources.size()];
        Arrays.fill(nothing, Double.NaN);
        Arrays.fill(quarters, CalendarQuarters.NONE);
        return new Chosen(nothing, quarters, Integer.MAX_VALUE);
    }

    private double[] valuesOf(int quarter) {
        double[] values = new double[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = facts.value(sources.get(i), quarter, lags[i]);
        }
        return values;
    }

    /** End of a quarter as the newest known facts of it have it; if they differ, the earliest. */
    private int periodEnd(int quarter) {
        int end = Integer.MAX_VALUE;
        for (KnownFacts.Source source : sources) {
            end = Math.min(end, facts.periodEnd(source.item(), quarter));
            end = Math.min(end, facts.periodEnd(source.precomputed(), quarter));
        }
        return end;
    }

    /** True if all that is required is there, or, where nothing is, anything. */
    private boolean isComplete(double[] values) {
        boolean anyRequired = false;
        boolean anyThere = false;
        for (int i = 0; i < values.length; i++) {
            boolean there = !Double.isNaN(values[i]);
            if (sources.get(i).required() && !there) {
                return false;
            }
            anyRequired |= sources.get(i).required();
            anyThere |= there;
        }
        return anyRequired || anyThere;
    }
}
