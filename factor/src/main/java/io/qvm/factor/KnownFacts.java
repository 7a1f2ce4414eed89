package io.qvm.factor;

import io.qvm.factor.formula.Aggregation;
import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.MissingReason;
import io.qvm.market.StatementType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Facts as they were known on a day.
 *
 * <p>A fact is known from its publication date on, or, without one, from the reporting lag after its period's end on. Of
 * several revisions of a quarter the one with the highest number among those known counts, whatever the order in which they
 * were published; later ones do not exist yet.
 *
 * <p>Sums and averages are computed from single quarters, unless the data brings them precomputed. From the day on which
 * it does so for any ticker it is taken at its word for all: where it gives none, there is none.
 *
 * <p>Under {@code latest_known} quarters that follow each other by number must do so by their ends as well, see {@link
 * #areApart}: where a company changed its fiscal year, a sum over the change would be of more or less than a year.
 */
final class KnownFacts {
    private static final double DAYS_OF_QUARTER = 365.25 / 4;
    /** Three quarters of 12 weeks each are 22 days short of nine months. */
    private static final int DAYS_TOO_EARLY = 22;
    /** A quarter of 17 weeks is 28 days longer than three months. */
    private static final int DAYS_TOO_LATE = 28;

    private final FactHistory facts;
    /** Day since 1970-01-01 from which on each entry is known. */
    private final int[] knownFrom;

    private final boolean endsCount;

    KnownFacts(FactHistory facts, ReportingLag lag, ModelSpec.QuarterRule rule) {
        this.facts = facts;
        this.knownFrom = knownFrom(facts, lag);
        this.endsCount = rule == ModelSpec.QuarterRule.LATEST_KNOWN;
    }

    private static int[] knownFrom(FactHistory facts, ReportingLag lag) {
        int[] days = new int[facts.size()];
        for (int item = 0; item < facts.items().size(); item++) {
            StatementType statement = facts.statement(item);
            for (int column = 0; column < facts.tickers().size(); column++) {
                for (int entry = facts.start(column, item); entry < facts.end(column, item); entry++) {
                    int published = facts.publishedOn(entry);
                    days[entry] = published == FactHistory.UNKNOWN_DATE
                            ? facts.periodEnd(entry) + lag.days(statement, facts.quarter(entry))
                            : published;
                }
            }
        }
        return days;
    }

    /**
     * Where an input's values lie.
     *
     * @param item id of the item, -1 if the data lacks it
     * @param precomputed id of the item that holds the aggregated value itself, -1 if the data lacks it
     * @param precomputedFrom day from which on only precomputed values count
     * @param aggregation how quarters become one number
     * @param pointInTime true if it is a single quarter's end of a balance-sheet item
     * @param required true if the formula has no value without it
     */
    record Source(
            int item,
            int precomputed,
            int precomputedFrom,
            Aggregation aggregation,
            boolean pointInTime,
            boolean required) {}

    Source source(Expression.Fact input, boolean required) {
        int item = facts.itemId(input.item());
        boolean single = input.aggregation() == Aggregation.NONE;
        int precomputed = single ? -1 : facts.itemId(input.precomputedName());
        boolean pointInTime = single && item >= 0 && facts.statement(item) == StatementType.BS;
        return new Source(item, precomputed, firstKnown(precomputed), input.aggregation(), pointInTime, required);
    }

    /** Day from which on an item is known for some ticker. */
    private int firstKnown(int item) {
        int first = Integer.MAX_VALUE;
        for (int column = 0; item >= 0 && column < facts.tickers().size(); column++) {
            for (int entry = facts.start(column, item); entry < facts.end(column, item); entry++) {
                first = Math.min(first, knownFrom[entry]);
            }
        }
        return first;
    }

    /** Hands over the days since 1970-01-01 on which a fact from which an input's values for a ticker come becomes known. */
    void publications(Source source, int column, IntConsumer days) {
        publications(source.item, column, days);
        publications(source.precomputed, column, days);
    }

    private void publications(int item, int column, IntConsumer days) {
        if (item >= 0) {
            for (int entry = facts.start(column, item); entry < facts.end(column, item); entry++) {
                days.accept(knownFrom[entry]);
            }
        }
    }

    /** Latest quarter of which anything is known on a day; the least number there is if nothing is. */
    int newestQuarter(Source source, int column, int day) {
        return Math.max(newestQuarter(source.item, column, day), newestQuarter(source.precomputed, column, day));
    }

    private int newestQuarter(int item, int column, int day) {
        if (item >= 0) {
            for (int entry = facts.end(column, item) - 1; entry >= facts.start(column, item); entry--) {
                if (knownFrom[entry] <= day) {
                    return facts.quarter(entry);
                }
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Earliest quarter that has an entry, known or not; the greatest number there is if none has. */
    int oldestQuarter(Source source, int column) {
        return Math.min(oldestQuarter(source.item, column), oldestQuarter(source.precomputed, column));
    }

    private int oldestQuarter(int item, int column) {
        return item >= 0 && facts.start(column, item) < facts.end(column, item)
                ? facts.quarter(facts.start(column, item))
                : Integer.MAX_VALUE;
    }

    /** End of a quarter as its newest known revision has it; the greatest number there is if none is known. */
    int periodEnd(int item, int column, int quarter, int day) {
        int entry = newestKnown(item, column, quarter, day);
        return entry < 0 ? Integer.MAX_VALUE : facts.periodEnd(entry);
    }

    /**
     * Value of an input for a ticker and the fiscal quarter {@code back} quarters before another one, as known on a day.
     *
     * @param quarter the quarter that counts on the day
     * @param back quarters before it, 0 or more
     * @return NaN if it is missing; so it is if the two quarters' ends, both known, are not that far apart
     */
    double value(Source source, int column, int quarter, int back, int day) {
        int item = item(source, day);
        int quarters = quarters(source, day);
        int last = quarter - back;
        int entry = newestKnown(item, column, last - quarters + 1, day);
        if (entry < 0) {
            return Double.NaN;
        }
        double sum = 0;
        sum += facts.value(entry);
        for (int q = last - quarters + 2; q <= last; q++) {
            int next = newestKnownAfter(entry, facts.end(column, item), q, day);
            if (next < 0 || !areApart(entry, next)) {
                return Double.NaN;
            }
            sum += facts.value(next);
            entry = next;
        }
        if (endsCount && !hasWholeQuarters(item, column, quarter, back, quarters, day)) {
            return Double.NaN;
        }
        return source.aggregation == Aggregation.AVG5 && quarters > 1 ? sum / quarters : sum;
    }

    /** The entries that {@link #value} is computed from, by quarter; empty if it is missing. */
    private int[] entering(Source source, int column, int quarter, int back, int day) {
        if (Double.isNaN(value(source, column, quarter, back, day))) {
            return new int[0];
        }
        int item = item(source, day);
        int last = quarter - back;
        return IntStream.rangeClosed(last - quarters(source, day) + 1, last)
                .map(q -> newestKnown(item, column, q, day))
                .toArray();
    }

    /** True if a fact without publication date entered {@link #value}; false if that is missing. */
    boolean restsOnLag(Source source, int column, int quarter, int back, int day) {
        int item = item(source, day);
        int last = quarter - back;
        int first = last - quarters(source, day) + 1;
        int entry = newestKnown(item, column, first, day);
        boolean byLag = entry >= 0 && facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE;
        for (int q = first + 1; q <= last && entry >= 0; q++) {
            entry = newestKnownAfter(entry, facts.end(column, item), q, day);
            byLag |= entry >= 0 && facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE;
        }
        return byLag && !Double.isNaN(value(source, column, quarter, back, day));
    }

    /** The facts that {@link #value} is computed from, by quarter; empty if it is missing. */
    List<KnownFact> entered(Source source, int column, int quarter, int back, int day) {
        int item = item(source, day);
        return Arrays.stream(entering(source, column, quarter, back, day))
                .mapToObj(entry -> new KnownFact(
                        facts.items().get(item),
                        facts.quarter(entry),
                        facts.revision(entry),
                        facts.value(entry),
                        facts.periodEnd(entry),
                        knownFrom[entry],
                        facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE))
                .toList();
    }

    /** Why {@link #value} is missing, once it is: nothing of it is known on the day, or not the quarters that it needs. */
    MissingReason whyMissing(Source source, int column, int day) {
        return newestQuarter(source, column, day) == Integer.MIN_VALUE
                ? MissingReason.NO_FACT
                : MissingReason.QUARTERS_MISSING;
    }

    private static int item(Source source, int day) {
        return day >= source.precomputedFrom ? source.precomputed : source.item;
    }

    private static int quarters(Source source, int day) {
        return day >= source.precomputedFrom ? 1 : source.aggregation.quarters();
    }

    /**
     * False if the quarter of a value is not {@code back} quarters before the one that counts, or if the first of several
     * quarters of a flow began elsewhere than where the one before it, if that is known, ended.
     */
    private boolean hasWholeQuarters(int item, int column, int quarter, int back, int quarters, int day) {
        int last = quarter - back;
        if (back > 0) {
            int now = newestKnown(item, column, quarter, day);
            if (now >= 0 && !areApart(newestKnown(item, column, last, day), now)) {
                return false;
            }
        }
        if (quarters > 1 && facts.statement(item) != StatementType.BS) {
            int before = newestKnown(item, column, last - quarters, day);
            return before < 0 || areApart(before, newestKnown(item, column, last - quarters + 1, day));
        }
        return true;
    }

    /**
     * True if the ends of two quarters are as far apart as their numbers say: 91.3 days a quarter, at most 22 days less and 28
     * days more. Weeks that do not fit into months are within that, a quarter of two or four months is not.
     */
    private boolean areApart(int earlier, int later) {
        if (!endsCount) {
            return true;
        }
        int quarters = facts.quarter(later) - facts.quarter(earlier);
        double off = facts.periodEnd(later) - facts.periodEnd(earlier) - quarters * DAYS_OF_QUARTER;
        return off >= -DAYS_TOO_EARLY && off <= DAYS_TOO_LATE;
    }

    /** Entry of the newest revision of a quarter that is known on a day, or -1. */
    private int newestKnown(int item, int column, int quarter, int day) {
        if (item < 0) {
            return -1;
        }
        int start = facts.start(column, item);
        int low = start;
        int high = facts.end(column, item);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (facts.quarter(middle) <= quarter) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int entry = low - 1; entry >= start && facts.quarter(entry) == quarter; entry--) {
            if (knownFrom[entry] <= day) {
                return entry;
            }
        }
        return -1;
    }

    /** The same for a later quarter than an entry's, which cannot be far: entries are in the order of quarters. */
    private int newestKnownAfter(int entry, int end, int quarter, int day) {
        int newest = -1;
        for (int next = entry + 1; next < end && facts.quarter(next) <= quarter; next++) {
            if (facts.quarter(next) == quarter && knownFrom[next] <= day) {
                newest = next;
            }
        }
        return newest;
    }
}
