package io.qvm.factor;

import io.qvm.factor.formula.Aggregation;
import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.StatementType;
import java.util.stream.IntStream;

/**
 * Facts as they were known on a day.
 *
 * <p>A fact is known from its publication date on, or, without one, from {@code lagDays} after its period's end on. Of
 * several revisions of a quarter the newest one known counts; later ones do not exist yet.
 *
 * <p>Sums and averages are computed from single quarters, unless the data brings them precomputed. From the day on which
 * it does so for any ticker it is taken at its word for all: where it gives none, there is none.
 */
final class KnownFacts {
    private final FactHistory facts;
    private final int lagDays;

    KnownFacts(FactHistory facts, int lagDays) {
        this.facts = facts;
        this.lagDays = lagDays;
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
        return IntStream.range(0, facts.tickers().size())
                .flatMap(column -> entries(item, column))
                .map(this::knownFrom)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** All entries from which an input's values for a ticker come. */
    IntStream entries(Source source, int column) {
        return IntStream.concat(entries(source.item, column), entries(source.precomputed, column));
    }

    private IntStream entries(int item, int column) {
        return item < 0 ? IntStream.empty() : IntStream.range(facts.start(column, item), facts.end(column, item));
    }

    /** Day since 1970-01-01 from which on an entry is known. */
    int knownFrom(int entry) {
        int published = facts.publishedOn(entry);
        return published == FactHistory.UNKNOWN_DATE ? facts.periodEnd(entry) + lagDays : published;
    }

    /** Latest quarter of which anything is known on a day; the least number there is if nothing is. */
    int newestQuarter(Source source, int column, int day) {
        return Math.max(newestQuarter(source.item, column, day), newestQuarter(source.precomputed, column, day));
    }

    private int newestQuarter(int item, int column, int day) {
        if (item >= 0) {
            for (int entry = facts.end(column, item) - 1; entry >= facts.start(column, item); entry--) {
                if (knownFrom(entry) <= day) {
                    return facts.quarter(entry);
                }
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Earliest quarter that has an entry, known or not; the greatest number there is if none has. */
    int oldestQuarter(Source source, int column) {
        return entries(source, column).map(facts::quarter).min().orElse(Integer.MAX_VALUE);
    }

    /** End of a quarter as its newest known revision has it; the greatest number there is if none is known. */
    int periodEnd(int item, int column, int quarter, int day) {
        int entry = newestKnown(item, column, quarter, day);
        return entry < 0 ? Integer.MAX_VALUE : facts.periodEnd(entry);
    }

    /** Value of an input for a ticker and a fiscal quarter as known on a day; NaN if missing. */
    double value(Source source, int column, int quarter, int day) {
        if (day >= source.precomputedFrom) {
            return single(source.precomputed, column, quarter, day);
        }
        int quarters = source.aggregation.quarters();
        if (quarters == 1) {
            return single(source.item, column, quarter, day);
        }
        double sum = 0;
        for (int q = quarter - quarters + 1; q <= quarter; q++) {
            sum += single(source.item, column, q, day);
        }
        return source.aggregation == Aggregation.AVG5 ? sum / quarters : sum;
    }

    private double single(int item, int column, int quarter, int day) {
        int entry = newestKnown(item, column, quarter, day);
        return entry < 0 ? Double.NaN : facts.value(entry);
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
            if (knownFrom(entry) <= day) {
                return entry;
            }
        }
        return -1;
    }
}
