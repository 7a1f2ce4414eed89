package io.qvm.analysis.annual;

import io.qvm.market.DateIndex;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The decided portfolios of a run by rebalance day, and how long each was in force. */
final class Portfolios {
    private final TreeMap<LocalDate, List<Holding>> byDay = new TreeMap<>();

    Portfolios(List<Holding> holdings) {
        for (Holding holding : holdings) {
            byDay.computeIfAbsent(holding.date(), day -> new ArrayList<>()).add(holding);
        }
    }

    TreeMap<LocalDate, List<Holding>> byDay() {
        return byDay;
    }

    /** Mean weight of a stock and the days on which it was in the portfolio. */
    record InForce(double weight, int days) {}

    /** Weights decided before each day, averaged over the days; a day before the first decision counts as zero. */
    Map<String, InForce> inForce(DateIndex days) {
        Map<String, double[]> sums = new HashMap<>();
        for (int i = 0; i < days.size(); i++) {
            Map.Entry<LocalDate, List<Holding>> portfolio = byDay.lowerEntry(days.date(i));
            if (portfolio != null) {
                for (Holding holding : portfolio.getValue()) {
                    double[] sum = sums.computeIfAbsent(holding.ticker(), ticker -> new double[2]);
                    sum[0] += holding.weight();
                    sum[1]++;
                }
            }
        }
        Map<String, InForce> means = new HashMap<>();
        sums.forEach((ticker, sum) -> means.put(ticker, new InForce(sum[0] / days.size(), (int) sum[1])));
        return means;
    }
}
