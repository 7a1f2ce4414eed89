package io.qvm.backtest.funnel;

import io.qvm.market.run.FunnelDecision;
import java.time.LocalDate;
import java.util.List;

/**
 * What one rebalance decided, before the overlay.
 *
 * @param day index of the decision day in the run's window
 * @param date the day
 * @param columns selected stocks by rank, as columns of the market data
 * @param signals their signals
 * @param rawWeights their weights before constraints
 * @param weights their weights after constraints; the rest to 1 is cash
 * @param screen what the liquidity filter found
 * @param ranked how many liquid stocks had a signal
 * @param cutoff smallest signal that the percentile lets through; NaN if it did not decide
 * @param decisions one for every scored or screened ticker, ascending by ticker, with weights before the overlay
 * @param relaxed constraints that were given up, in order
 * @param notes what else has to be known of the weights
 */
public record Targets(
        int day,
        LocalDate date,
        int[] columns,
        double[] signals,
        double[] rawWeights,
        double[] weights,
        LiquidityScreen screen,
        int ranked,
        double cutoff,
        List<FunnelDecision> decisions,
        List<String> relaxed,
        List<String> notes) {

    /** The same decision with other final weights. */
    public Targets withWeights(double[] other) {
        return new Targets(
                day, date, columns, signals, rawWeights, other, screen, ranked, cutoff, decisions, relaxed, notes);
    }

    /** Sum of the weights, in order of rank. */
    public double invested() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
