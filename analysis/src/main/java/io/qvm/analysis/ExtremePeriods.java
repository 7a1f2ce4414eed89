package io.qvm.analysis;

import io.qvm.market.DateIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The best and the worst days, months and years of a series.
 *
 * <p>Calendar months and years are compounded; the first and the last may be parts of one. Days without a return are in
 * none. Equal returns stand in the order of time. A period may be on both sides if there are few.
 *
 * @param bestDays highest first
 * @param worstDays lowest first
 * @param bestMonths highest first
 * @param worstMonths lowest first
 * @param bestYears highest first
 * @param worstYears lowest first
 */
public record ExtremePeriods(
        List<Period> bestDays,
        List<Period> worstDays,
        List<Period> bestMonths,
        List<Period> worstMonths,
        List<Period> bestYears,
        List<Period> worstYears) {

    /**
     * A period and its return.
     *
     * @param name {@code 2020-03-16}, {@code 2020-03} or {@code 2020}
     * @param value its return
     */
    public record Period(String name, double value) {}

    /**
     * Finds them.
     *
     * @param dates day of each return
     * @param returns NaN where there is none
     * @param atMost entries of each list
     */
    public static ExtremePeriods of(DateIndex dates, double[] returns, int atMost) {
        List<Period> days = new ArrayList<>();
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isNaN(returns[i])) {
                days.add(new Period(dates.date(i).toString(), returns[i]));
            }
        }
        CalendarReturns calendar = CalendarReturns.of(dates, returns);
        List<Period> months = periods(calendar.monthly());
        List<Period> years = periods(calendar.annual());
        return new ExtremePeriods(
                best(days, atMost),
                worst(days, atMost),
                best(months, atMost),
                worst(months, atMost),
                best(years, atMost),
                worst(years, atMost));
    }

    private static List<Period> periods(Map<?, Double> returns) {
        return returns.entrySet().stream()
                .map(e -> new Period(String.valueOf(e.getKey()), e.getValue()))
                .toList();
    }

    private static List<Period> best(List<Period> periods, int atMost) {
        return periods.stream()
                .sorted(Comparator.comparingDouble(Period::value).reversed())
                .limit(atMost)
                .toList();
    }

    private static List<Period> worst(List<Period> periods, int atMost) {
        return periods.stream()
                .sorted(Comparator.comparingDouble(Period::value))
                .limit(atMost)
                .toList();
    }
}
