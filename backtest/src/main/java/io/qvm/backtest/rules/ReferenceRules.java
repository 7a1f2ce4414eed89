package io.qvm.backtest.rules;

/**
 * Rules of the reference engine, for comparison with its numbers only. Each is off unless the file names it.
 *
 * @param liquidityWindow {@code calendar_days}: the look-back counts calendar days, ADTV is the mean over the days with
 *     trade only, and every ticker of the market takes part, scored or not
 * @param rebalanceDay {@code before_period_end}: the last trading day strictly before the period's last calendar day
 * @param missingScores {@code stay_in_cash}: a rebalance without scores holds cash instead of being an error
 * @param returns {@code row_to_row}: from one stored price row to the next, zero prices included; no delisting returns;
 *     tickers without any price row in the range stay out
 * @param costs {@code half_turnover}: costs on the sum of weight changes / 2
 * @param overlay {@code same_close}: exposure trades at the close that it is known at, and all weights one day late
 * @param regimeThresholds {@code whole_sample_LOOKS_AHEAD}: the stress threshold is a quantile over the whole range, and
 *     regimes start with the range
 * @param acceptLookAhead must be true with every option that looks ahead
 */
public record ReferenceRules(
        LiquidityWindow liquidityWindow,
        RebalanceDay rebalanceDay,
        MissingScores missingScores,
        Returns returns,
        Costs costs,
        Overlay overlay,
        RegimeThresholds regimeThresholds,
        Boolean acceptLookAhead) {
    public enum LiquidityWindow {
        TRADING_DAYS,
        CALENDAR_DAYS
    }

    public enum RebalanceDay {
        PERIOD_END,
        BEFORE_PERIOD_END
    }

    public enum MissingScores {
        ERROR,
        STAY_IN_CASH
    }

    public enum Returns {
        TOTAL_RETURN,
        ROW_TO_ROW
    }

    public enum Costs {
        TRADED_VALUE,
        HALF_TURNOVER
    }

    public enum Overlay {
        EXECUTION_LAG,
        SAME_CLOSE
    }

    public enum RegimeThresholds {
        EXPANDING,
        WHOLE_SAMPLE_LOOKS_AHEAD
    }

    public ReferenceRules {
        liquidityWindow = liquidityWindow == null ? LiquidityWindow.TRADING_DAYS : liquidityWindow;
        rebalanceDay = rebalanceDay == null ? RebalanceDay.PERIOD_END : rebalanceDay;
        missingScores = missingScores == null ? MissingScores.ERROR : missingScores;
        returns = returns == null ? Returns.TOTAL_RETURN : returns;
        costs = costs == null ? Costs.TRADED_VALUE : costs;
        overlay = overlay == null ? Overlay.EXECUTION_LAG : overlay;
        regimeThresholds = regimeThresholds == null ? RegimeThresholds.EXPANDING : regimeThresholds;
        acceptLookAhead = acceptLookAhead == null ? Boolean.FALSE : acceptLookAhead;
        Checks.require(
                regimeThresholds == RegimeThresholds.EXPANDING || acceptLookAhead,
                "regime_thresholds: whole_sample_LOOKS_AHEAD uses the future; leave it out, or, to compare with the"
                        + " reference engine, add accept_look_ahead: true");
    }

    /** None of them. */
    public static ReferenceRules none() {
        return new ReferenceRules(
                LiquidityWindow.TRADING_DAYS,
                RebalanceDay.PERIOD_END,
                MissingScores.ERROR,
                Returns.TOTAL_RETURN,
                Costs.TRADED_VALUE,
                Overlay.EXECUTION_LAG,
                RegimeThresholds.EXPANDING,
                false);
    }

    /** True if an option other than the missing-score rule changes how weights become returns. */
    public boolean needConstantWeights() {
        return returns != Returns.TOTAL_RETURN
                || costs != Costs.TRADED_VALUE
                || overlay != Overlay.EXECUTION_LAG
                || regimeThresholds != RegimeThresholds.EXPANDING;
    }
}
