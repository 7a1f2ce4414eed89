package io.qvm.backtest.rules;

import java.time.LocalDate;
import java.util.List;

/**
 * When the strategy decides, and how long after that it trades.
 *
 * @param frequency last trading day of each week, month or quarter, or a list of dates
 * @param dates the days to decide on, only with {@code frequency: dates}; each a trading day
 * @param executionLagDays trading days from the decision's close to the close of execution, at least 1; default 1
 */
public record RebalanceRules(Frequency frequency, List<LocalDate> dates, Integer executionLagDays) {
    /** How often the strategy decides. */
    public enum Frequency {
        WEEKLY,
        MONTHLY,
        QUARTERLY,
        DATES
    }

    public RebalanceRules {
        Checks.require(frequency != null, "frequency must be weekly, monthly, quarterly or dates");
        dates = dates == null ? List.of() : dates.stream().sorted().distinct().toList();
        executionLagDays = executionLagDays == null ? 1 : executionLagDays;
        Checks.require(
                (frequency == Frequency.DATES) == !dates.isEmpty(),
                frequency == Frequency.DATES
                        ? "frequency dates needs a list of dates"
                        : "dates go with frequency: dates only");
        Checks.require(
                executionLagDays >= 1,
                "execution_lag_days must be at least 1 (a decision at a close cannot trade at that close), was "
                        + executionLagDays);
    }
}
