package io.qvm.analysis;

import io.qvm.market.DateIndex;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Returns compounded within calendar months and years; the first and the last may be parts of one.
 *
 * @param monthly by month, in order; a month without any return is absent
 * @param annual by year, in order
 */
public record CalendarReturns(Map<YearMonth, Double> monthly, Map<Integer, Double> annual) {
    public CalendarReturns {
        monthly = Collections.unmodifiableMap(new TreeMap<>(monthly));
        annual = Collections.unmodifiableMap(new TreeMap<>(annual));
    }

    /**
     * Compounds daily returns.
     *
     * @param dates day of each return
     * @param returns NaN days are left out
     */
    public static CalendarReturns of(DateIndex dates, double[] returns) {
        Map<YearMonth, Double> monthly = new TreeMap<>();
        Map<Integer, Double> annual = new TreeMap<>();
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isNaN(returns[i])) {
                YearMonth month = YearMonth.from(dates.date(i));
                monthly.merge(month, 1 + returns[i], (a, b) -> a * b);
                annual.merge(month.getYear(), 1 + returns[i], (a, b) -> a * b);
            }
        }
        monthly.replaceAll((month, growth) -> growth - 1);
        annual.replaceAll((year, growth) -> growth - 1);
        return new CalendarReturns(monthly, annual);
    }

    /** Return of a month, NaN if there is none. */
    public double month(int year, int month) {
        return monthly.getOrDefault(YearMonth.of(year, month), Double.NaN);
    }

    /** Return of a year, NaN if there is none. */
    public double year(int year) {
        return annual.getOrDefault(year, Double.NaN);
    }

    /** Monthly returns in order. */
    public double[] months() {
        return monthly.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Annual returns in order. */
    public double[] years() {
        return annual.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
