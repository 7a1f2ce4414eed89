package io.qvm.backtest.simulation;

import io.qvm.backtest.rules.ImpactRules;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.market.InvalidInputException;
import java.util.Optional;

/**
 * What a trade costs, by kind.
 *
 * <p>{@link #of} leaves the parts of the last trade in fields: one object serves a whole run. Impact follows
 * {@link ImpactRules}; it never takes more of a trade than the other costs leave, so that no sale costs more than it brings.
 */
final class Costs {
    private final double commissionRate;
    private final double taxRate;
    private final double spreadRate;
    private final Optional<ImpactRules> rules;
    private final TradingHistory history;
    private final double largestImpact;

    private double commission;
    private double tax;
    private double spread;
    private double impact;
    private boolean impactUnknown;
    private boolean impactCapped;

    /**
     * Prepares costs.
     *
     * @throws InvalidInputException if a sale could cost more than it brings
     */
    Costs(SimulationRules rules, TradingHistory history) {
        this.commissionRate = rules.costsBps() / 10_000;
        this.taxRate = rules.sellTaxBps() / 10_000;
        this.spreadRate = rules.halfSpreadBps() / 10_000;
        this.rules = rules.impact();
        this.history = history;
        this.largestImpact = 1 - (commissionRate + taxRate + spreadRate);
        if (!(largestImpact > 0)) {
            throw new InvalidInputException(
                    "costs_bps, sell_tax_bps and half_spread_bps together must be below 10000, were " + rules.costsBps()
                            + " + " + rules.sellTaxBps() + " + " + rules.halfSpreadBps());
        }
    }

    /** Share of the value that every buy costs, impact aside. */
    double buyRate() {
        return commissionRate + spreadRate;
    }

    /** Cost of trading a value of a stock on a row. */
    double of(int row, int column, double value, boolean sale) {
        commission = value * commissionRate;
        tax = sale ? value * taxRate : 0;
        spread = value * spreadRate;
        impact = impact(row, column, value);
        return commission + tax + spread + impact;
    }

    /** Impact alone. */
    double impact(int row, int column, double value) {
        impactUnknown = false;
        impactCapped = false;
        if (rules.isEmpty()) {
            return 0;
        }
        ImpactRules law = rules.get();
        double share = law.coefficient()
                * history.volatility(row, column, law.windowDays())
                * Math.sqrt(value / history.averageTradedValue(row, column, law.windowDays()));
        impactUnknown = !(share >= 0 && share < Double.POSITIVE_INFINITY);
        impactCapped = !impactUnknown && share > largestImpact;
        return impactUnknown ? 0 : value * Math.min(share, largestImpact);
    }

    double commission() {
        return commission;
    }

    double tax() {
        return tax;
    }

    double spread() {
        return spread;
    }

    double impact() {
        return impact;
    }

    /** True if the last trade's volatility or ADTV was not known, so that it was charged no impact. */
    boolean impactUnknown() {
        return impactUnknown;
    }

    /** True if the last trade's impact would have been more than the other costs leave. */
    boolean impactCapped() {
        return impactCapped;
    }
}
