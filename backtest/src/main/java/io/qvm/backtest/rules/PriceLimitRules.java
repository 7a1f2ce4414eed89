package io.qvm.backtest.rules;

/**
 * Daily price limits: at a close at or above the upper one nobody sells, so nothing is bought; at or below the lower one
 * nothing is sold. Measured from the last close before, with half a per mille to spare for rounding to ticks.
 *
 * @param up e.g. 0.07
 * @param down e.g. -0.07
 */
public record PriceLimitRules(Double up, Double down) {
    public PriceLimitRules {
        Checks.require(up != null && down != null, "up and down must be given, e.g. {up: 0.07, down: -0.07}");
        Checks.require(up > 0 && down < 0 && down > -1, "up must be above 0 and down within -1 and 0");
    }
}
