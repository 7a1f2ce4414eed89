package io.qvm.backtest.rules;

/**
 * Market impact by the square-root law (e.g. Almgren, Thum, Hauptmann, Li 2005; Toth et al. 2011): an order of Q currency
 * in a stock of daily volatility s and ADTV V costs {@code coefficient x s x sqrt(Q / V)} of its value.
 *
 * @param coefficient default 1
 * @param windowDays trading days of volatility and ADTV, up to the day before the trade; default 21
 */
public record ImpactRules(Double coefficient, Integer windowDays) {
    public ImpactRules {
        coefficient = coefficient == null ? 1.0 : coefficient;
        windowDays = windowDays == null ? 21 : windowDays;
        Checks.notNegative("coefficient", coefficient);
        Checks.require(windowDays >= 2, "window_days must be at least 2, was " + windowDays);
    }
}
