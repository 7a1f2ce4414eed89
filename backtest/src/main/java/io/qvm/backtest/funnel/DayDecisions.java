package io.qvm.backtest.funnel;

import io.qvm.backtest.construction.PortfolioConstruction.Weights;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happened to each ticker on one rebalance day. */
final class DayDecisions {
    private final LocalDate date;
    private final TickerIndex tickers;
    private final boolean[] scored;
    private final LiquidityScreen screen;
    private final double[] signal;
    private final int[] order;

    DayDecisions(LocalDate date, TickerIndex tickers, RankedDay day) {
        this.date = date;
        this.tickers = tickers;
        this.scored = day.scored();
        this.screen = day.screen();
        this.signal = day.signal();
        this.order = day.order();
    }

    /** A decision for everyone who was scored or screened, ascending by ticker. */
    List<FunnelDecision> list(Selector.Selection selection, Weights weights) {
        int[] placeOf = new int[scored.length];
        for (int place = 0; place < order.length; place++) {
            placeOf[order[place]] = place + 1;
        }
        int[] positionOf = new int[scored.length];
        for (int i = 0; i < selection.columns().length; i++) {
            positionOf[selection.columns()[i]] = i + 1;
        }
        List<FunnelDecision> decisions = new ArrayList<>(scored.length);
        for (int c = 0; c < scored.length; c++) {
            if (positionOf[c] > 0) {
                decisions.add(selected(c, placeOf[c] - 1, positionOf[c] - 1, selection, weights));
            } else if (placeOf[c] > 0) {
                int place = placeOf[c] - 1;
                decisions.add(decision(
                        c,
                        FunnelStage.RANKED,
                        selection.rule()[place],
                        selection.observed()[place],
                        selection.limit()[place],
                        place + 1,
                        0,
                        0));
            } else if (scored[c] || screen.candidates()[c]) {
                decisions.add(notRanked(c));
            }
        }
        return decisions;
    }

    private FunnelDecision selected(int c, int place, int i, Selector.Selection selection, Weights weights) {
        boolean bound = !weights.bindingRule()[i].isEmpty();
        double weight = weights.weights()[i];
        return decision(
                c,
                weight > 0 ? FunnelStage.HELD : FunnelStage.SELECTED,
                bound ? weights.bindingRule()[i] : selection.rule()[place],
                bound ? weights.observed()[i] : selection.observed()[place],
                bound ? weights.limit()[i] : selection.limit()[place],
                place + 1,
                weights.raw()[i],
                weight);
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
            int c, FunnelStage stage, String rule, double observed, double limit, int rank, double raw, double weight) {
        return new FunnelDecision(date, tickers.ticker(c), stage, rule, observed, limit, rank, signal[c], raw, weight);
    }
}
