package io.qvm.market.run;

import java.time.LocalDate;

/**
 * What the funnel did with one ticker on one rebalance day, and why.
 *
 * @param date rebalance day
 * @param ticker the stock
 * @param stage last stage reached
 * @param rule the rule that decided, e.g. {@code adtv}, {@code trading_days}, {@code rank}, {@code sector_cap}
 * @param observed the number that the rule looked at; NaN if there is none
 * @param limit the number that it was compared with; NaN if there is none
 * @param rank 1 is the best; 0 if not ranked
 * @param signal what it was ranked by; NaN if not scored
 * @param rawWeight weight before constraints; 0 if not selected
 * @param weight final weight; 0 if not held
 */
public record FunnelDecision(
        LocalDate date,
        String ticker,
        FunnelStage stage,
        String rule,
        double observed,
        double limit,
        int rank,
        double signal,
        double rawWeight,
        double weight) {

    /** For people: {@code adtv 3.1E9 < 1.0E10}, {@code rank 31 > 25}. */
    public String reason() {
        if (Double.isNaN(observed) || Double.isNaN(limit)) {
            return rule;
        }
        return rule + " " + observed + (observed < limit ? " < " : observed > limit ? " > " : " = ") + limit;
    }
}
