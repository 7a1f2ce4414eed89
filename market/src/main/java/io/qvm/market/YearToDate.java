package io.qvm.market;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns flows that are reported for the year to date into single quarters, as they were known.
 *
 * <p>The first quarter is what is reported. A later one is its year to date less the year to date of the quarter before, and
 * needs both. Whenever one of the two becomes known or is revised, the single quarter gets a revision that is known from then
 * on: on every day the newest single quarter known is the difference of the newest two values known.
 *
 * <p>Facts without publication date are known by the factor model's reporting lag, which is not known here:
 *
 * <ul>
 *   <li>of two without date the difference has none, so that the lag runs from the later quarter's end;
 *   <li>where the later one has a date, the difference has it: who has published nine months has published six;
 *   <li>where only the earlier one has a date, the difference has none, or, if that date is after the later quarter's end, that
 *       date but at least {@link #LONGEST_LAG} days after that end, when any lag has passed.
 * </ul>
 *
 * <p>Balance-sheet items, and items that come precomputed under the text of a formula, stay as they are.
 */
public final class YearToDate {
    /** Longest reporting lag that a factor model may have, in days. */
    public static final int LONGEST_LAG = 366;

    private static final int EXAMPLES = 3;
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final FactHistory reported;
    private final FactHistory.Builder to;
    private final List<String> examples = new ArrayList<>();
    private int leftOut;

    private YearToDate(FactHistory reported, FactHistory.Builder to) {
        this.reported = reported;
        this.to = to;
    }

    /**
     * What became of it.
     *
     * @param quarters of which there is no single quarter, because the year to date of the quarter before is missing
     * @param examples the first few of them
     */
    public record LeftOut(int quarters, List<String> examples) {}

    /**
     * Adds all facts of a history, flows as single quarters.
     *
     * @throws InvalidInputException if a difference is not finite
     */
    public static LeftOut addSingleQuarters(FactHistory reported, FactHistory.Builder to) {
        YearToDate flows = new YearToDate(reported, to);
        for (int column = 0; column < reported.tickers().size(); column++) {
            for (int item = 0; item < reported.items().size(); item++) {
                flows.add(column, item);
            }
        }
        return new LeftOut(flows.leftOut, List.copyOf(flows.examples));
    }

    private void add(int column, int item) {
        boolean flow = reported.statement(item) != StatementType.BS
                && !reported.items().get(item).contains("(");
        int end = reported.end(column, item);
        int before = -1;
        for (int start = reported.start(column, item); start < end; ) {
            int next = start + 1;
            while (next < end && reported.quarter(next) == reported.quarter(start)) {
                next++;
            }
            if (!flow || Quarter.quarterOfYear(reported.quarter(start)) == 1) {
                for (int entry = start; entry < next; entry++) {
                    add(
                            column,
                            item,
                            entry,
                            reported.revision(entry),
                            reported.publishedOn(entry),
                            reported.value(entry));
                }
            } else if (before >= 0 && reported.quarter(before) == reported.quarter(start) - 1) {
                addDifferences(column, item, before, start, next);
            } else {
                leaveOut(column, item, start);
            }
            before = start;
            start = next;
        }
    }

    private void add(int column, int item, int entry, int revision, int publishedOn, double value) {
        to.add(
                reported.tickers().ticker(column),
                reported.items().get(item),
                reported.statement(item),
                reported.quarter(entry),
                revision,
                reported.periodEnd(entry),
                publishedOn,
                value);
    }

    private void leaveOut(int column, int item, int entry) {
        leftOut++;
        if (examples.size() < EXAMPLES) {
            examples.add(name(column, item, entry));
        }
    }

    private String name(int column, int item, int entry) {
        return reported.tickers().ticker(column) + " " + reported.items().get(item) + " "
                + Quarter.format(reported.quarter(entry));
    }

    /** A revision of a single quarter: the year to date, that of the quarter before, and from when on both are known. */
    private record Difference(int entry, int before, int publishedOn) {}

    /**
     * Adds the differences of revisions {@code [start, next)} and those of the quarter before, {@code [before, start)}.
     *
     * <p>On every day the highest known revision counts, of either. So it does of all pairs in ascending order; pairs that are
     * known no earlier than a higher one never count and are left out.
     */
    private void addDifferences(int column, int item, int before, int start, int next) {
        List<Difference> counting = new ArrayList<>();
        long earliest = NEVER;
        long earliestUndatedEnd = NEVER;
        for (int entry = next - 1; entry >= start; entry--) {
            int end = reported.periodEnd(entry);
            for (int minus = start - 1; minus >= before; minus--) {
                int published = publishedOn(entry, minus);
                if (published == FactHistory.UNKNOWN_DATE) {
                    if (earliestUndatedEnd > end && earliest > end) {
                        counting.add(new Difference(entry, minus, published));
                    }
                    earliestUndatedEnd = Math.min(earliestUndatedEnd, end);
                } else if (earliest > published && earliestUndatedEnd + LONGEST_LAG > published) {
                    counting.add(new Difference(entry, minus, published));
                    earliest = published;
                }
            }
        }
        Collections.reverse(counting);
        for (int revision = 0; revision < counting.size(); revision++) {
            Difference d = counting.get(revision);
            double value = reported.value(d.entry) - reported.value(d.before);
            if (!Double.isFinite(value)) {
                throw new InvalidInputException("the year to date of " + name(column, item, d.entry) + ", "
                        + reported.value(d.entry) + ", less that of the quarter before, " + reported.value(d.before)
                        + ", is not finite; both must be amounts of money");
            }
            add(column, item, d.entry, revision, d.publishedOn, value);
        }
    }

    private int publishedOn(int entry, int before) {
        int published = reported.publishedOn(entry);
        int publishedBefore = reported.publishedOn(before);
        if (published != FactHistory.UNKNOWN_DATE) {
            return Math.max(published, publishedBefore);
        }
        int end = reported.periodEnd(entry);
        return publishedBefore <= end ? FactHistory.UNKNOWN_DATE : Math.max(publishedBefore, end + LONGEST_LAG);
    }
}
