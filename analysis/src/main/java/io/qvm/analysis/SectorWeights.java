package io.qvm.analysis;

import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Target weights by sector on every rebalance day, before the overlay.
 *
 * @param dates rebalance days, ascending
 * @param sectors largest average weight first; {@code Unclassified} stands for an empty sector
 * @param weights by sector, then by date; 0 where a sector is not held
 */
public record SectorWeights(List<LocalDate> dates, List<String> sectors, double[][] weights) {
    /** Name shown for stocks without a sector. */
    public static final String UNCLASSIFIED = "Unclassified";

    /** Sums the weights of holdings. */
    public static SectorWeights of(List<Holding> holdings) {
        List<LocalDate> dates =
                holdings.stream().map(Holding::date).distinct().sorted().toList();
        Map<String, double[]> bySector = new TreeMap<>();
        Map<LocalDate, Integer> columns = new TreeMap<>();
        dates.forEach(date -> columns.put(date, columns.size()));
        for (Holding holding : holdings) {
            double[] row = bySector.computeIfAbsent(name(holding.sector()), sector -> new double[dates.size()]);
            row[columns.getOrDefault(holding.date(), 0)] += holding.weight();
        }
        List<Map.Entry<String, double[]>> rows = new ArrayList<>(bySector.entrySet());
        rows.sort(Comparator.comparingDouble(row -> -Statistics.mean(row.getValue())));
        return new SectorWeights(
                dates,
                rows.stream().map(Map.Entry::getKey).toList(),
                rows.stream().map(Map.Entry::getValue).toArray(double[][]::new));
    }

    /** The largest sectors, and all others summed as {@code Other}. */
    public SectorWeights largest(int atMost) {
        if (sectors.size() <= atMost) {
            return this;
        }
        List<String> names = new ArrayList<>(sectors.subList(0, atMost - 1));
        names.add("Other");
        double[][] kept = new double[atMost][dates.size()];
        for (int s = 0; s < sectors.size(); s++) {
            double[] into = kept[Math.min(s, atMost - 1)];
            for (int d = 0; d < into.length; d++) {
                into[d] += weights[s][d];
            }
        }
        return new SectorWeights(dates, names, kept);
    }

    static String name(String sector) {
        return sector.isBlank() ? UNCLASSIFIED : sector;
    }
}
