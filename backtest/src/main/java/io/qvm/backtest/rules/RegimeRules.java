package io.qvm.backtest.rules;

/**
 * Exposure by the market's regime, seen in the benchmark's closes up to the day.
 *
 * <p>Bear: drawdown below {@code bear_drawdown}. Stress: volatility of the last {@code volatility_window} returns above its
 * {@code stress_quantile} over all days so far. Bull: above the mean of the last {@code trend_window} closes. Otherwise
 * sideways. The first that holds counts, in this order.
 *
 * @param bear exposure in a bear market; default 0.5
 * @param stress exposure under stress; default 0.5
 * @param sideways default 1
 * @param bull default 1
 * @param bearDrawdown default -0.2
 * @param volatilityWindow default 60 index days
 * @param stressQuantile default 0.75
 * @param trendWindow default 200 index days
 * @param minHistory volatilities needed before any day counts as stress; default 252
 */
public record RegimeRules(
        Double bear,
        Double stress,
        Double sideways,
        Double bull,
        Double bearDrawdown,
        Integer volatilityWindow,
        Double stressQuantile,
        Integer trendWindow,
        Integer minHistory) {
    public RegimeRules {
        bear = bear == null ? 0.5 : bear;
        stress = stress == null ? 0.5 : stress;
        sideways = sideways == null ? 1.0 : sideways;
        bull = bull == null ? 1.0 : bull;
        bearDrawdown = bearDrawdown == null ? -0.2 : bearDrawdown;
        volatilityWindow = volatilityWindow == null ? 60 : volatilityWindow;
        stressQuantile = stressQuantile == null ? 0.75 : stressQuantile;
        trendWindow = trendWindow == null ? 200 : trendWindow;
        minHistory = minHistory == null ? 252 : minHistory;
        Checks.zeroToOne("bear", bear);
        Checks.zeroToOne("stress", stress);
        Checks.zeroToOne("sideways", sideways);
        Checks.zeroToOne("bull", bull);
        Checks.require(
                bearDrawdown > -1 && bearDrawdown < 0, "bear_drawdown must be within -1 and 0, was " + bearDrawdown);
        Checks.require(volatilityWindow >= 2, "volatility_window must be at least 2, was " + volatilityWindow);
        Checks.zeroToOne("stress_quantile", stressQuantile);
        Checks.positive("trend_window", trendWindow);
        Checks.positive("min_history", minHistory);
    }
}
