package io.qvm.analysis.annual;

import io.qvm.analysis.Statistics;
import io.qvm.analysis.TrackRecord;
import io.qvm.analysis.annual.RebalanceReview.Move;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares each portfolio with the one before it. */
final class RebalanceReviews {
    private final TrackRecord record;
    private final Portfolios portfolios;
    private final Map<LocalDate, Map<String, FunnelDecision>> decisions = new HashMap<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    RebalanceReviews(BacktestRun run, TrackRecord record, Portfolios portfolios) {
        this.record = record;
        this.portfolios = portfolios;
        for (FunnelDecision decision : run.decisions()) {
            decisions.computeIfAbsent(decision.date(), day -> new HashMap<>()).put(decision.ticker(), decision);
        }
        // A rebalance on which nothing passed leaves decisions, but no holdings.
        days.addAll(portfolios.byDay().keySet());
        days.addAll(decisions.keySet());
    }

    List<RebalanceReview> of(int year) {
        return days.stream()
                .filter(day -> day.getYear() == year)
                .map(this::review)
                .toList();
    }

    private RebalanceReview review(LocalDate day) {
        LocalDate earlier = days.lower(day);
        Map<String, Holding> before = earlier == null ? Map.of() : holdings(earlier);
        Map<String, Holding> now = holdings(day);
        Map<String, FunnelDecision> said = decisions.getOrDefault(day, Map.of());
        Map<String, FunnelDecision> earlierSaid =
                earlier == null ? Map.of() : decisions.getOrDefault(earlier, Map.of());
        List<Move> in = now.values().stream()
                .filter(h -> !before.containsKey(h.ticker()))
                .sorted(Comparator.comparingInt(Holding::rank).thenComparing(Holding::ticker))
                .map(h -> new Move(
                        h.ticker(),
                        h.sector(),
                        h.weight(),
                        rank(earlierSaid, h),
                        Optional.ofNullable(said.get(h.ticker()))))
                .toList();
        List<Move> out = before.values().stream()
                .filter(h -> !now.containsKey(h.ticker()))
                .sorted(Comparator.comparingDouble((Holding h) -> -h.weight()).thenComparing(Holding::ticker))
                .map(h -> new Move(
                        h.ticker(), h.sector(), h.weight(), h.rank(), Optional.ofNullable(said.get(h.ticker()))))
                .toList();
        LocalDate next = days.higher(day);
        int from = record.dates().floor(day) + 1;
        int to = next == null ? record.dates().size() : record.dates().floor(next) + 1;
        return new RebalanceReview(
                day,
                now.size(),
                in,
                out,
                reached(said),
                sum(record.turnover(), from, to),
                sum(record.cost(), from, to),
                Statistics.mean(Arrays.copyOfRange(record.exposure(), from, Math.max(from, to))),
                compounded(record.net(), from, to),
                compounded(record.benchmark(), from, to));
    }

    private static int rank(Map<String, FunnelDecision> said, Holding holding) {
        FunnelDecision decision = said.get(holding.ticker());
        return decision == null ? 0 : decision.rank();
    }

    private Map<String, Holding> holdings(LocalDate day) {
        return portfolios.byDay().getOrDefault(day, List.of()).stream()
                .collect(Collectors.toMap(Holding::ticker, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    private static List<Integer> reached(Map<String, FunnelDecision> said) {
        return said.isEmpty()
                ? List.of()
                : Arrays.stream(FunnelStage.values())
                        .map(stage -> (int) said.values().stream()
                                .filter(d -> d.stage().compareTo(stage) >= 0)
                                .count())
                        .toList();
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Over the days that have a return; NaN if none has. */
    private static double compounded(double[] r, int from, int to) {
        double value = 1;
        boolean any = false;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(r[i])) {
                value *= 1 + r[i];
                any = true;
            }
        }
        return any ? value - 1 : Double.NaN;
    }
}
