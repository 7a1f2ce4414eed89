package io.qvm.simulator;

import io.qvm.market.DateIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;

/** Days on which the simulated exchange trades: weekdays without the holidays of an imaginary country. */
final class TradingCalendar {
    private TradingCalendar() {}

    static DateIndex between(LocalDate first, LocalDate last) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!isWeekend(day) && !isHoliday(day)) {
                days.add(day);
            }
        }
        return DateIndex.ofDates(days);
    }

    /** The day itself, or the Monday after a weekend: when offices publish. */
    static int workday(int epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> epochDay + 2;
            case SUNDAY -> epochDay + 1;
            default -> epochDay;
        };
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** New Year, three days of spring festival, 1 May, first Monday of September, last Thursday of November, Christmas. */
    private static boolean isHoliday(LocalDate day) {
        Month month = day.getMonth();
        int d = day.getDayOfMonth();
        return switch (month) {
            case JANUARY -> d == 1;
            case APRIL -> d >= 7 && d <= 9;
            case MAY -> d == 1;
            case SEPTEMBER -> day.getDayOfWeek() == DayOfWeek.MONDAY && d <= 7;
            case NOVEMBER -> day.getDayOfWeek() == DayOfWeek.THURSDAY && d > 23;
            case DECEMBER -> d == 25 || d == 26;
            default -> false;
        };
    }
}
