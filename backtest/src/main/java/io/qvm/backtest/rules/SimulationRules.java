package io.qvm.backtest.rules;

/**
 * How decided weights become returns. Prices are adjusted closes, so a "share" is one of the adjusted price series.
 *
 * @param mode share account (default) or constant weights
 * @param costsBps costs in basis points of the traded value, on buys and on sells; default 0
 * @param cashRate yearly interest on cash, simple over calendar days / 365; default 0. The share account only
 * @param initialCapital currency; default 1e9. The share account only
 * @param lotSize shares are traded in multiples of it; default 1. The share account only
 * @param unknownDelistingReturn what a delisting pays, relative to the last price, when the data does not say; default
 *     -0.3, the average that Shumway (1997) found for performance-related delistings
 * @param delistedAfterDaysWithoutPrice trading days without a price after which a held stock counts as delisted; default
 *     120. The share account only
 */
public record SimulationRules(
        Mode mode,
        Double costsBps,
        Double cashRate,
        Double initialCapital,
        Integer lotSize,
        Double unknownDelistingReturn,
        Integer delistedAfterDaysWithoutPrice) {
    /** What carries the weights from day to day. */
    public enum Mode {
        /** A cash-and-shares account; positions drift between rebalances. */
        DRIFT,
        /** Target weights are restored every day, free of charge. */
        CONSTANT_WEIGHT
    }

    public SimulationRules {
        mode = mode == null ? Mode.DRIFT : mode;
        costsBps = costsBps == null ? 0.0 : costsBps;
        cashRate = cashRate == null ? 0.0 : cashRate;
        initialCapital = initialCapital == null ? 1e9 : initialCapital;
        lotSize = lotSize == null ? 1 : lotSize;
        unknownDelistingReturn = unknownDelistingReturn == null ? -0.3 : unknownDelistingReturn;
        delistedAfterDaysWithoutPrice = delistedAfterDaysWithoutPrice == null ? 120 : delistedAfterDaysWithoutPrice;
        Checks.require(
                costsBps >= 0 && costsBps < 10_000,
                "costs_bps must be at least 0 and below 10000 (100 %), was " + costsBps);
        Checks.require(cashRate > -1 && cashRate < 10, "cash_rate is a yearly rate like 0.03, was " + cashRate);
        Checks.positive("initial_capital", initialCapital);
        Checks.positive("lot_size", lotSize);
        Checks.require(
                unknownDelistingReturn >= -1 && unknownDelistingReturn <= 0,
                "unknown_delisting_return must be within -1 and 0, was " + unknownDelistingReturn);
        Checks.positive("delisted_after_days_without_price", delistedAfterDaysWithoutPrice);
    }
}
