package io.qvm.analysis.attribution;

import io.qvm.analysis.attribution.Basket.Purchase;
import io.qvm.analysis.attribution.StageAttribution.Stage;
import io.qvm.market.DateIndex;
import io.qvm.market.IndexMember;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The paper portfolios of a run's rebalances: survivors of the funnel's stages, and comparisons. */
final class Baskets {
    /** Rules of the universe, by which a stock that was seen is not even looked at for liquidity. */
    private static final Set<String> UNIVERSE_RULES =
            Set.of("sector_not_included", "sector_excluded", "not_in_index", "listing_age");

    private final BacktestRun run;
    private final RunPrices prices;
    private final int[] segmentOf;
    private final List<String> segments;
    private final TreeMap<LocalDate, List<FunnelDecision>> decisions;
    private final Map<LocalDate, List<Holding>> holdings;

    Baskets(BacktestRun run, RunPrices prices, int[] segmentOf, List<String> segments) {
        this.run = run;
        this.prices = prices;
        this.segmentOf = segmentOf;
        this.segments = segments;
        this.decisions = run.decisions().stream()
                .collect(Collectors.groupingBy(FunnelDecision::date, TreeMap::new, Collectors.toList()));
        this.holdings = run.holdings().stream().collect(Collectors.groupingBy(Holding::date));
    }

    /** Survivors of a stage; equally weighted, but at target weights where the stage is weighting. */
    SectorDays of(Stage stage) {
        return switch (stage) {
            case UNIVERSE -> equal(d -> true);
            case ELIGIBLE -> equal(d -> !(d.stage() == FunnelStage.SCORED && UNIVERSE_RULES.contains(d.rule())));
            case LIQUID -> equal(Baskets::isLiquid);
            case SELECTED -> equal(d -> d.stage().compareTo(FunnelStage.SELECTED) >= 0);
            case WEIGHTED -> follow(this::targets);
            default -> throw new IllegalArgumentException(stage + " has no paper portfolio");
        };
    }

    SectorDays of(Comparison comparison) {
        return switch (comparison) {
            case LIQUID_EQUAL -> of(Stage.LIQUID);
            case LIQUID_BY_SIZE -> follow((day, seen) -> sized(day, columns(seen, Baskets::isLiquid)));
            case BENCHMARK_MEMBERS -> follow((day, seen) -> sized(day, members(day)));
        };
    }

    boolean hasSizes() {
        return prices.market().has(MarketField.MARKET_CAP);
    }

    /** What is bought after one rebalance: columns and weights, without its day. */
    private interface Choice {
        Purchase on(LocalDate day, List<FunnelDecision> seen);
    }

    private static boolean isLiquid(FunnelDecision decision) {
        return decision.stage().compareTo(FunnelStage.LIQUID) >= 0;
    }

    private SectorDays equal(Predicate<FunnelDecision> survives) {
        return follow((day, seen) -> {
            int[] columns = columns(seen, survives);
            double[] weights = new double[columns.length];
            Arrays.fill(weights, 1);
            return new Purchase(0, columns, weights);
        });
    }

    private SectorDays follow(Choice choice) {
        if (decisions.isEmpty()) {
            throw new InvalidInputException("the run keeps no decisions of its funnel; make it again to attribute it");
        }
        DateIndex days = run.daily().dates();
        int lag = AttributionInputs.executionLag(run);
        List<Purchase> purchases = new ArrayList<>();
        for (Map.Entry<LocalDate, List<FunnelDecision>> rebalance : decisions.entrySet()) {
            int decided = days.indexOf(rebalance.getKey());
            if (decided >= 0 && decided + lag < days.size()) {
                Purchase chosen = choice.on(rebalance.getKey(), rebalance.getValue());
                purchases.add(new Purchase(decided + lag, chosen.columns(), chosen.weights()));
            }
        }
        return Basket.follow(prices, purchases, segmentOf, segments);
    }

    private int[] columns(List<FunnelDecision> seen, Predicate<FunnelDecision> survives) {
        // A ticker that was scored but has no market data has no price either: nothing can be bought.
        return seen.stream()
                .filter(survives)
                .mapToInt(d -> prices.market().tickers().indexOf(d.ticker()))
                .filter(c -> c >= 0)
                .sorted()
                .toArray();
    }

    private Purchase targets(LocalDate day, List<FunnelDecision> seen) {
        TreeMap<Integer, Double> weights = new TreeMap<>();
        for (Holding holding : holdings.getOrDefault(day, List.of())) {
            weights.put(AttributionInputs.column(prices.market(), holding.ticker()), holding.weight());
        }
        return new Purchase(
                0,
                weights.keySet().stream().mapToInt(c -> c).toArray(),
                weights.values().stream().mapToDouble(w -> w).toArray());
    }

    private int[] members(LocalDate day) {
        int epochDay = Math.toIntExact(day.toEpochDay());
        List<IndexMember> members = prices.market()
                .indexMembers(run.benchmarkSymbol())
                .orElseThrow(() -> new InvalidInputException("the members of the benchmark '" + run.benchmarkSymbol()
                        + "' are not known; members are known of "
                        + prices.market().indicesWithMembers() + "; compare with the liquid stocks instead"));
        return members.stream()
                .filter(m -> m.from() <= epochDay && epochDay <= m.to())
                .mapToInt(IndexMember::column)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Weights by market capitalisation of the rebalance day; stocks without one are left out. */
    private Purchase sized(LocalDate day, int[] columns) {
        MarketData market = prices.market();
        if (!hasSizes()) {
            throw new InvalidInputException("the market data have no market_cap; compare with equal weights instead");
        }
        Panel caps = market.panel(MarketField.MARKET_CAP);
        int row = market.dates().indexOf(day);
        double[] weights = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            double cap = caps.get(row, columns[i]);
            weights[i] = cap > 0 && cap < Double.POSITIVE_INFINITY ? cap : 0;
        }
        return new Purchase(0, columns, weights);
    }
}
