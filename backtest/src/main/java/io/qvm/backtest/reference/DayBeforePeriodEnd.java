package io.qvm.backtest.reference;

import io.qvm.backtest.rules.RebalanceRules.Frequency;
import io.qvm.backtest.schedule.RebalanceDays;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.util.stream.IntStream;

/**
 * The reference engine's rebalance days (its rule B2): for every period end within the range, the last day of the window
 * strictly before it, even if the period end is itself a trading day.
 */
public final class DayBeforePeriodEnd {
    private DayBeforePeriodEnd() {}

    /** The days, as indices into the window, ascending. */
    public static int[] of(Frequency frequency, RunWindow window) {
        if (frequency == Frequency.DATES) {
            throw new InvalidInputException("rebalance_day: before_period_end does not go with a list of dates");
        }
        IntStream.Builder days = IntStream.builder();
        LocalDate end = RebalanceDays.periodEnd(frequency, window.start());
        while (!end.isAfter(window.end())) {
            int before = window.dates().floor(end.minusDays(1));
            if (before >= 0) {
                days.add(before);
            }
            end = RebalanceDays.periodEnd(frequency, end.plusDays(1));
        }
        return days.build().distinct().toArray();
    }
}
