package io.qvm.backtest.funnel;

import io.qvm.backtest.construction.PortfolioConstruction;
import io.qvm.backtest.rules.ReferenceRules.MissingScores;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.WeightingRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The six steps of a rebalance, but for the last: load the day's scores, screen for liquidity, rank, select, weight within
 * the constraints. The overlay's exposure comes on top in the simulation.
 *
 * <p>Each step leaves a decision for those that it stops. Rebalances are decided in order of time: buffers and turnover
 * limits look at the one before.
 */
public final class Funnel {
    private final StrategyRules rules;
    private final FactorScores scores;
    private final MarketData data;
    private final LiquidityFilter filter;
    private final SignalTable signals;
    private final Selector selector;
    private final PortfolioConstruction construction;
    private final int[] sectorOf;
    private final boolean needsMarketCap;
    private final boolean record;
    private final SharedDays.Ranked ranked;

    /**
     * Prepares the funnel of a strategy.
     *
     * @param filter the liquidity filter to use
     * @param record whether to leave a decision for every ticker; without, there are none at all, and rankings are shared
     * @param shared where rankings are shared
     */
    public Funnel(
            StrategyRules rules,
            FactorScores scores,
            MarketData data,
            LiquidityFilter filter,
            boolean record,
            SharedDays shared) {
        this.record = record;
        this.ranked = record ? new SharedDays.Ranked() : shared.ranked(rules);
        this.rules = rules;
        this.scores = scores;
        this.data = data;
        this.filter = filter;
        this.signals = new SignalTable(rules.signal(), scores, data.tickers());
        this.sectorOf = numberSectors(data);
        this.selector = new Selector(rules.selection(), sectorOf);
        this.construction = new PortfolioConstruction(rules, data);
        this.needsMarketCap = rules.weighting().method() == WeightingRules.Method.MARKET_CAP
                || rules.constraints().maxSectorDeviation().isPresent();
    }

    private static int[] numberSectors(MarketData data) {
        // By name, so that ties between sectors do not depend on tickers.
        TreeSet<String> names = new TreeSet<>();
        for (int c = 0; c < data.tickers().size(); c++) {
            data.sector(c).ifPresent(names::add);
        }
        List<String> ordered = List.copyOf(names);
        int[] sectorOf = new int[data.tickers().size()];
        for (int c = 0; c < sectorOf.length; c++) {
            sectorOf[c] = data.sector(c)
                    .map(name -> Collections.binarySearch(ordered, name))
                    .orElse(-1);
        }
        return sectorOf;
    }

    /**
     * Decides on all rebalance days.
     *
     * @param days their indices in the run's window, ascending
     */
    public List<Targets> decide(int[] days, RunWindow window) {
        List<Targets> targets = new ArrayList<>(days.length);
        double[] previous = new double[data.tickers().size()];
        boolean[] held = new boolean[previous.length];
        for (int day : days) {
            Targets decided = decide(day, window.row(day), previous, held);
            targets.add(decided);
            Arrays.fill(previous, 0);
            Arrays.fill(held, false);
            for (int i = 0; i < decided.columns().length; i++) {
                previous[decided.columns()[i]] = decided.weights()[i];
                held[decided.columns()[i]] = true;
            }
        }
        return targets;
    }

    /**
     * Decides on one day.
     *
     * @param day index of the day in the run's window
     * @param row its row in the market data
     * @param previous weights that the last rebalance decided, by column
     * @param held by column, whether the last rebalance selected it
     * @throws InvalidInputException if the day has no scores
     */
    private Targets decide(int day, int row, double[] previous, boolean[] held) {
        LocalDate date = data.dates().date(row);
        RankedDay today = ranked.of(row, this::rank);
        double[] signal = today.signal();
        Selector.Selection selection = selector.select(today.order(), signal, held);
        int[] selected = selection.columns();
        double[] marketCap = needsMarketCap ? LastKnown.before(data, MarketField.MARKET_CAP, row) : nans();
        PortfolioConstruction.Weights weights = construction.weigh(new PortfolioConstruction.Candidates(
                row,
                selected,
                Arrays.stream(selected).mapToDouble(c -> signal[c]).toArray(),
                today.screen().adtv(),
                marketCap,
                sectorOf,
                today.liquid(),
                previous));
        return new Targets(
                day,
                date,
                selected,
                Arrays.stream(selected).mapToDouble(c -> signal[c]).toArray(),
                weights.raw(),
                weights.weights(),
                today.screen(),
                today.order().length,
                selection.cutoff(),
                record ? new DayDecisions(date, data.tickers(), today).list(selection, weights) : List.of(),
                weights.relaxed(),
                weights.notes());
    }

    private RankedDay rank(int row) {
        LocalDate date = data.dates().date(row);
        int scoreRow = scores.dates().indexOf(date);
        boolean[] scored = scoreRow < 0 ? new boolean[data.tickers().size()] : signals.scored(scoreRow);
        if (!any(scored) && rules.referenceRules().missingScores() == MissingScores.ERROR) {
            throw new InvalidInputException("no scores of version " + rules.scores() + " on " + date
                    + ", a rebalance day of strategy " + rules.name() + "; generate them: qvm generate --model "
                    + rules.scores() + " --from " + date + " --to " + date + scoreRange());
        }
        LiquidityScreen screen = filter.screen(row, scored);
        int[] liquid =
                Arrays.stream(screen.universe()).filter(c -> scored[c]).sorted().toArray();
        double[] signal = scoreRow < 0 ? nans() : signals.signal(scoreRow, liquid);
        int[] order = Ranking.descending(
                Arrays.stream(liquid).filter(c -> !Double.isNaN(signal[c])).toArray(), signal);
        return new RankedDay(scored, screen, liquid, signal, order);
    }

    private String scoreRange() {
        return scores.dates().isEmpty()
                ? ""
                : " (there are scores from " + scores.dates().date(0) + " to "
                        + scores.dates().date(scores.dates().size() - 1) + ")";
    }

    private double[] nans() {
        double[] values = new double[data.tickers().size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static boolean any(boolean[] values) {
        for (boolean value : values) {
            if (value) {
                return true;
            }
        }
        return false;
    }
}
