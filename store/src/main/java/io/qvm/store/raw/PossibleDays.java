package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import java.time.LocalDate;

/** The days that rows of a market may be of: those of the years that facts may be of. */
final class PossibleDays {
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2200;
    private static final int FIRST = day(FIRST_YEAR, 1, 1);
    private static final int LAST = day(LAST_YEAR, 12, 31);

    /** Beyond these not even a panel that is only looked at could be laid out. */
    private static final int FIRST_OF_ALL = day(0, 1, 1);

    private static final int LAST_OF_ALL = day(9999, 12, 31);

    private PossibleDays() {}

    private static int day(int year, int month, int dayOfMonth) {
        return Math.toIntExact(LocalDate.of(year, month, dayOfMonth).toEpochDay());
    }

    /**
     * Whether a row may be of a day.
     *
     * @param absurd whether days that cannot be are let through, for those who tell of them
     */
    static boolean has(int epochDay, boolean absurd) {
        return absurd ? epochDay >= FIRST_OF_ALL && epochDay <= LAST_OF_ALL : epochDay >= FIRST && epochDay <= LAST;
    }

    static InvalidInputException refusal(String dataset, int epochDay, String ticker) {
        return new InvalidInputException("dataset " + dataset + " has a row of " + LocalDate.ofEpochDay(epochDay)
                + " for " + ticker + "; it must be within the years " + FIRST_YEAR + " to " + LAST_YEAR);
    }
}
