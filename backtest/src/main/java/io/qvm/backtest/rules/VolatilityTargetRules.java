package io.qvm.backtest.rules;

/**
 * Exposure that brings the portfolio's volatility down to a target.
 *
 * <p>The volatility is that of the same portfolio without overlay, from its net returns since its first position.
 *
 * @param target yearly volatility, e.g. 0.15
 * @param window returns that the volatility is taken over; default 60. Before that many exposure is the largest
 * @param minExposure default 0.2
 * @param maxExposure default 1
 */
public record VolatilityTargetRules(Double target, Integer window, Double minExposure, Double maxExposure) {
    public VolatilityTargetRules {
        Checks.require(target != null, "target must be given, e.g. 0.15");
        window = window == null ? 60 : window;
        minExposure = minExposure == null ? 0.2 : minExposure;
        maxExposure = maxExposure == null ? 1.0 : maxExposure;
        Checks.positive("target", target);
        Checks.require(window >= 2, "window must be at least 2, was " + window);
        Checks.zeroToOne("min_exposure", minExposure);
        Checks.share("max_exposure", maxExposure);
        Checks.require(minExposure <= maxExposure, "min_exposure must not be above max_exposure");
    }
}
