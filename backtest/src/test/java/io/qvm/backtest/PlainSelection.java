package io.qvm.backtest;

import io.qvm.backtest.rules.SelectionRules;
import io.qvm.backtest.rules.SelectionRules.Method;
import io.qvm.market.run.FunnelDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Selection as one would describe it, for comparison. */
final class PlainSelection {
    private PlainSelection() {}

    static List<String> of(
            SelectionRules rules,
            List<FunnelDecision> ranked,
            List<String> held,
            Function<String, Optional<String>> sectorOf) {
        boolean percentile = rules.method() == Method.PERCENTILE
                || (rules.method() == Method.HYBRID && ranked.size() >= rules.hybridMinNames());
        int places = percentile ? ranked.size() : Math.min(rules.topN(), ranked.size());
        double cutoff = Double.NEGATIVE_INFINITY;
        if (percentile) {
            List<Double> sorted =
                    ranked.stream().map(FunnelDecision::signal).sorted().toList();
            double at = (sorted.size() - 1) * rules.percentile();
            int below = (int) at;
            double above = below + 1 < sorted.size() ? sorted.get(below + 1) : sorted.get(below);
            cutoff = sorted.get(below) + (above - sorted.get(below)) * (at - below);
            double tiny = 1e-12 * Math.abs(cutoff);
            cutoff -= tiny;
        }
        Map<String, Integer> seats = seats(rules, ranked, places, sectorOf);
        Map<String, Integer> taken = new HashMap<>();
        List<String> in = new ArrayList<>();
        List<FunnelDecision> candidates = new ArrayList<>();
        int buffer = rules.holdUntilRank().orElse(0);
        ranked.stream()
                .filter(d -> d.rank() <= buffer && held.contains(d.ticker()))
                .forEach(candidates::add);
        ranked.stream().filter(d -> !candidates.contains(d)).forEach(candidates::add);
        for (FunnelDecision candidate : candidates) {
            String sector = sectorOf.apply(candidate.ticker()).orElse("");
            int free = seats.getOrDefault(sector, 0) - taken.getOrDefault(sector, 0);
            if (in.size() < places && candidate.signal() >= cutoff && free > 0) {
                in.add(candidate.ticker());
                taken.merge(sector, 1, Integer::sum);
            }
        }
        return ranked.stream().map(FunnelDecision::ticker).filter(in::contains).toList();
    }

    private static Map<String, Integer> seats(
            SelectionRules rules,
            List<FunnelDecision> ranked,
            int places,
            Function<String, Optional<String>> sectorOf) {
        Map<String, Integer> members = new TreeMap<>();
        ranked.forEach(d -> members.merge(sectorOf.apply(d.ticker()).orElse(""), 1, Integer::sum));
        Map<String, Integer> seats = new HashMap<>();
        members.keySet()
                .forEach(s -> seats.put(
                        s,
                        s.isEmpty() ? Integer.MAX_VALUE : rules.maxPerSector().orElse(Integer.MAX_VALUE)));
        if (!rules.sectorBalanced()) {
            return seats;
        }
        Map<String, Double> remainder = new HashMap<>();
        int left = places;
        for (Map.Entry<String, Integer> sector : members.entrySet()) {
            double share = (double) places * sector.getValue() / ranked.size();
            seats.put(sector.getKey(), (int) share);
            remainder.put(sector.getKey(), share - (int) share);
            left -= (int) share;
        }
        List<String> order = new ArrayList<>(members.keySet());
        // Equal remainders go to the larger sector, then by name, stocks without sector last.
        order.remove("");
        if (members.containsKey("")) {
            order.add("");
        }
        order.sort((a, b) -> {
            int byRemainder = Double.compare(remainder.get(b), remainder.get(a));
            return byRemainder != 0 ? byRemainder : Integer.compare(members.get(b), members.get(a));
        });
        for (int i = 0; i < left; i++) {
            seats.merge(order.get(i), 1, Integer::sum);
        }
        return seats;
    }
}
