package io.qvm.backtest.rules;

import java.util.Optional;

/**
 * How much of the capital is invested. Of several overlays the most careful one counts, day by day; then its exposure is
 * smoothed, rounded to steps, held through the cooldown, and kept until it changes enough, in this order.
 *
 * @param regime exposure by market regime, if wanted
 * @param volatilityTarget exposure by volatility, if wanted
 * @param drawdownControl exposure by drawdown, if wanted
 * @param smoothingDays span n of an exponential mean with weight 2 / (n + 1) for the newest day; default 1, none
 * @param step exposure is rounded down to multiples of it; default 0, no rounding
 * @param cooldownDays after a cut exposure does not rise for so many trading days; default 0
 * @param minChange exposure stays as it is until the wanted one differs by so much; default 0.05
 */
public record OverlayRules(
        Optional<RegimeRules> regime,
        Optional<VolatilityTargetRules> volatilityTarget,
        Optional<DrawdownControlRules> drawdownControl,
        Integer smoothingDays,
        Double step,
        Integer cooldownDays,
        Double minChange) {
    public OverlayRules {
        regime = regime == null ? Optional.empty() : regime;
        volatilityTarget = volatilityTarget == null ? Optional.empty() : volatilityTarget;
        drawdownControl = drawdownControl == null ? Optional.empty() : drawdownControl;
        smoothingDays = smoothingDays == null ? 1 : smoothingDays;
        step = step == null ? 0.0 : step;
        cooldownDays = cooldownDays == null ? 0 : cooldownDays;
        minChange = minChange == null ? 0.05 : minChange;
        Checks.positive("smoothing_days", smoothingDays);
        Checks.zeroToOne("step", step);
        Checks.notNegative("cooldown_days", cooldownDays);
        Checks.zeroToOne("min_change", minChange);
    }

    /** Always fully invested. */
    public static OverlayRules none() {
        return new OverlayRules(Optional.empty(), Optional.empty(), Optional.empty(), 1, 0.0, 0, 0.0);
    }

    public boolean isNone() {
        return regime.isEmpty() && volatilityTarget.isEmpty() && drawdownControl.isEmpty();
    }

    /** Largest exposure that any day can have. */
    public double maxExposure() {
        return isNone() || regime.isPresent() || drawdownControl.isPresent()
                ? 1
                : volatilityTarget.map(VolatilityTargetRules::maxExposure).orElse(1.0);
    }
}
