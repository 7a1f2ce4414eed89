package io.qvm.market.run;

/** Steps of the decision funnel, in order. A ticker's decision names the last one that it reached. */
public enum FunnelStage {
    /** Has a score on the day. */
    SCORED,
    /** Passed the liquidity filter. */
    LIQUID,
    /** Was ranked. */
    RANKED,
    /** Was selected. */
    SELECTED,
    /** Has a weight after the constraints. */
    WEIGHTED,
    /** Held, with the overlay's exposure applied. */
    HELD
}
