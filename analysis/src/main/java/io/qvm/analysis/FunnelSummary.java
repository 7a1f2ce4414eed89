package io.qvm.analysis;

import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many stocks came how far in the decision funnel.
 *
 * @param lastDate last rebalance day, empty if there are no decisions
 * @param rebalances number of rebalance days with decisions
 * @param stages one per stage, in the funnel's order
 * @param reasons why stocks ended where they did on the last day, most frequent first
 */
public record FunnelSummary(Optional<LocalDate> lastDate, int rebalances, List<Stage> stages, List<Reason> reasons) {

    /**
     * Stocks that reached a stage or a later one.
     *
     * @param stage the stage
     * @param last on the last rebalance day
     * @param average mean over all rebalance days
     */
    public record Stage(FunnelStage stage, int last, double average) {}

    /**
     * Stocks that went no further, by the rule that decided.
     *
     * @param stage last stage reached
     * @param rule name of the rule
     * @param stocks number of them
     */
    public record Reason(FunnelStage stage, String rule, int stocks) {}

    /** Counts decisions, in one pass. */
    public static FunnelSummary of(List<FunnelDecision> decisions) {
        int stages = FunnelStage.values().length;
        // Stocks by the last stage that they reached, per day; runs of the same day need one look-up.
        Map<LocalDate, int[]> byDate = new HashMap<>();
        LocalDate day = LocalDate.MIN;
        LocalDate last = LocalDate.MIN;
        int[] counts = {};
        for (FunnelDecision decision : decisions) {
            if (!decision.date().equals(day)) {
                day = decision.date();
                counts = byDate.computeIfAbsent(day, d -> new int[stages]);
                last = day.isAfter(last) ? day : last;
            }
            counts[decision.stage().ordinal()]++;
        }
        if (byDate.isEmpty()) {
            return new FunnelSummary(Optional.empty(), 0, List.of(), List.of());
        }
        LocalDate latest = last;
        int[] lastCounts = byDate.getOrDefault(latest, new int[stages]);
        List<Stage> reached = Arrays.stream(FunnelStage.values())
                .map(stage -> new Stage(
                        stage,
                        reached(lastCounts, stage),
                        byDate.values().stream()
                                .mapToInt(c -> reached(c, stage))
                                .average()
                                .orElse(Double.NaN)))
                .toList();
        return new FunnelSummary(
                Optional.of(latest),
                byDate.size(),
                reached,
                reasons(decisions.stream().filter(d -> d.date().equals(latest)).toList()));
    }

    private static int reached(int[] counts, FunnelStage stage) {
        return Arrays.stream(counts, stage.ordinal(), counts.length).sum();
    }

    private static List<Reason> reasons(List<FunnelDecision> day) {
        Map<FunnelStage, Map<String, Long>> counts = day.stream()
                .filter(d -> d.stage().compareTo(FunnelStage.WEIGHTED) < 0)
                .collect(Collectors.groupingBy(
                        FunnelDecision::stage,
                        () -> new EnumMap<>(FunnelStage.class),
                        Collectors.groupingBy(FunnelDecision::rule, TreeMap::new, Collectors.counting())));
        return counts.entrySet().stream()
                .flatMap(stage -> stage.getValue().entrySet().stream()
                        .map(rule -> new Reason(
                                stage.getKey(), rule.getKey(), rule.getValue().intValue())))
                .sorted(Comparator.comparingInt((Reason reason) -> -reason.stocks()))
                .toList();
    }
}
