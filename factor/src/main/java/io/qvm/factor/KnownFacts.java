package io.qvm.factor;

import io.qvm.factor.formula.Aggregation;
import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.StatementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private final ReportingLag lag;
    private final boolean endsCount;

    KnownFacts(FactHistory facts, ReportingLag lag, ModelSpec.QuarterRule rule) {
        this.facts = facts;
        this.lag = lag;
        this.endsCount = rule == ModelSpec.QuarterRule.LATEST_KNOWN;
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
                .map(entry -> knownFrom(item, entry))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Days since 1970-01-01 on which a fact from which an input's values for a ticker come becomes known. */
    IntStream publications(Source source, int column) {
        return IntStream.of(source.item, source.precomputed)
                .flatMap(item -> entries(item, column).map(entry -> knownFrom(item, entry)));
    }

    private IntStream entries(int item, int column) {
        return item < 0 ? IntStream.empty() : IntStream.range(facts.start(column, item), facts.end(column, item));
    }

    /** Day since 1970-01-01 from which on an entry of an item is known. */
    private int knownFrom(int item, int entry) {
        int published = facts.publishedOn(entry);
        return published == FactHistory.UNKNOWN_DATE
                ? facts.periodEnd(entry) + lag.days(facts.statement(item), facts.quarter(entry))
                : published;
    }

    /** Latest quarter of which anything is known on a day; the least number there is if nothing is. */
    int newestQuarter(Source source, int column, int day) {
        return Math.max(newestQuarter(source.item, column, day), newestQuarter(source.precomputed, column, day));
    }

    private int newestQuarter(int item, int column, int day) {
        if (item >= 0) {
            for (int entry = facts.end(column, item) - 1; entry >= facts.start(column, item); entry--) {
                if (knownFrom(item, entry) <= day) {
                    return facts.quarter(entry);
                }
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Earliest quarter that has an entry, known or not; the greatest number there is if none has. */
    int oldestQuarter(Source source, int column) {
        return IntStream.of(source.item, source.precomputed)
                .flatMap(item -> entries(item, column))
                .map(facts::quarter)
                .min()
                .orElse(Integer.MAX_VALUE);
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
        int before = -1;
        double sum = 0;
        for (int q = last - quarters + 1; q <= last; q++) {
            int entry = newestKnown(item, column, q, day);
            if (entry < 0 || (before >= 0 && !areApart(before, entry))) {
                return Double.NaN;
            }
            sum += facts.value(entry);
            before = entry;
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
        boolean byLag = false;
        for (int q = last - quarters(source, day) + 1; q <= last; q++) {
            int entry = newestKnown(item, column, q, day);
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
                        knownFrom(item, entry),
                        facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE))
                .toList();
    }

    /** Why {@link #value} is missing; empty if it is not. */
    Optional<FactGap> gap(Source source, int column, int quarter, int back, int day) {
        if (!Double.isNaN(value(source, column, quarter, back, day))) {
            return Optional.empty();
        }
        boolean anyKnown = newestQuarter(item(source, day), column, day) != Integer.MIN_VALUE;
        return Optional.of(anyKnown ? FactGap.NOT_CONSECUTIVE : FactGap.NONE_KNOWN);
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
            if (knownFrom(item, entry) <= day) {
                return entry;
            }
        }
        return -1;
    }
}
