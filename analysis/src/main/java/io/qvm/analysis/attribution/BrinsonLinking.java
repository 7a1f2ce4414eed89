package io.qvm.analysis.attribution;

import io.qvm.market.run.DailyReturns;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits each day of a window and links the days. */
final class BrinsonLinking {
    private final BrinsonModel model;
    private final Comparison comparison;
    private final DailyReturns daily;
    private final SectorDays portfolio;
    private final SectorDays other;
    private final int segments;

    BrinsonLinking(
            BrinsonModel model, Comparison comparison, DailyReturns daily, SectorDays portfolio, SectorDays other) {
        this.model = model;
        this.comparison = comparison;
        this.daily = daily;
        this.portfolio = portfolio;
        this.other = other;
        this.segments = portfolio.segments().size();
    }

    BrinsonAttribution over(Window window) {
        BrinsonPeriod[] days = new BrinsonPeriod[window.size()];
        for (int i = 0; i < days.length; i++) {
            int k = window.first() + i;
            days[i] = BrinsonPeriod.of(
                    model,
                    day(portfolio.weights(), k),
                    day(portfolio.contributions(), k),
                    day(other.weights(), k),
                    day(other.contributions(), k));
        }
        Sums all = new Sums(window.first(), days, 0, days.length);
        double residual = all.net - all.reference + all.costs;
        List<BrinsonAttribution.Sector> sectors = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            residual -= all.allocation[s] + all.selection[s] + all.interaction[s];
            sector(window, s, all).ifPresent(sectors::add);
        }
        return new BrinsonAttribution(
                model,
                comparison,
                date(window.first()),
                date(window.end() - 1),
                all.net,
                all.reference,
                sectors,
                all.costs,
                residual,
                months(window, days));
    }

    private LocalDate date(int k) {
        return daily.dates().date(k);
    }

    private double[] day(double[] values, int k) {
        double[] row = new double[segments];
        System.arraycopy(values, k * segments, row, 0, segments);
        return row;
    }

    private Optional<BrinsonAttribution.Sector> sector(Window window, int s, Sums all) {
        double[] ours = own(portfolio, window, s);
        double[] theirs = own(other, window, s);
        if (Double.isNaN(ours[1]) && Double.isNaN(theirs[1])) {
            return Optional.empty();
        }
        return Optional.of(new BrinsonAttribution.Sector(
                portfolio.segments().get(s),
                ours[0],
                theirs[0],
                ours[1],
                theirs[1],
                all.allocation[s],
                all.selection[s],
                all.interaction[s]));
    }

    /** Mean weight, and compounded return over the days with a weight. */
    private double[] own(SectorDays side, Window window, int s) {
        double weights = 0;
        double growth = Double.NaN;
        for (int k = window.first(); k < window.end(); k++) {
            double weight = side.weights()[k * segments + s];
            if (Math.abs(weight) >= BrinsonPeriod.NO_WEIGHT) {
                weights += weight;
                double r = side.contributions()[k * segments + s] / weight;
                growth = (Double.isNaN(growth) ? 1 : growth) * (1 + r);
            }
        }
        return new double[] {weights / window.size(), growth - 1};
    }

    private List<BrinsonAttribution.Month> months(Window window, BrinsonPeriod[] days) {
        List<BrinsonAttribution.Month> months = new ArrayList<>();
        for (int from = 0; from < days.length; ) {
            YearMonth month = YearMonth.from(date(window.first() + from));
            int to = from;
            while (to < days.length && YearMonth.from(date(window.first() + to)).equals(month)) {
                to++;
            }
            Sums sums = new Sums(window.first(), days, from, to);
            months.add(new BrinsonAttribution.Month(
                    month,
                    sums.net,
                    sums.reference,
                    sum(sums.allocation),
                    sum(sums.selection),
                    sum(sums.interaction),
                    sums.costs));
            from = to;
        }
        return months;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }

    /** Linked effects of a stretch of days. */
    private final class Sums {
        private final double[] allocation = new double[segments];
        private final double[] selection = new double[segments];
        private final double[] interaction = new double[segments];
        private final double net;
        private final double reference;
        private double costs;

        Sums(int firstDay, BrinsonPeriod[] days, int from, int to) {
            double[] p = new double[to - from];
            double[] b = new double[to - from];
            double growth = 1;
            double otherGrowth = 1;
            for (int i = from; i < to; i++) {
                p[i - from] = daily.net()[firstDay + i];
                b[i - from] = days[i].comparisonReturn();
                growth *= 1 + p[i - from];
                otherGrowth *= 1 + b[i - from];
            }
            net = growth - 1;
            reference = otherGrowth - 1;
            double[] factors = Linking.carino(p, b);
            for (int i = from; i < to; i++) {
                double factor = factors[i - from];
                costs += factor * daily.cost()[firstDay + i];
                for (int s = 0; s < segments; s++) {
                    allocation[s] += factor * days[i].allocation()[s];
                    selection[s] += factor * days[i].selection()[s];
                    interaction[s] += factor * days[i].interaction()[s];
                }
            }
        }
    }
}
