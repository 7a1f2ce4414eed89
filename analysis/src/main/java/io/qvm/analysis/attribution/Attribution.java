package io.qvm.analysis.attribution;

import io.qvm.analysis.Statistics;
import io.qvm.analysis.attribution.StageAttribution.Stage;
import io.qvm.analysis.attribution.StageAttribution.Step;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A run and its market data, made ready for attribution over any days.
 *
 * <p>Positions of every day are found by replaying the run, and must give the contributions that the run wrote down. Portfolios of
 * comparison are computed when first asked for and kept: ten years of 714 stocks take some 0.1 s each. Not for use by
 * several threads at once.
 */
public final class Attribution {
    /** What a delisting pays where the data do not say, as in simulations by default. */
    public static final double UNKNOWN_DELISTING_RETURN = -0.3;

    private final BacktestRun run;
    private final RunPrices prices;
    private final List<String> segments;
    private final int[] segmentOf;
    private final DailyContributions held;
    private final SectorDays portfolio;
    private final Baskets baskets;
    private final Map<Comparison, SectorDays> comparisons = new EnumMap<>(Comparison.class);
    private final Map<Stage, double[]> stages = new EnumMap<>(Stage.class);

    private Attribution(BacktestRun run, MarketData market, double unknownDelistingReturn) {
        this.run = run;
        this.prices = new RunPrices(run.daily().dates(), market, unknownDelistingReturn);
        this.segments = AttributionInputs.segments(market);
        this.segmentOf = AttributionInputs.segmentOf(market, segments);
        this.held = AttributionInputs.held(run, prices);
        this.portfolio = bySector();
        this.baskets = new Baskets(run, prices, segmentOf, segments);
    }

    /** Takes a run; delistings of unknown return pay {@link #UNKNOWN_DELISTING_RETURN}. */
    public static Attribution of(BacktestRun run, MarketData market) {
        return of(run, market, UNKNOWN_DELISTING_RETURN);
    }

    /**
     * Takes a run.
     *
     * @param market what the run was made from: adjusted closes, sectors, delistings; closes and corporate actions if its
     *     prices are as traded; market capitalisation and index members for the comparisons that name them
     * @param unknownDelistingReturn as in the run's strategy, -1..0
     * @throws InvalidInputException if the market lacks a day or a stock of the run, or does not give its returns
     */
    public static Attribution of(BacktestRun run, MarketData market, double unknownDelistingReturn) {
        return new Attribution(run, market, unknownDelistingReturn);
    }

    /** Weights and contributions of every stock and day. */
    public DailyContributions held() {
        return held;
    }

    /**
     * Contributions by stock and sector over any days, linked day by day.
     *
     * @param from first day, the trading day on or after it counts
     * @param to last day, the trading day on or before it counts
     * @throws InvalidInputException if the run has no trading day within
     */
    public ContributionAnalysis contributions(LocalDate from, LocalDate to) {
        Window window = Window.of(run, from, to);
        double[] net = window.cut(run.daily().net());
        double[] factors = Linking.carino(net);
        ContributionAnalysis.Sums sums = new ContributionAnalysis.Sums(ContributionAnalysis.sectors(run.holdings()));
        for (int k = window.first(); k < window.end(); k++) {
            double factor = factors[k - window.first()];
            sums.cash += factor * held.cash()[k];
            for (int i = held.starts()[k]; i < held.starts()[k + 1]; i++) {
                sums.add(
                        held.tickers().ticker(held.columns()[i]),
                        factor * held.contributions()[i],
                        factor * held.costs()[i]);
            }
        }
        return sums.close(window.from(run), window.to(run), Statistics.compound(net));
    }

    /**
     * Allocation, selection and interaction by sector over any days.
     *
     * @param from as for {@link #contributions}
     * @param to as for {@link #contributions}
     * @throws InvalidInputException if the run has no trading day within, or the market lacks what the comparison needs
     */
    public BrinsonAttribution brinson(Comparison comparison, BrinsonModel model, LocalDate from, LocalDate to) {
        SectorDays other = comparisons.computeIfAbsent(comparison, baskets::of);
        return new BrinsonLinking(model, comparison, run.daily(), portfolio, other).over(Window.of(run, from, to));
    }

    /** The comparisons that the market data allow, the one to be preferred first. */
    public List<Comparison> comparisons() {
        List<Comparison> allowed = new ArrayList<>();
        if (prices.market().indexMembers(run.benchmarkSymbol()).isPresent() && baskets.hasSizes()) {
            allowed.add(Comparison.BENCHMARK_MEMBERS);
        }
        allowed.add(Comparison.LIQUID_EQUAL);
        if (baskets.hasSizes()) {
            allowed.add(Comparison.LIQUID_BY_SIZE);
        }
        return allowed;
    }

    /** Daily returns of a comparison, one per day of the run; 0 before its first purchase. */
    public double[] comparisonReturns(Comparison comparison) {
        return comparisons.computeIfAbsent(comparison, baskets::of).returns();
    }

    /**
     * What each stage of the funnel added over any days.
     *
     * @param from as for {@link #contributions}
     * @param to as for {@link #contributions}
     * @throws InvalidInputException if the run has no trading day within, or keeps no decisions
     */
    public StageAttribution stages(LocalDate from, LocalDate to) {
        Window window = Window.of(run, from, to);
        List<Step> steps = new ArrayList<>();
        double before = 0;
        for (Stage stage : Stage.values()) {
            double[] returns = window.cut(stageReturns(stage));
            if (stage == Stage.BENCHMARK && Arrays.stream(returns).allMatch(Double::isNaN)) {
                continue;
            }
            double total = Statistics.compound(
                    Arrays.stream(returns).filter(r -> !Double.isNaN(r)).toArray());
            steps.add(new Step(stage, total, total - before));
            before = total;
        }
        return new StageAttribution(window.from(run), window.to(run), window.size(), steps);
    }

    /** Daily returns of a stage's portfolio, one per day of the run; of the benchmark NaN where it has none. */
    public double[] stageReturns(Stage stage) {
        return stages.computeIfAbsent(stage, this::returnsOf).clone();
    }

    private double[] returnsOf(Stage stage) {
        DailyReturns daily = run.daily();
        return switch (stage) {
            case BENCHMARK -> daily.benchmark();
            case UNIVERSE, ELIGIBLE, LIQUID, SELECTED, WEIGHTED ->
                baskets.of(stage).returns();
            case OVERLAY -> exposed(stageReturns(Stage.WEIGHTED));
            case EXECUTION -> daily.gross();
            case COSTS -> daily.net();
        };
    }

    /** The fully invested portfolio at the exposure with which the account went into each day. */
    private double[] exposed(double[] invested) {
        int n = segments.size();
        double[] returns = new double[invested.length];
        for (int k = 0; k < returns.length; k++) {
            returns[k] = (1 - portfolio.weights()[k * n + n - 1]) * invested[k];
        }
        return returns;
    }

    private SectorDays bySector() {
        int n = segments.size();
        int days = held.days().size();
        double[] weights = new double[days * n];
        double[] contributions = new double[days * n];
        for (int k = 0; k < days; k++) {
            double invested = 0;
            for (int i = held.starts()[k]; i < held.starts()[k + 1]; i++) {
                int at = k * n + segmentOf[held.columns()[i]];
                weights[at] += held.weights()[i];
                contributions[at] += held.contributions()[i];
                invested += held.weights()[i];
            }
            weights[k * n + n - 1] = 1 - invested;
            contributions[k * n + n - 1] += held.cash()[k];
        }
        return new SectorDays(held.days(), segments, weights, contributions);
    }
}
