package io.qvm.backtest.rules;

/**
 * Exposure that falls as the portfolio without overlay loses from its peak: 1 down to a drawdown of {@code start}, then
 * linearly to {@code min_exposure} at {@code full}, and no lower.
 *
 * @param start drawdown at which exposure begins to fall, e.g. -0.10
 * @param full drawdown at which it is smallest, e.g. -0.25
 * @param minExposure default 0.2
 */
public record DrawdownControlRules(Double start, Double full, Double minExposure) {
    public DrawdownControlRules {
        Checks.require(start != null && full != null, "start and full must be given, e.g. {start: -0.10, full: -0.25}");
        minExposure = minExposure == null ? 0.2 : minExposure;
        Checks.require(
                full > -1 && full < start && start <= 0,
                "start must be at most 0 and full below it and above -1, were " + start + " and " + full);
        Checks.zeroToOne("min_exposure", minExposure);
    }
}
