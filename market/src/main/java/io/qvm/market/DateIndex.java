package io.qvm.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An ascending list of distinct dates: the rows of a {@link Panel}.
 *
 * <p>Immutable. Dates are kept as days since 1970-01-01; every look-up is a binary search.
 */
public final class DateIndex {
    private final int[] epochDays;

    private DateIndex(int[] epochDays) {
        this.epochDays = epochDays;
    }

    /**
     * Makes an index of these days.
     *
     * @param epochDays days since 1970-01-01, strictly ascending
     * @throws IllegalArgumentException if they are not strictly ascending
     */
    public static DateIndex of(int[] epochDays) {
        for (int i = 1; i < epochDays.length; i++) {
            if (epochDays[i] <= epochDays[i - 1]) {
                throw new IllegalArgumentException("dates must be strictly ascending, but "
                        + LocalDate.ofEpochDay(epochDays[i]) + " follows " + LocalDate.ofEpochDay(epochDays[i - 1]));
            }
        }
        return new DateIndex(epochDays.clone());
    }

    /** Makes an index of these dates in any order; repeated ones count once. */
    public static DateIndex ofDates(Iterable<LocalDate> dates) {
        IntStream.Builder days = IntStream.builder();
        dates.forEach(date -> days.add(Math.toIntExact(date.toEpochDay())));
        return new DateIndex(days.build().sorted().distinct().toArray());
    }

    public int size() {
        return epochDays.length;
    }

    public boolean isEmpty() {
        return epochDays.length == 0;
    }

    public LocalDate date(int row) {
        return LocalDate.ofEpochDay(epochDays[row]);
    }

    public int epochDay(int row) {
        return epochDays[row];
    }

    /** Row of a date, or -1 if the index does not hold it. */
    public int indexOf(LocalDate date) {
        int at = search(date);
        return at >= 0 ? at : -1;
    }

    /** Last row on or before a date, or -1 if every row is later. */
    public int floor(LocalDate date) {
        int at = search(date);
        return at >= 0 ? at : -at - 2;
    }

    /** First row on or after a date, or {@link #size()} if every row is earlier. */
    public int ceiling(LocalDate date) {
        int at = search(date);
        return at >= 0 ? at : -at - 1;
    }

    /** The rows {@code from} (inclusive) to {@code to} (exclusive) as an index of their own. */
    public DateIndex slice(int from, int to) {
        return new DateIndex(Arrays.copyOfRange(epochDays, from, to));
    }

    /** A copy of the days since 1970-01-01. */
    public int[] toEpochDays() {
        return epochDays.clone();
    }

    private int search(LocalDate date) {
        return Arrays.binarySearch(epochDays, Math.toIntExact(date.toEpochDay()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateIndex that && Arrays.equals(epochDays, that.epochDays);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(epochDays);
    }

    @Override
    public String toString() {
        return isEmpty() ? "no dates" : size() + " dates, " + date(0) + " to " + date(size() - 1);
    }
}
