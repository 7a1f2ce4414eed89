package io.qvm.backtest.simulation;

import io.qvm.backtest.rules.PriceLimitRules;
import io.qvm.backtest.rules.SimulationRules;

/** Daily limits of price: which side of the market is closed. See {@link PriceLimitRules}. */
final class PriceLimits {
    /** A close at the limit is rounded to a tick. */
    private static final double TO_SPARE = 5e-4;

    private final double up;
    private final double down;
    private final boolean any;
    private final TradingHistory history;

    PriceLimits(SimulationRules rules, TradingHistory history) {
        this.any = rules.priceLimits().isPresent();
        this.up = rules.priceLimits().map(PriceLimitRules::up).orElse(Double.NaN) - TO_SPARE;
        this.down = rules.priceLimits().map(PriceLimitRules::down).orElse(Double.NaN) + TO_SPARE;
        this.history = history;
    }

    /** True if nobody takes the other side at this close; false where the move cannot be told. */
    boolean closed(int row, int column, boolean buy) {
        if (!any) {
            return false;
        }
        double move = history.move(row, column);
        return buy ? move >= up : move <= down;
    }
}
