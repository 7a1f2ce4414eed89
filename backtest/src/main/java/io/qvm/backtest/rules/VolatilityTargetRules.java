package io.qvm.backtest.rules;

/**
 * Exposure that brings the portfolio's volatility down to a target.
 *
 * <p>The volatility is that of the same portfolio without overlay, from its net returns since its first position.
 *
 * @param target yearly volatility, e.g. 0.15
 * @param window returns that the volatility is taken over; default 60. Before that many exposure is the largest
 * @param estimator equal weights over the window (default), or exponentially falling ones
 * @param halfLifeDays of the latter; default 20
 * @param minExposure default 0.2
 * @param maxExposure default 1
 */
public record VolatilityTargetRules(
        Double target,
        Integer window,
        Estimator estimator,
        Integer halfLifeDays,
        Double minExposure,
        Double maxExposure) {
    /** How the volatility is estimated. */
    public enum Estimator {
        /** Standard deviation over the window. */
        ROLLING,
        /** Root of the exponentially weighted mean square around the weighted mean, over all days so far. */
        EXPONENTIAL
    }

    public VolatilityTargetRules {
        Checks.require(target != null, "target must be given, e.g. 0.15");
        window = window == null ? 60 : window;
        estimator = estimator == null ? Estimator.ROLLING : estimator;
        halfLifeDays = halfLifeDays == null ? 20 : halfLifeDays;
        minExposure = minExposure == null ? 0.2 : minExposure;
        maxExposure = maxExposure == null ? 1.0 : maxExposure;
        Checks.positive("target", target);
        Checks.require(window >= 2, "window must be at least 2, was " + window);
        Checks.positive("half_life_days", halfLifeDays);
        Checks.zeroToOne("min_exposure", minExposure);
        Checks.require(
                maxExposure > 0 && maxExposure <= 5, "max_exposure must be above 0 and at most 5, was " + maxExposure);
        Checks.require(minExposure <= maxExposure, "min_exposure must not be above max_exposure");
    }
}
