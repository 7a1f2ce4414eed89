package io.qvm.backtest.schedule;

import io.qvm.backtest.rules.RebalanceRules;
import io.qvm.backtest.rules.RebalanceRules.Frequency;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * The days on which a strategy decides: the last trading day of each week, month or quarter, or listed dates.
 *
 * <p>An exchange publishes its calendar in advance, so the last trading day of a month is known on that day. The data show
 * it once they hold a later period. At the very end of the data, a day counts as the last one if no weekday is left before
 * the period ends.
 */
public final class RebalanceDays {
    private RebalanceDays() {}

    /**
     * Finds the days, as indices into the window, ascending.
     *
     * @throws InvalidInputException if a listed date within the range is no trading day, or if there is no day at all
     */
    public static int[] of(RebalanceRules rules, RunWindow window, MarketData data) {
        int[] days = rules.frequency() == Frequency.DATES
                ? listed(rules.dates(), window)
                : periodEnds(rules.frequency(), window, data);
        if (days.length == 0) {
            throw new InvalidInputException("no rebalance day between " + window.start() + " and " + window.end()
                    + " (" + rules.frequency().name().toLowerCase(java.util.Locale.ROOT)
                    + "); choose a longer range or a higher frequency");
        }
        return days;
    }

    private static int[] listed(List<LocalDate> dates, RunWindow window) {
        return dates.stream()
                .filter(date -> !date.isBefore(window.start()) && !date.isAfter(window.end()))
                .mapToInt(date -> {
                    int k = window.dates().indexOf(date);
                    if (k < 0) {
                        int before = window.dates().floor(date);
                        throw new InvalidInputException("rebalance date " + date + " is no trading day"
                                + (before < 0 ? "" : "; the last one before it is " + window.date(before)));
                    }
                    return k;
                })
                .toArray();
    }

    private static int[] periodEnds(Frequency frequency, RunWindow window, MarketData data) {
        DateIndex market = data.dates();
        int[] days = new int[window.size()];
        int n = 0;
        for (int k = 0; k < window.size(); k++) {
            LocalDate date = window.date(k);
            LocalDate end = periodEnd(frequency, date);
            int next = nextTradingRow(window.row(k), data);
            boolean last = next >= 0 ? market.date(next).isAfter(end) : noWeekdayLeft(date, end);
            if (last) {
                days[n++] = k;
            }
        }
        return java.util.Arrays.copyOf(days, n);
    }

    /** Last calendar day of the period that holds a date. */
    public static LocalDate periodEnd(Frequency frequency, LocalDate date) {
        return switch (frequency) {
            case WEEKLY -> date.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTHLY -> YearMonth.from(date).atEndOfMonth();
            case QUARTERLY ->
                YearMonth.of(date.getYear(), (date.getMonthValue() + 2) / 3 * 3).atEndOfMonth();
            case DATES -> date;
        };
    }

    private static int nextTradingRow(int row, MarketData data) {
        for (int next = row + 1; next < data.dates().size(); next++) {
            if (data.isTradingDay(next)) {
                return next;
            }
        }
        return -1;
    }

    private static boolean noWeekdayLeft(LocalDate date, LocalDate end) {
        for (LocalDate day = date.plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()) {
                return false;
            }
        }
        return true;
    }
}
