package io.qvm.backtest.rules;

import java.util.Optional;

/**
 * How decided weights become returns. All keys but {@code mode}, {@code costs_bps} and {@code unknown_delisting_return} are
 * the share account's only.
 *
 * @param mode share account (default) or constant weights
 * @param costsBps commission in basis points of the traded value, on buys and on sells; default 0
 * @param sellTaxBps tax in basis points of sales; default 0
 * @param halfSpreadBps half of the bid-ask spread in basis points of the traded value, on buys and on sells; default 0
 * @param impact market impact, if wanted
 * @param maxParticipation largest share of a stock's ADTV (21 trading days before) that is traded in one day. Off unless given
 * @param unfilled what becomes of the part of an order that could not be traded; default {@code carry}
 * @param priceLimits daily limits, if the market has them
 * @param prices what is traded: adjusted series (default), or prices as traded, with dividends and splits from the
 *     corporate actions
 * @param dividends what becomes of dividends when prices are as traded; default {@code cash}
 * @param settlementDays trading days until the proceeds of a sale can pay for a purchase; default 0
 * @param cashRate yearly interest on cash, simple over calendar days / 365; default 0
 * @param financingRate the same on borrowed cash; default 0
 * @param maxLeverage largest invested share of equity at a trade; default 1, nothing is borrowed
 * @param initialCapital currency; default 1e9
 * @param lotSize shares are bought in multiples of it, and sold too unless a position is closed; default 1
 * @param unknownDelistingReturn what a delisting pays, relative to the last price, when the data does not say; default
 *     -0.3, the average that Shumway (1997) found for performance-related delistings
 * @param delistedAfterDaysWithoutPrice trading days without a price after which a held stock counts as delisted; default
 *     120
 */
public record SimulationRules(
        Mode mode,
        Double costsBps,
        Double sellTaxBps,
        Double halfSpreadBps,
        Optional<ImpactRules> impact,
        Optional<Double> maxParticipation,
        Unfilled unfilled,
        Optional<PriceLimitRules> priceLimits,
        PriceSeries prices,
        Dividends dividends,
        Integer settlementDays,
        Double cashRate,
        Double financingRate,
        Double maxLeverage,
        Double initialCapital,
        Integer lotSize,
        Double unknownDelistingReturn,
        Integer delistedAfterDaysWithoutPrice) {
    /** All defaults. */
    public static final SimulationRules DEFAULT = new SimulationRules(
            Mode.DRIFT,
            0.0,
            0.0,
            0.0,
            Optional.empty(),
            Optional.empty(),
            Unfilled.CARRY,
            Optional.empty(),
            PriceSeries.ADJUSTED,
            Dividends.CASH,
            0,
            0.0,
            0.0,
            1.0,
            1e9,
            1,
            -0.3,
            120);

    /** What carries the weights from day to day. */
    public enum Mode {
        /** A cash-and-shares account; positions drift between rebalances. */
        DRIFT,
        /** Target weights are restored every day, free of charge. */
        CONSTANT_WEIGHT
    }

    /** What becomes of an order that cannot be filled in a day. */
    public enum Unfilled {
        /** It waits until it can be, or until the next rebalance. */
        CARRY,
        /** It is forgotten. */
        DROP
    }

    /** What a share is. */
    public enum PriceSeries {
        /** One of the adjusted series: dividends and splits are in the price. */
        ADJUSTED,
        /** A real one. */
        AS_TRADED
    }

    /** What becomes of dividends. */
    public enum Dividends {
        CASH,
        /** Shares of the same stock for the whole amount, free of charge, at the ex-day's close; fractions stay fractions. */
        REINVEST
    }

    public SimulationRules {
        mode = mode == null ? Mode.DRIFT : mode;
        costsBps = costsBps == null ? 0.0 : costsBps;
        sellTaxBps = sellTaxBps == null ? 0.0 : sellTaxBps;
        halfSpreadBps = halfSpreadBps == null ? 0.0 : halfSpreadBps;
        impact = impact == null ? Optional.empty() : impact;
        maxParticipation = maxParticipation == null ? Optional.empty() : maxParticipation;
        unfilled = unfilled == null ? Unfilled.CARRY : unfilled;
        priceLimits = priceLimits == null ? Optional.empty() : priceLimits;
        prices = prices == null ? PriceSeries.ADJUSTED : prices;
        dividends = dividends == null ? Dividends.CASH : dividends;
        settlementDays = settlementDays == null ? 0 : settlementDays;
        cashRate = cashRate == null ? 0.0 : cashRate;
        financingRate = financingRate == null ? 0.0 : financingRate;
        maxLeverage = maxLeverage == null ? 1.0 : maxLeverage;
        initialCapital = initialCapital == null ? 1e9 : initialCapital;
        lotSize = lotSize == null ? 1 : lotSize;
        unknownDelistingReturn = unknownDelistingReturn == null ? -0.3 : unknownDelistingReturn;
        delistedAfterDaysWithoutPrice = delistedAfterDaysWithoutPrice == null ? 120 : delistedAfterDaysWithoutPrice;
        basisPoints("costs_bps", costsBps);
        basisPoints("sell_tax_bps", sellTaxBps);
        basisPoints("half_spread_bps", halfSpreadBps);
        maxParticipation.ifPresent(share -> Checks.share("max_participation", share));
        Checks.notNegative("settlement_days", settlementDays);
        Checks.require(cashRate > -1 && cashRate < 10, "cash_rate is a yearly rate like 0.03, was " + cashRate);
        Checks.require(
                financingRate >= 0 && financingRate < 10,
                "financing_rate is a yearly rate like 0.08, was " + financingRate);
        Checks.require(
                maxLeverage >= 1 && maxLeverage <= 5,
                "max_leverage must be at least 1 and at most 5, was " + maxLeverage);
        Checks.positive("initial_capital", initialCapital);
        Checks.positive("lot_size", lotSize);
        Checks.require(
                unknownDelistingReturn >= -1 && unknownDelistingReturn <= 0,
                "unknown_delisting_return must be within -1 and 0, was " + unknownDelistingReturn);
        Checks.positive("delisted_after_days_without_price", delistedAfterDaysWithoutPrice);
    }

    private static void basisPoints(String key, double value) {
        Checks.require(value >= 0 && value < 10_000, key + " must be at least 0 and below 10000 (100 %), was " + value);
    }
}
