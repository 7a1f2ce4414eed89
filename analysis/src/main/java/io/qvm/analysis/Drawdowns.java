package io.qvm.analysis;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Falls from the highest value so far, where the starting value V_0 = 1 counts as a peak. */
public final class Drawdowns {
    private Drawdowns() {}

    /**
     * Distance of each day's value from the highest value up to then: {@code V_t / max(V_0..V_t) - 1}, 0 or less.
     *
     * @param returns one per day, never NaN
     */
    public static double[] series(double[] returns) {
        double[] drawdown = new double[returns.length];
        double value = 1;
        double peak = 1;
        for (int i = 0; i < returns.length; i++) {
            value *= 1 + returns[i];
            peak = Math.max(peak, value);
            drawdown[i] = value / peak - 1;
        }
        return drawdown;
    }

    /**
     * All falls, in the order of time; they do not overlap.
     *
     * @param dates day of each return
     */
    public static List<Drawdown> of(DateIndex dates, double[] returns) {
        double[] depth = series(returns);
        List<Drawdown> found = new ArrayList<>();
        int day = 0;
        while (day < depth.length) {
            if (!(depth[day] < 0)) {
                day++;
                continue;
            }
            int peak = day - 1;
            int trough = day;
            while (day < depth.length && depth[day] < 0) {
                trough = depth[day] < depth[trough] ? day : trough;
                day++;
            }
            boolean recovered = day < depth.length;
            LocalDate start = peak < 0 ? dates.date(0).minusDays(1) : dates.date(peak);
            found.add(new Drawdown(
                    start,
                    dates.date(trough),
                    recovered ? Optional.of(dates.date(day)) : Optional.empty(),
                    depth[trough],
                    (recovered ? day : depth.length - 1) - peak,
                    trough - peak));
        }
        return found;
    }

    /** The deepest falls, deepest first; equal ones in the order of time. */
    public static List<Drawdown> worst(DateIndex dates, double[] returns, int atMost) {
        return of(dates, returns).stream()
                .sorted(Comparator.comparingDouble(Drawdown::depth))
                .limit(atMost)
                .toList();
    }
}
