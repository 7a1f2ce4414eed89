package io.qvm.backtest.rules;

import java.util.Optional;

/**
 * How much of the capital is invested. Of several overlays the most careful one counts.
 *
 * @param regime exposure by market regime, if wanted
 * @param volatilityTarget exposure by volatility, if wanted
 * @param minChange exposure stays as it is until the wanted one differs by so much; default 0.05
 */
public record OverlayRules(
        Optional<RegimeRules> regime, Optional<VolatilityTargetRules> volatilityTarget, Double minChange) {
    public OverlayRules {
        regime = regime == null ? Optional.empty() : regime;
        volatilityTarget = volatilityTarget == null ? Optional.empty() : volatilityTarget;
        minChange = minChange == null ? 0.05 : minChange;
        Checks.zeroToOne("min_change", minChange);
    }

    /** Always fully invested. */
    public static OverlayRules none() {
        return new OverlayRules(Optional.empty(), Optional.empty(), 0.0);
    }

    public boolean isNone() {
        return regime.isEmpty() && volatilityTarget.isEmpty();
    }
}
