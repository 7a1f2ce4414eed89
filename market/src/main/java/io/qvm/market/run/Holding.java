package io.qvm.market.run;

import java.time.LocalDate;

/**
 * One position decided on a rebalance day.
 *
 * @param date the rebalance (decision) day
 * @param ticker the stock
 * @param sector its sector, empty if not classified
 * @param rank 1 is the best among the ranked
 * @param signal what it was ranked by
 * @param rawWeight share of capital before constraints
 * @param weight target share of capital after constraints and before the overlay, 0..1
 * @param shares shares held after execution; NaN in constant-weight mode, which knows no shares
 */
public record Holding(
        LocalDate date,
        String ticker,
        String sector,
        int rank,
        double signal,
        double rawWeight,
        double weight,
        double shares) {}
