package io.qvm.analysis.annual;

import io.qvm.analysis.SectorWeights;
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
    private final Map<String, TreeMap<LocalDate, String>> sectors = new HashMap<>();

    Portfolios(List<Holding> holdings) {
        for (Holding holding : holdings) {
            byDay.computeIfAbsent(holding.date(), day -> new ArrayList<>()).add(holding);
            sectors.computeIfAbsent(holding.ticker(), ticker -> new TreeMap<>())
                    .put(holding.date(), holding.sector().isBlank() ? SectorWeights.UNCLASSIFIED : holding.sector());
        }
    }

    TreeMap<LocalDate, List<Holding>> byDay() {
        return byDay;
    }

    /** The sector that a stock had when it was last held up to a day; else when it was first held. */
    String sector(String ticker, LocalDate day) {
        TreeMap<LocalDate, String> known = sectors.get(ticker);
        if (known == null) {
            return SectorWeights.UNCLASSIFIED;
        }
        Map.Entry<LocalDate, String> last = known.floorEntry(day);
        return last == null ? known.firstEntry().getValue() : last.getValue();
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
