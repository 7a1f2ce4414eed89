package io.qvm.factor;

import io.qvm.market.DateIndex;
import java.time.LocalDate;

/**
 * The days along which terms are evaluated, ascending.
 *
 * <p>Outside of daily functions these are the days to be scored, which need not be trading days; a market field is then its
 * latest value that counts. Inside they are trading days, and a field is its value of that very day, or missing.
 */
final class Axis {
    /** No days. */
    static final Axis NONE = new Axis(new int[0], new int[0], true);

    private final LocalDate[] days;
    private final int[] epochDays;
    private final int[] rows;
    private final boolean asOf;

    private Axis(int[] epochDays, int[] rows, boolean asOf) {
        this.epochDays = epochDays;
        this.rows = rows;
        this.asOf = asOf;
        this.days = new LocalDate[epochDays.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = LocalDate.ofEpochDay(epochDays[i]);
        }
    }

    /** Days to be scored. */
    static Axis ofDays(DateIndex days, DateIndex dates) {
        int[] rows = new int[days.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = dates.floor(days.date(i));
        }
        return new Axis(days.toEpochDays(), rows, true);
    }

    /** Trading days, by their rows in the data. */
    static Axis ofTradingDays(int[] rows, DateIndex dates) {
        int[] epochDays = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            epochDays[i] = dates.epochDay(rows[i]);
        }
        return new Axis(epochDays, rows, false);
    }

    int size() {
        return rows.length;
    }

    LocalDate day(int i) {
        return days[i];
    }

    int epochDay(int i) {
        return epochDays[i];
    }

    /** Row of the data on or before a day, -1 if there is none. */
    int row(int i) {
        return rows[i];
    }

    /** True if fields are as of the day, false if they are of the very day. */
    boolean asOf() {
        return asOf;
    }

    DateIndex dates() {
        return DateIndex.of(epochDays);
    }
}
