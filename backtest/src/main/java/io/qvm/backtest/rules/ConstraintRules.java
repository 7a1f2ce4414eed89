package io.qvm.backtest.rules;

/**
 * Limits of the weights. What they cut off goes to stocks below their limits; if there is none, it stays in cash.
 *
 * @param maxPosition largest weight of one stock; default 1
 * @param maxSector largest weight of one sector; default 1. Stocks without sector are not bound by it
 */
public record ConstraintRules(Double maxPosition, Double maxSector) {
    public ConstraintRules {
        maxPosition = maxPosition == null ? 1.0 : maxPosition;
        maxSector = maxSector == null ? 1.0 : maxSector;
        Checks.share("max_position", maxPosition);
        Checks.share("max_sector", maxSector);
    }
}
