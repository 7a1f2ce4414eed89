package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Target weights restored every day without charge: the textbook portfolio, and what the reference engine computes.
 *
 * <p>A decision at the close of day d holds from day d + lag + 1 on. A day's return is the sum of weight x return over the
 * stocks that have a return; turnover is the sum of absolute weight changes / 2, 0 on the first day.
 */
public final class ConstantWeightSimulation {
    private final int days;
    private final int columns;
    private final double costPerTurnover;
    private final int targetDelay;
    private final int exposureDelay;

    /**
     * Prepares a simulation.
     *
     * @param costPerTurnover costs as a share of turnover; 2 x the rate if both sides of a trade pay
     * @param targetDelay days from a decision to its first return
     * @param exposureDelay days from a close to the first return with the exposure decided at it
     */
    public ConstantWeightSimulation(int days, int columns, double costPerTurnover, int targetDelay, int exposureDelay) {
        this.days = days;
        this.columns = columns;
        this.costPerTurnover = costPerTurnover;
        this.targetDelay = targetDelay;
        this.exposureDelay = exposureDelay;
    }

    /**
     * Runs it.
     *
     * @param targets what each rebalance decided, by day
     * @param exposure share of capital to invest, decided at the close of each day
     */
    public SimulationResult run(List<Targets> targets, double[] exposure, DayReturns source) {
        double[] gross = new double[days];
        double[] cost = new double[days];
        double[] net = new double[days];
        double[] invested = new double[days];
        double[] turnover = new double[days];
        double[] equity = new double[days];
        int[] positions = new int[days];
        double[] target = new double[columns];
        double[] weight = new double[columns];
        double[] before = new double[columns];
        int[] active = {};
        double value = 1;
        int next = 0;
        for (int k = 0; k < days; k++) {
            boolean changed = false;
            while (next < targets.size() && targets.get(next).day() + targetDelay <= k) {
                take(targets.get(next++), target);
                changed = true;
            }
            if (changed) {
                active = active(target, before);
                Arrays.fill(weight, 0);
            }
            double share = k >= exposureDelay ? exposure[k - exposureDelay] : 1;
            double sum = 0;
            double changes = 0;
            for (int c : active) {
                double w = target[c] == 0 || source.isGone(c, k) ? 0 : target[c] * share;
                weight[c] = w;
                double part = w == 0 ? 0 : w * source.on(c, k);
                sum += Double.isNaN(part) ? 0 : part;
                changes += Math.abs(w - before[c]);
                invested[k] += w;
                positions[k] += w > 0 ? 1 : 0;
            }
            gross[k] = sum;
            turnover[k] = k == 0 ? 0 : changes / 2;
            cost[k] = turnover[k] * costPerTurnover;
            net[k] = gross[k] - cost[k];
            value *= 1 + net[k];
            equity[k] = value;
            double[] swap = before;
            before = weight;
            weight = swap;
        }
        return new SimulationResult(
                gross, cost, net, invested, turnover, equity, positions, List.of(), unknownShares(targets));
    }

    /** Columns with a weight, now or the day before, ascending; the others stay at zero. */
    private static int[] active(double[] target, double[] before) {
        return IntStream.range(0, target.length)
                .filter(c -> target[c] != 0 || before[c] != 0)
                .toArray();
    }

    private static void take(Targets decided, double[] target) {
        Arrays.fill(target, 0);
        for (int i = 0; i < decided.columns().length; i++) {
            target[decided.columns()[i]] = decided.weights()[i];
        }
    }

    private static List<double[]> unknownShares(List<Targets> targets) {
        List<double[]> shares = new ArrayList<>();
        for (Targets decided : targets) {
            double[] unknown = new double[decided.columns().length];
            Arrays.fill(unknown, Double.NaN);
            shares.add(unknown);
        }
        return shares;
    }
}
