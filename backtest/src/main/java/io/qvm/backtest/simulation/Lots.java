package io.qvm.backtest.simulation;

/**
 * Whole lots. Shares are bought in lots, and sold in lots unless a position is closed; odd ones, which splits and
 * reinvested dividends leave, stay until then.
 */
final class Lots {
    private final int size;

    Lots(int size) {
        this.size = size;
    }

    /** The most lots within a quantity, in shares. */
    double floor(double quantity) {
        return Math.floor(quantity / size) * size;
    }

    /** From shares held to at most a target: what to buy, or to sell if negative. A target of zero closes the position. */
    double change(double held, double target) {
        if (target == 0) {
            return -held;
        }
        double odd = held % size;
        if (odd == 0) {
            return floor(target) - held;
        }
        return Math.max(floor(target - held), -floor(held));
    }

    /** As much of a change as a number of shares allows; all of it, or whole lots. Nothing if the number is not known. */
    double cut(double change, double most) {
        if (Math.abs(change) <= most) {
            return change;
        }
        double part = most > 0 ? floor(most) : 0;
        return change < 0 ? -part : part;
    }
}
