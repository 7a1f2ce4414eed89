package io.qvm.backtest.funnel;

import io.qvm.backtest.construction.CappedWeights;
import io.qvm.backtest.rules.ReferenceRules.MissingScores;
import io.qvm.backtest.rules.SelectionRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The six steps of a rebalance, but for the last: load the day's scores, screen for liquidity, rank, select, weight within
 * the constraints. The overlay's exposure comes on top in the simulation.
 *
 * <p>Each step leaves a decision for those that it stops.
 */
public final class Funnel {
    private final StrategyRules rules;
    private final FactorScores scores;
    private final MarketData data;
    private final LiquidityFilter filter;
    private final SignalTable signals;
    private final int[] sectorOf;

    /**
     * Prepares the funnel of a strategy.
     *
     * @param filter the liquidity filter to use
     */
    public Funnel(StrategyRules rules, FactorScores scores, MarketData data, LiquidityFilter filter) {
        this.rules = rules;
        this.scores = scores;
        this.data = data;
        this.filter = filter;
        this.signals = new SignalTable(rules.signal(), scores, data.tickers());
        this.sectorOf = numberSectors(data);
    }

    private static int[] numberSectors(MarketData data) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] sectorOf = new int[data.tickers().size()];
        for (int c = 0; c < sectorOf.length; c++) {
            sectorOf[c] = data.sector(c)
                    .map(name -> numbers.computeIfAbsent(name, n -> numbers.size()))
                    .orElse(-1);
        }
        return sectorOf;
    }

    /**
     * Decides on one day.
     *
     * @param day index of the day in the run's window
     * @param row its row in the market data
     * @throws InvalidInputException if the day has no scores
     */
    public Targets decide(int day, int row) {
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
        double cutoff = cutoff(order, signal);
        int count = count(order, signal, cutoff);
        int[] selected = Arrays.copyOf(order, count);
        double[] raw = new double[count];
        Arrays.fill(raw, 1.0 / count);
        double[] weights = CappedWeights.apply(
                raw, Arrays.stream(selected).map(c -> sectorOf[c]).toArray(), rules.constraints());
        Decisions decisions = new Decisions(date, scored, screen, signal, order);
        return new Targets(
                day,
                date,
                selected,
                Arrays.stream(selected).mapToDouble(c -> signal[c]).toArray(),
                raw,
                weights,
                screen,
                order.length,
                cutoff,
                decisions.list(count, cutoff, raw, weights));
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

    private double cutoff(int[] order, double[] signal) {
        SelectionRules selection = rules.selection();
        if (order.length < selection.minScored() || !selection.byPercentile(order.length)) {
            return Double.NaN;
        }
        double[] ascending =
                Arrays.stream(order).mapToDouble(c -> signal[c]).sorted().toArray();
        return Quantile.ofSorted(ascending, ascending.length, selection.percentile());
    }

    private int count(int[] order, double[] signal, double cutoff) {
        SelectionRules selection = rules.selection();
        if (order.length < selection.minScored()) {
            return 0;
        }
        if (Double.isNaN(cutoff)) {
            return Math.min(selection.topN(), order.length);
        }
        int count = 0;
        while (count < order.length && signal[order[count]] >= cutoff) {
            count++;
        }
        return count;
    }

    private static boolean any(boolean[] values) {
        for (boolean value : values) {
            if (value) {
                return true;
            }
        }
        return false;
    }

    /** Writes down what happened to each ticker of one day. */
    private final class Decisions {
        private final LocalDate date;
        private final boolean[] scored;
        private final LiquidityScreen screen;
        private final double[] signal;
        private final int[] order;

        Decisions(LocalDate date, boolean[] scored, LiquidityScreen screen, double[] signal, int[] order) {
            this.date = date;
            this.scored = scored;
            this.screen = screen;
            this.signal = signal;
            this.order = order;
        }

        List<FunnelDecision> list(int count, double cutoff, double[] raw, double[] weights) {
            FunnelDecision[] byColumn = new FunnelDecision[scored.length];
            for (int rank = 1; rank <= order.length; rank++) {
                int c = order[rank - 1];
                byColumn[c] = rank <= count
                        ? selected(c, rank, raw[rank - 1], weights[rank - 1])
                        : notSelected(c, rank, cutoff);
            }
            for (int c = 0; c < byColumn.length; c++) {
                if (byColumn[c] == null && (scored[c] || screen.candidates()[c])) {
                    byColumn[c] = notRanked(c);
                }
            }
            return Arrays.stream(byColumn).filter(d -> d != null).toList();
        }

        private FunnelDecision selected(int c, int rank, double raw, double weight) {
            if (weight < raw) {
                boolean position = weight >= rules.constraints().maxPosition();
                String rule = position ? "position_cap" : "sector_cap";
                double limit = position
                        ? rules.constraints().maxPosition()
                        : rules.constraints().maxSector();
                double observed = position ? raw : rawSector(c, rank, raw);
                return decision(c, FunnelStage.HELD, rule, observed, limit, rank, raw, weight);
            }
            return decision(c, FunnelStage.HELD, "selected", Double.NaN, Double.NaN, rank, raw, weight);
        }

        /** What the stock's sector would weigh without constraints. */
        private double rawSector(int c, int rank, double raw) {
            int members = 0;
            for (int i = 0; i < (int) Math.round(1 / raw); i++) {
                members += sectorOf[order[i]] == sectorOf[c] ? 1 : 0;
            }
            return members * raw;
        }

        private FunnelDecision notSelected(int c, int rank, double cutoff) {
            if (order.length < rules.selection().minScored()) {
                return decision(
                        c,
                        FunnelStage.RANKED,
                        "min_scored",
                        order.length,
                        rules.selection().minScored(),
                        rank,
                        0,
                        0);
            }
            return Double.isNaN(cutoff)
                    ? decision(
                            c,
                            FunnelStage.RANKED,
                            "rank",
                            rank,
                            rules.selection().topN(),
                            rank,
                            0,
                            0)
                    : decision(c, FunnelStage.RANKED, "percentile", signal[c], cutoff, rank, 0, 0);
        }

        private FunnelDecision notRanked(int c) {
            if (screen.passed(c)) {
                String rule = scored[c] ? "no_signal" : "no_score";
                return decision(c, FunnelStage.LIQUID, rule, Double.NaN, Double.NaN, 0, 0, 0);
            }
            String rule = screen.candidates()[c] ? screen.rule()[c] : "not_traded";
            return decision(c, FunnelStage.SCORED, rule, screen.observed()[c], screen.limit()[c], 0, 0, 0);
        }

        private FunnelDecision decision(
                int c,
                FunnelStage stage,
                String rule,
                double observed,
                double limit,
                int rank,
                double raw,
                double weight) {
            return new FunnelDecision(
                    date, data.tickers().ticker(c), stage, rule, observed, limit, rank, signal[c], raw, weight);
        }
    }
}
