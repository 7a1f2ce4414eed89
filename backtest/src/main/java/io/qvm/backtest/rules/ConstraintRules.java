package io.qvm.backtest.rules;

import java.util.Optional;

/**
 * Limits of the weights. What they cut off goes to stocks below their limits; if there is none, it stays in cash.
 *
 * <p>Caps on positions, sectors and participation, and the minimum cash, can always hold: as much is invested as they leave.
 * Of the other two, turnover and the distance to the benchmark's sector weights, the one that cannot hold with that is
 * given up; if each could and both together cannot, that is turnover. What was given up, and why, is on record with the
 * rebalance.
 *
 * @param maxPosition largest weight of one stock; default 1
 * @param maxSector largest weight of one sector; default 1. Stocks without sector are not bound by it
 * @param maxSectorDeviation largest distance of a sector's share of the invested weight to its share of the market
 *     capitalisation of the liquid universe. Off unless given
 * @param maxTurnover largest sum of absolute weight changes / 2 at one rebalance, against the decided weights of the last
 *     one. Off unless given
 * @param maxAdtvShare largest position as a share of its stock's ADTV, the capital being the simulation's initial one. Off
 *     unless given
 * @param minNames fewer selected stocks than this stay in cash with the missing share, so that no position is above 1 /
 *     min_names; default 1
 * @param minCash share of the capital that is never invested; default 0
 */
public record ConstraintRules(
        Double maxPosition,
        Double maxSector,
        Optional<Double> maxSectorDeviation,
        Optional<Double> maxTurnover,
        Optional<Double> maxAdtvShare,
        Integer minNames,
        Double minCash) {
    /** None. */
    public static final ConstraintRules NONE = caps(1, 1);

    public ConstraintRules {
        maxPosition = maxPosition == null ? 1.0 : maxPosition;
        maxSector = maxSector == null ? 1.0 : maxSector;
        maxSectorDeviation = maxSectorDeviation == null ? Optional.empty() : maxSectorDeviation;
        maxTurnover = maxTurnover == null ? Optional.empty() : maxTurnover;
        maxAdtvShare = maxAdtvShare == null ? Optional.empty() : maxAdtvShare;
        minNames = minNames == null ? 1 : minNames;
        minCash = minCash == null ? 0.0 : minCash;
        Checks.share("max_position", maxPosition);
        Checks.share("max_sector", maxSector);
        maxSectorDeviation.ifPresent(share -> Checks.share("max_sector_deviation", share));
        maxTurnover.ifPresent(share -> Checks.share("max_turnover", share));
        maxAdtvShare.ifPresent(share -> Checks.positive("max_adtv_share", share));
        Checks.positive("min_names", minNames);
        Checks.require(minCash >= 0 && minCash < 1, "min_cash must be at least 0 and below 1, was " + minCash);
    }

    /** A position cap and a sector cap alone. */
    public static ConstraintRules caps(double maxPosition, double maxSector) {
        return new ConstraintRules(
                maxPosition, maxSector, Optional.empty(), Optional.empty(), Optional.empty(), 1, 0.0);
    }

    /** True if caps on positions and sectors are the only limits. */
    public boolean onlyCaps() {
        return maxSectorDeviation.isEmpty() && maxTurnover.isEmpty() && maxAdtvShare.isEmpty();
    }
}
