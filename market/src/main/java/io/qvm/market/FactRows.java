package io.qvm.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Facts as they arrive, in columns: 28 bytes a row, and no object per row.
 *
 * <p>{@link #order} brings them into the order of a {@link FactHistory} and settles quarters that are there more than once; the
 * result does not depend on the order of arrival. Cost is O(n) plus sorting within a ticker's item.
 */
final class FactRows {
    private final TickerIndex tickers;
    private final IntColumn ticker = new IntColumn();
    /** Provisional id of the item in the upper half, quarter in the lower. */
    private final IntColumn itemAndQuarter = new IntColumn();

    private final IntColumn revision = new IntColumn();
    private final IntColumn periodEnd = new IntColumn();
    private final IntColumn publishedOn = new IntColumn();
    private final DoubleColumn value = new DoubleColumn();
    private final List<String> sources = new ArrayList<>();
    private final List<Integer> sourceStarts = new ArrayList<>();

    FactRows(TickerIndex tickers) {
        this.tickers = tickers;
    }

    int size() {
        return ticker.size();
    }

    /** Names where the rows that follow come from. */
    void from(String source) {
        sources.add(source);
        sourceStarts.add(size());
    }

    /** What to begin a message about a row with: its source, if that has a name. */
    String sourceOf(int row) {
        int at = sources.size() - 1;
        while (at >= 0 && sourceStarts.get(at) > row) {
            at--;
        }
        return at < 0 ? "" : sources.get(at) + ": ";
    }

    void add(int column, int item, int quarter, int revision, int periodEnd, int publishedOn, double value) {
        this.ticker.add(column);
        this.itemAndQuarter.add(item << 16 | quarter);
        this.revision.add(revision);
        this.periodEnd.add(periodEnd);
        this.publishedOn.add(publishedOn);
        this.value.add(value);
    }

    /**
     * Rows in the order of a history, see {@link FactHistory}.
     *
     * @param rows numbers of the rows that stay, in order, up to {@code offsets[offsets.length - 1]}
     * @param offsets first of them for each ticker's item, and one past the last
     */
    record Order(int[] rows, int[] offsets) {
        int size() {
            return offsets[offsets.length - 1];
        }
    }

    /**
     * Sorts, and settles what is there more than once.
     *
     * @param items names of items, ascending
     * @param finalIds their places by provisional id
     */
    Order order(List<String> items, int[] finalIds) {
        int slots = tickers.size() * items.size();
        int[] starts = new int[slots + 1];
        for (int row = 0; row < size(); row++) {
            starts[slot(row, finalIds, items.size()) + 1]++;
        }
        for (int slot = 0; slot < slots; slot++) {
            starts[slot + 1] += starts[slot];
        }
        int[] rows = new int[size()];
        int[] next = Arrays.copyOf(starts, slots);
        for (int row = 0; row < rows.length; row++) {
            rows[next[slot(row, finalIds, items.size())]++] = row;
        }
        int kept = 0;
        for (int slot = 0; slot < slots; slot++) {
            int from = starts[slot];
            int to = starts[slot + 1];
            sort(rows, from, to);
            starts[slot] = kept;
            for (int start = from; start < to; ) {
                int end = start + 1;
                while (end < to && quarter(rows[end]) == quarter(rows[start])) {
                    end++;
                }
                kept = settle(rows, start, end, kept, items.get(slot % items.size()));
                start = end;
            }
        }
        starts[slots] = kept;
        return new Order(rows, starts);
    }

    private int slot(int row, int[] finalIds, int items) {
        return ticker.get(row) * items + finalIds[itemAndQuarter.get(row) >>> 16];
    }

    private void sort(int[] rows, int from, int to) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = compare(rows[i - 1], rows[i]) <= 0;
        }
        if (!sorted) {
            Integer[] boxed = new Integer[to - from];
            Arrays.setAll(boxed, i -> rows[from + i]);
            Arrays.sort(boxed, this::compare);
            for (int i = 0; i < boxed.length; i++) {
                rows[from + i] = boxed[i];
            }
        }
    }

    private int compare(int a, int b) {
        int order = Integer.compare(quarter(a), quarter(b));
        order = order != 0 ? order : Integer.compare(revision.get(a), revision.get(b));
        order = order != 0 ? order : Integer.compare(publishedOn.get(a), publishedOn.get(b));
        order = order != 0 ? order : Integer.compare(periodEnd.get(a), periodEnd.get(b));
        return order != 0 ? order : Double.compare(value.get(a), value.get(b));
    }

    /** Moves the rows of one quarter, sorted, to where the kept ones end; gives the new end. */
    private int settle(int[] rows, int start, int end, int kept, String item) {
        int last = kept;
        rows[last] = rows[start];
        boolean repeated = false;
        for (int i = start + 1; i < end; i++) {
            int row = rows[i];
            int before = rows[last];
            if (compare(before, row) == 0) {
                continue;
            }
            boolean sameRevision = revision.get(before) == revision.get(row);
            if (sameRevision && publishedOn.get(before) == publishedOn.get(row)) {
                throw contradiction(before, row, item);
            }
            repeated |= sameRevision;
            rows[++last] = row;
        }
        if (repeated) {
            for (int i = kept; i <= last; i++) {
                revision.set(rows[i], i - kept);
            }
        }
        return last + 1;
    }

    private InvalidInputException contradiction(int a, int b, String item) {
        boolean values = Double.compare(value.get(a), value.get(b)) != 0;
        String both = values
                ? value.get(a) + " and " + value.get(b)
                : LocalDate.ofEpochDay(periodEnd.get(a)) + " and " + LocalDate.ofEpochDay(periodEnd.get(b));
        String published = publishedOn.get(a) == FactHistory.UNKNOWN_DATE
                ? "without publication date"
                : "published on " + LocalDate.ofEpochDay(publishedOn.get(a));
        String other = Objects.equals(sourceOf(a), sourceOf(b))
                ? ""
                : " (the second one from " + sourceOf(b).replaceFirst(": $", "") + ")";
        return new InvalidInputException(sourceOf(a) + "two " + (values ? "values" : "period ends") + " for "
                + tickers.ticker(ticker.get(a)) + " " + item + " " + Quarter.format(quarter(a)) + ", both revision "
                + revision.get(a) + " and " + published + ": " + both + other
                + "; give one of them, or publication dates or revisions that tell them apart");
    }

    private int quarter(int row) {
        return itemAndQuarter.get(row) & 0xffff;
    }

    /** Quarters by place; the rows are spent bit by bit by this and what follows. */
    short[] takeQuarters(Order order) {
        ticker.clear();
        short[] quarters = new short[order.size()];
        for (int i = 0; i < quarters.length; i++) {
            quarters[i] = (short) quarter(order.rows[i]);
        }
        itemAndQuarter.clear();
        return quarters;
    }

    int[] takeRevisions(Order order) {
        return revision.take(order.rows, order.size());
    }

    int[] takePeriodEnds(Order order) {
        return periodEnd.take(order.rows, order.size());
    }

    int[] takePublications(Order order) {
        return publishedOn.take(order.rows, order.size());
    }

    double[] takeValues(Order order) {
        return value.take(order.rows, order.size());
    }
}
