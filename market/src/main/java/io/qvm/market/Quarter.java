package io.qvm.market;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Arithmetic of fiscal quarters as consecutive whole numbers: {@code year * 4 + quarter - 1}.
 *
 * <p>A number rather than an object, because fact histories hold hundreds of thousands of them.
 */
public final class Quarter {
    private Quarter() {}

    /**
     * Number of a fiscal quarter.
     *
     * @param quarter 1 to 4
     */
    public static int of(int year, int quarter) {
        if (quarter < 1 || quarter > 4) {
            throw new IllegalArgumentException("quarter must be 1 to 4, was " + quarter + " in " + year);
        }
        return year * 4 + quarter - 1;
    }

    public static int year(int number) {
        return Math.floorDiv(number, 4);
    }

    /** 1 to 4. */
    public static int quarterOfYear(int number) {
        return Math.floorMod(number, 4) + 1;
    }

    /** Last day of the calendar quarter with the same year and number. */
    public static LocalDate calendarEnd(int number) {
        return YearMonth.of(year(number), quarterOfYear(number) * 3).atEndOfMonth();
    }

    /** For messages: {@code 2021Q3}. */
    public static String format(int number) {
        return year(number) + "Q" + quarterOfYear(number);
    }
}
