package io.qvm.factor;

import io.qvm.factor.formula.Aggregation;
import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.StatementType;
import java.util.function.IntConsumer;

/**
 * Facts, and from when on each is known; {@link FactsOnDay} says what they come to on a day.
 *
 * <p>A fact is known from its publication date on, or, without one, from the reporting lag after its period's end on. Of
 * several revisions of a quarter the one with the highest number among those known counts, whatever the order in which they
 * were published; later ones do not exist yet.
 *
 * <p>Sums and averages are computed from single quarters, unless the data brings them precomputed. From the day on which
 * it does so for any ticker it is taken at its word for all: where it gives none, there is none.
 *
 * <p>Under {@code latest_known} quarters that follow each other by number must do so by their ends as well, see {@link
 * FactsOnDay}: where a company changed its fiscal year, a sum over the change would be of more or less than a year.
 */
final class KnownFacts {
    private final FactHistory facts;
    /** Day since 1970-01-01 from which on each entry is known. */
    private final int[] knownFrom;

    /** Entries of each ticker's item in the order in which they become known. */
    private final int[] byKnownFrom;

    private final boolean endsCount;

    KnownFacts(FactHistory facts, ReportingLag lag, ModelSpec.QuarterRule rule) {
        this.facts = facts;
        this.knownFrom = knownFrom(facts, lag);
        this.byKnownFrom = byKnownFrom(facts, knownFrom);
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

    /** They nearly are in that order: statements come out quarter by quarter, and few are restated. */
    private static int[] byKnownFrom(FactHistory facts, int[] knownFrom) {
        int[] order = new int[knownFrom.length];
        for (int item = 0; item < facts.items().size(); item++) {
            for (int column = 0; column < facts.tickers().size(); column++) {
                int start = facts.start(column, item);
                int end = facts.end(column, item);
                for (int entry = start; entry < end; entry++) {
                    int at = entry;
                    while (at > start && knownFrom[order[at - 1]] > knownFrom[entry]) {
                        order[at] = order[at - 1];
                        at--;
                    }
                    order[at] = entry;
                }
            }
        }
        return order;
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

    FactHistory history() {
        return facts;
    }

    /** Day since 1970-01-01 from which on an entry is known. */
    int knownFrom(int entry) {
        return knownFrom[entry];
    }

    /** The entry at a place of its ticker's item, from its start to its end, in the order in which entries become known. */
    int byKnownFrom(int place) {
        return byKnownFrom[place];
    }

    /** Whether quarters that follow each other by number must do so by their ends. */
    boolean endsCount() {
        return endsCount;
    }

    /** What is known of a ticker on a day. */
    FactsOnDay on(int column, int day) {
        return new FactsOnDay(this).goTo(column, day);
    }

    /** An entry, as it is told. */
    KnownFact fact(int item, int entry) {
        return new KnownFact(
                facts.items().get(item),
                facts.quarter(entry),
                facts.revision(entry),
                facts.value(entry),
                facts.periodEnd(entry),
                knownFrom[entry],
                facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE);
    }
}
