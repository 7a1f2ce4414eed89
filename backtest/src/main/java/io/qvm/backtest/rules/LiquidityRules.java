package io.qvm.backtest.rules;

/**
 * Which stocks can be bought at all.
 *
 * <p>The window ends on the trading day before the rebalance, and so do price and market capitalisation. ADTV is the
 * traded value summed over the window and divided by its number of market trading days: a day without trade counts 0.
 *
 * @param lookbackDays trading days in the window; default 63
 * @param minAdtv smallest ADTV, currency; default 0
 * @param minAdtvShare smallest ADTV as a share of the last market capitalisation; default 0
 * @param minTradingShare smallest share of the window's days on which the stock traded; default 0.6
 * @param maxNames at most so many, those with the largest ADTV; default no limit
 * @param minPrice smallest last close as traded, currency; default 0
 * @param minMarketCap smallest last market capitalisation, currency; default 0
 */
public record LiquidityRules(
        Integer lookbackDays,
        Double minAdtv,
        Double minAdtvShare,
        Double minTradingShare,
        Integer maxNames,
        Double minPrice,
        Double minMarketCap) {
    /** All defaults. */
    public static final LiquidityRules DEFAULT = new LiquidityRules(63, 0.0, 0.0, 0.6, Integer.MAX_VALUE, 0.0, 0.0);

    public LiquidityRules {
        lookbackDays = lookbackDays == null ? 63 : lookbackDays;
        minAdtv = minAdtv == null ? 0.0 : minAdtv;
        minAdtvShare = minAdtvShare == null ? 0.0 : minAdtvShare;
        minTradingShare = minTradingShare == null ? 0.6 : minTradingShare;
        maxNames = maxNames == null ? Integer.MAX_VALUE : maxNames;
        minPrice = minPrice == null ? 0.0 : minPrice;
        minMarketCap = minMarketCap == null ? 0.0 : minMarketCap;
        Checks.positive("lookback_days", lookbackDays);
        Checks.notNegative("min_adtv", minAdtv);
        Checks.zeroToOne("min_adtv_share", minAdtvShare);
        Checks.zeroToOne("min_trading_share", minTradingShare);
        Checks.positive("max_names", maxNames);
        Checks.notNegative("min_price", minPrice);
        Checks.notNegative("min_market_cap", minMarketCap);
    }
}
