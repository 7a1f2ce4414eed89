package io.qvm.factor;

import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The one quarter that counts on a day if publication follows the calendar: the latest, of this year's and last year's,
 * whose end lies at least the reporting lag back; the longest one if statements differ in it, because one quarter counts for
 * all.
 */
final class CalendarQuarters {
    /** Stands for no quarter. */
    static final int NONE = Integer.MIN_VALUE;

    /** Facts lie within these years, and days to be scored hardly lie elsewhere. */
    private static final int FIRST = Quarter.of(1900, 1);

    private static final int LAST = Quarter.of(2200, 4);

    private final int[] lags = new int[4];
    private final int[] publishedOn = new int[LAST - FIRST + 1];
    private final ModelSpec.BalanceSheetRule balanceSheetRule;

    CalendarQuarters(ReportingLag lag, ModelSpec.BalanceSheetRule balanceSheetRule) {
        for (int quarter = 1; quarter <= lags.length; quarter++) {
            lags[quarter - 1] = lag.longest(Quarter.of(0, quarter));
        }
        Arrays.setAll(publishedOn, i -> findPublishedOn(FIRST + i));
        this.balanceSheetRule = balanceSheetRule;
    }

    /** The quarter for sums, averages and flows, or {@link #NONE}. */
    int quarter(int epochDay) {
        int year = LocalDate.ofEpochDay(epochDay).getYear();
        return latest(epochDay, Quarter.of(year - 1, 1), Quarter.of(year, 4));
    }

    /** The quarter for single balance-sheet values, or {@link #NONE}. */
    int balanceSheetQuarter(int epochDay) {
        if (balanceSheetRule == ModelSpec.BalanceSheetRule.SAME) {
            return quarter(epochDay);
        }
        int year = LocalDate.ofEpochDay(epochDay).getYear();
        return latest(epochDay, Quarter.of(year - 1, 4), Quarter.of(year, 4));
    }

    /** Days in a range on which one of the two can change. */
    IntStream changes(int firstDay, int lastDay) {
        int firstYear = LocalDate.ofEpochDay(firstDay).getYear();
        int lastYear = LocalDate.ofEpochDay(lastDay).getYear();
        IntStream publications = IntStream.rangeClosed(Quarter.of(firstYear - 2, 1), Quarter.of(lastYear, 4))
                .map(this::publishedOn);
        IntStream newYears = IntStream.rangeClosed(firstYear, lastYear)
                .map(year -> Math.toIntExact(LocalDate.of(year, 1, 1).toEpochDay()));
        return IntStream.concat(publications, newYears).filter(day -> day >= firstDay && day <= lastDay);
    }

    private int latest(int epochDay, int first, int last) {
        for (int quarter = last; quarter >= first; quarter--) {
            if (publishedOn(quarter) <= epochDay) {
                return quarter;
            }
        }
        return NONE;
    }

    private int publishedOn(int quarter) {
        return quarter >= FIRST && quarter <= LAST ? publishedOn[quarter - FIRST] : findPublishedOn(quarter);
    }

    private int findPublishedOn(int quarter) {
        return Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay()) + lags[Quarter.quarterOfYear(quarter) - 1];
    }
}
