package io.qvm.research;

import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What differs between two runs, bit by bit.
 *
 * @param differences one line each: the part, how many entries differ, and the first of them; empty if the runs are the same
 * @param provenance by key, where the two say different things, {@code first -> second}
 */
public record RunComparison(List<String> differences, Map<String, String> provenance) {
    /** Compares daily numbers, holdings, trades, decisions, and what is on record about the origin. */
    public static RunComparison of(BacktestRun first, BacktestRun second) {
        List<String> differences = new ArrayList<>();
        DailyReturns a = first.daily();
        DailyReturns b = second.daily();
        if (!a.dates().equals(b.dates())) {
            differences.add("days: " + a.dates() + " and " + b.dates());
        } else {
            numbers(differences, "net returns", a, a.net(), b.net());
            numbers(differences, "gross returns", a, a.gross(), b.gross());
            numbers(differences, "costs", a, a.cost(), b.cost());
            numbers(differences, "benchmark returns", a, a.benchmark(), b.benchmark());
            numbers(differences, "exposure", a, a.exposure(), b.exposure());
            numbers(differences, "turnover", a, a.turnover(), b.turnover());
            numbers(differences, "equity", a, a.equity(), b.equity());
            list(differences, "number of positions", boxed(a.positions()), boxed(b.positions()));
            list(differences, "regimes", List.of(a.regime()), List.of(b.regime()));
            list(differences, "causes of exposure", List.of(a.exposureCause()), List.of(b.exposureCause()));
        }
        list(differences, "holdings", first.holdings(), second.holdings());
        list(differences, "trades", first.trades(), second.trades());
        list(differences, "decisions", first.decisions(), second.decisions());
        list(differences, "contributions", first.contributions(), second.contributions());
        return new RunComparison(List.copyOf(differences), changes(first.provenance(), second.provenance()));
    }

    /** Where two records of an origin say different things, by key: {@code first -> second}. */
    public static Map<String, String> changes(Map<String, String> first, Map<String, String> second) {
        Map<String, String> origin = new java.util.TreeMap<>();
        TreeSet<String> keys = new TreeSet<>(first.keySet());
        keys.addAll(second.keySet());
        for (String key : keys) {
            String one = first.getOrDefault(key, "-");
            String other = second.getOrDefault(key, "-");
            if (!one.equals(other)) {
                origin.put(key, one + " -> " + other);
            }
        }
        return origin;
    }

    /** True if every number, holding, trade and decision is the same. */
    public boolean same() {
        return differences.isEmpty();
    }

    private static List<Integer> boxed(int[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    private static void numbers(List<String> out, String what, DailyReturns days, double[] a, double[] b) {
        int count = 0;
        int firstAt = -1;
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.doubleToLongBits(a[i]) != Double.doubleToLongBits(b[i])) {
                firstAt = firstAt < 0 ? i : firstAt;
                most = Math.max(most, Math.abs(a[i] - b[i]));
                count++;
            }
        }
        if (count > 0) {
            out.add(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d days, by at most %.3g; first on %s: %s and %s",
                    what,
                    count,
                    a.length,
                    most,
                    days.dates().date(firstAt),
                    a[firstAt],
                    b[firstAt]));
        }
    }

    private static void list(List<String> out, String what, List<?> a, List<?> b) {
        int count = Math.abs(a.size() - b.size());
        int firstAt = -1;
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                firstAt = firstAt < 0 ? i : firstAt;
                count++;
            }
        }
        if (count > 0) {
            out.add(String.format(
                    Locale.ROOT,
                    "%s: %,d and %,d, of which %,d differ%s",
                    what,
                    a.size(),
                    b.size(),
                    count,
                    firstAt < 0 ? "" : "; first: " + a.get(firstAt) + " and " + b.get(firstAt)));
        }
    }
}
