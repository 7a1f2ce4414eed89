package io.qvm.factor;

import io.qvm.factor.KnownFacts.Source;
import io.qvm.factor.formula.Aggregation;
import io.qvm.market.FactHistory;
import io.qvm.market.MissingReason;
import io.qvm.market.StatementType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of one ticker's facts on one day. One thread's.
 *
 * <p>Of each item that is asked for, it keeps the entry that counts for all quarters, so that a look-up costs one read. Going to a
 * later day adds what has become known since, each entry once; going back, or to another ticker, begins anew.
 */
final class FactsOnDay {
    private static final double DAYS_OF_QUARTER = 365.25 / 4;
    /** Three quarters of 12 weeks each are 22 days short of nine months. */
    private static final int DAYS_TOO_EARLY = 22;
    /** A quarter of 17 weeks is 28 days longer than three months. */
    private static final int DAYS_TOO_LATE = 28;

    private static final int NONE = -1;

    private final KnownFacts known;
    private final FactHistory facts;
    private final Quarters[] items;
    private int column = NONE;
    private int day;

    /** The entries of one item that count, by quarter. */
    private static final class Quarters {
        private int column = NONE;
        private int day;
        /** Place, among the item's entries by when they become known, of the first that is not. */
        private int next;

        private int first;
        private int newest;
        private int[] entries = {};
    }

    FactsOnDay(KnownFacts known) {
        this.known = known;
        this.facts = known.history();
        this.items = new Quarters[facts.items().size()];
        Arrays.setAll(items, item -> new Quarters());
    }

    /** Goes to a ticker and a day since 1970-01-01. */
    FactsOnDay goTo(int tickerColumn, int epochDay) {
        column = tickerColumn;
        day = epochDay;
        return this;
    }

    /** Latest quarter of which anything is known; the least number there is if nothing is. */
    int newestQuarter(Source source) {
        return Math.max(newestQuarter(source.item()), newestQuarter(source.precomputed()));
    }

    private int newestQuarter(int item) {
        return item < 0 ? Integer.MIN_VALUE : quarters(item).newest;
    }

    /** Earliest quarter that has an entry, known or not; the greatest number there is if none has. */
    int oldestQuarter(Source source) {
        return Math.min(oldestQuarter(source.item()), oldestQuarter(source.precomputed()));
    }

    private int oldestQuarter(int item) {
        return item >= 0 && facts.start(column, item) < facts.end(column, item)
                ? facts.quarter(facts.start(column, item))
                : Integer.MAX_VALUE;
    }

    /** End of a quarter as the newest known revision of an item has it; the greatest number there is if none is known. */
    int periodEnd(int item, int quarter) {
        int entry = newestKnown(item, quarter);
        return entry < 0 ? Integer.MAX_VALUE : facts.periodEnd(entry);
    }

    /**
     * Value of an input for the fiscal quarter {@code back} quarters before another one.
     *
     * @param quarter the quarter that counts on the day
     * @param back quarters before it, 0 or more
     * @return NaN if it is missing; so it is if the two quarters' ends, both known, are not that far apart
     */
    double value(Source source, int quarter, int back) {
        int item = item(source);
        int quarters = count(source);
        int last = quarter - back;
        int entry = newestKnown(item, last - quarters + 1);
        if (entry < 0) {
            return Double.NaN;
        }
        double sum = 0;
        sum += facts.value(entry);
        for (int q = last - quarters + 2; q <= last; q++) {
            int next = newestKnown(item, q);
            if (next < 0 || !areApart(entry, next)) {
                return Double.NaN;
            }
            sum += facts.value(next);
            entry = next;
        }
        if (known.endsCount() && !hasWholeQuarters(item, quarter, back, quarters)) {
            return Double.NaN;
        }
        return source.aggregation() == Aggregation.AVG5 && quarters > 1 ? sum / quarters : sum;
    }

    /** True if a fact without publication date is among those of which {@link #value}, which is there, is computed. */
    boolean restsOnLag(Source source, int quarter, int back) {
        int item = item(source);
        int last = quarter - back;
        for (int q = last - count(source) + 1; q <= last; q++) {
            int entry = newestKnown(item, q);
            if (entry >= 0 && facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE) {
                return true;
            }
        }
        return false;
    }

