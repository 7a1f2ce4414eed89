package io.qvm.analysis.attribution;

import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The positions of a run in constant-weight mode: targets of the rebalance in force, times the exposure of the day.
 *
 * <p>A day's costs are spread over the stocks by how much their weights changed.
 */
final class WeightReplay {
    private WeightReplay() {}

    /**
     * @param delay days from a decision to its first return
     */
    static DailyContributions of(BacktestRun run, RunPrices prices, int delay) {
        DailyReturns daily = run.daily();
        TreeMap<LocalDate, List<Holding>> byDate = run.holdings().stream()
                .collect(Collectors.groupingBy(Holding::date, TreeMap::new, Collectors.toList()));
        TreeMap<Integer, List<Holding>> starts = new TreeMap<>();
        for (Map.Entry<LocalDate, List<Holding>> rebalance : byDate.entrySet()) {
            starts.put(daily.dates().indexOf(rebalance.getKey()) + delay, rebalance.getValue());
        }
        double[] target = new double[prices.columns()];
        double[] weight = new double[prices.columns()];
        double[] last = new double[prices.columns()];
        TreeSet<Integer> active = new TreeSet<>();
        Entries entries = new Entries(daily.dates().size());
        for (int k = 0; k < daily.dates().size(); k++) {
            List<Holding> starting = starts.get(k);
            if (starting != null) {
                active.forEach(c -> target[c] = 0);
                for (Holding holding : starting) {
                    int c = AttributionInputs.column(prices.market(), holding.ticker());
                    target[c] = holding.weight();
                    if (active.add(c)) {
                        last[c] = prices.lastBefore(k, c);
                    }
                }
            }
            double sum = 0;
            for (int c : active) {
                sum += isGone(prices, k, c) ? 0 : target[c];
            }
            double share = sum > 0 ? daily.exposure()[k] / sum : 0;
            double changes = 0;
            for (int c : active) {
                changes += Math.abs(newWeight(prices, k, c, target, share) - weight[c]);
            }
            for (int c : active) {
                double w = newWeight(prices, k, c, target, share);
                double cost = changes > 0 ? daily.cost()[k] * Math.abs(w - weight[c]) / changes : 0;
                double r = dayReturn(prices, k, c, last);
                entries.add(c, w, w == 0 || Double.isNaN(r) ? 0 : w * r, cost);
                weight[c] = w;
            }
            active.removeIf(c -> target[c] == 0 && weight[c] == 0);
            entries.close(k, daily.gross()[k]);
        }
        return entries.result(daily.dates(), prices.market().tickers());
    }

    private static double newWeight(RunPrices prices, int k, int c, double[] target, double share) {
        return isGone(prices, k, c) ? 0 : target[c] * share;
    }

    private static boolean isGone(RunPrices prices, int k, int c) {
        return k > 0 && prices.isDelisted(k - 1, c);
    }

    private static double dayReturn(RunPrices prices, int k, int c, double[] last) {
        if (prices.isDelisted(k, c)) {
            return prices.delistingReturn(c);
        }
        double now = prices.at(k, c);
        double before = last[c];
        last[c] = Double.isNaN(now) ? before : now;
        return now / before - 1;
    }
}
