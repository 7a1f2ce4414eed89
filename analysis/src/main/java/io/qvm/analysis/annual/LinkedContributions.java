package io.qvm.analysis.annual;

import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Contributions of months, linked to those of a year.
 *
 * <p>A month's contribution is a share of the capital at the month's beginning. Times that capital as a multiple of the
 * capital at the year's beginning it is a share of the latter, and such shares add up:
 * {@code prod(1 + r_m) - 1 = sum over m of V_(m-1) r_m}, {@code V_m = prod over the months up to m of (1 + r)}. Nothing is
 * left over.
 */
final class LinkedContributions {
    private final Map<String, double[]> sums = new TreeMap<>();
    private final Map<String, Portfolios.InForce> inForce;
    private final Portfolios portfolios;
    private final LocalDate end;

    LinkedContributions(BacktestRun run, DateIndex days, Portfolios portfolios, int year) {
        this.portfolios = portfolios;
        this.end = days.date(days.size() - 1);
        this.inForce = portfolios.inForce(days);
        Map<YearMonth, Double> capital = capitalAtBeginning(run.daily(), year);
        for (Contribution c : run.contributions()) {
            Double before = capital.get(YearMonth.from(c.month()));
            if (before != null) {
                double[] sum = sums.computeIfAbsent(c.ticker(), ticker -> new double[2]);
                sum[0] += before * c.profit();
                sum[1] += before * c.cost();
            }
        }
    }

    /** By stock, cash among them, largest net contribution first. */
    List<YearContribution> stocks() {
        return sums.entrySet().stream()
                .map(entry -> {
                    double[] sum = entry.getValue();
                    if (entry.getKey().equals(Contribution.CASH)) {
                        return new YearContribution(
                                YearContribution.CASH, YearContribution.CASH, sum[0], sum[1], Double.NaN, 0);
                    }
                    Portfolios.InForce held = inForce.getOrDefault(entry.getKey(), new Portfolios.InForce(0, 0));
                    return new YearContribution(
                            entry.getKey(),
                            portfolios.sector(entry.getKey(), end),
                            sum[0],
                            sum[1],
                            held.weight(),
                            held.days());
                })
                .sorted(Comparator.comparingDouble((YearContribution c) -> -c.net())
                        .thenComparing(YearContribution::name))
                .toList();
    }

    /** By sector, largest net contribution first; days are those of all its stocks together. */
    List<YearContribution> sectors() {
        Map<String, YearContribution> bySector = new HashMap<>();
        for (YearContribution c : stocks()) {
            bySector.merge(
                    c.sector(),
                    new YearContribution(c.sector(), c.sector(), c.profit(), c.cost(), c.averageWeight(), c.daysHeld()),
                    (a, b) -> new YearContribution(
                            a.name(),
                            a.sector(),
                            a.profit() + b.profit(),
                            a.cost() + b.cost(),
                            a.averageWeight() + b.averageWeight(),
                            a.daysHeld() + b.daysHeld()));
        }
        return bySector.values().stream()
                .sorted(Comparator.comparingDouble((YearContribution c) -> -c.net())
                        .thenComparing(YearContribution::name))
                .toList();
    }

    private static Map<YearMonth, Double> capitalAtBeginning(DailyReturns daily, int year) {
        Map<YearMonth, Double> capital = new HashMap<>();
        double value = 1;
        for (int i = 0; i < daily.dates().size(); i++) {
            LocalDate day = daily.dates().date(i);
            if (day.getYear() == year) {
                capital.putIfAbsent(YearMonth.from(day), value);
                value *= 1 + daily.net()[i];
            }
        }
        return capital;
    }
}