    /** The facts that {@link #value} is computed from, by quarter; empty if it is missing. */
    List<KnownFact> entered(Source source, int quarter, int back) {
        if (Double.isNaN(value(source, quarter, back))) {
            return List.of();
        }
        int item = item(source);
        int last = quarter - back;
        return IntStream.rangeClosed(last - count(source) + 1, last)
                .map(q -> newestKnown(item, q))
                .mapToObj(entry -> known.fact(item, entry))
                .toList();
    }

    /** Why {@link #value} is missing, once it is: nothing of it is known on the day, or not the quarters that it needs. */
    MissingReason whyMissing(Source source) {
        return newestQuarter(source) == Integer.MIN_VALUE ? MissingReason.NO_FACT : MissingReason.QUARTERS_MISSING;
    }

    private int item(Source source) {
        return day >= source.precomputedFrom() ? source.precomputed() : source.item();
    }

    private int count(Source source) {
        return day >= source.precomputedFrom() ? 1 : source.aggregation().quarters();
    }

    /**
     * False if the quarter of a value is not {@code back} quarters before the one that counts, or if the first of several
     * quarters of a flow began elsewhere than where the one before it, if that is known, ended.
     */
    private boolean hasWholeQuarters(int item, int quarter, int back, int quarters) {
        int last = quarter - back;
        if (back > 0) {
            int now = newestKnown(item, quarter);
            if (now >= 0 && !areApart(newestKnown(item, last), now)) {
                return false;
            }
        }
        if (quarters > 1 && facts.statement(item) != StatementType.BS) {
            int before = newestKnown(item, last - quarters);
            return before < 0 || areApart(before, newestKnown(item, last - quarters + 1));
        }
        return true;
    }

    /**
     * True if the ends of two quarters are as far apart as their numbers say: 91.3 days a quarter, at most 22 days less and 28
     * days more. Weeks that do not fit into months are within that, a quarter of two or four months is not.
     */
    private boolean areApart(int earlier, int later) {
        if (!known.endsCount()) {
            return true;
        }
        int quarters = facts.quarter(later) - facts.quarter(earlier);
        double off = facts.periodEnd(later) - facts.periodEnd(earlier) - quarters * DAYS_OF_QUARTER;
        return off >= -DAYS_TOO_EARLY && off <= DAYS_TOO_LATE;
    }

    /** Entry of the newest revision of a quarter that is known, or -1. */
    private int newestKnown(int item, int quarter) {
        if (item < 0) {
            return NONE;
        }
        Quarters quarters = quarters(item);
        int at = quarter - quarters.first;
        return at >= 0 && quarter <= quarters.newest ? quarters.entries[at] : NONE;
    }

    private Quarters quarters(int item) {
        Quarters quarters = items[item];
        if (quarters.column != column || quarters.day > day) {
            begin(quarters, facts.start(column, item), facts.end(column, item));
        }
        if (quarters.day < day) {
            add(quarters, facts.end(column, item));
        }
        return quarters;
    }

    private void begin(Quarters quarters, int start, int end) {
        quarters.column = column;
        quarters.day = Integer.MIN_VALUE;
        quarters.next = start;
        quarters.newest = Integer.MIN_VALUE;
        quarters.first = start == end ? 0 : facts.quarter(start);
        int size = start == end ? 0 : facts.quarter(end - 1) - quarters.first + 1;
        if (quarters.entries.length < size) {
            quarters.entries = new int[size];
        }
        Arrays.fill(quarters.entries, 0, size, NONE);
    }

    /** Entries are in the order of quarters, then of revisions: of those known, the last one of a quarter counts. */
    private void add(Quarters quarters, int end) {
        for (; quarters.next < end; quarters.next++) {
            int entry = known.byKnownFrom(quarters.next);
            if (known.knownFrom(entry) > day) {
                break;
            }
            int quarter = facts.quarter(entry);
            int at = quarter - quarters.first;
            quarters.entries[at] = Math.max(quarters.entries[at], entry);
            quarters.newest = Math.max(quarters.newest, quarter);
        }
        quarters.day = day;
    }
}
