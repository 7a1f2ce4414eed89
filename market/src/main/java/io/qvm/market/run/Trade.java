package io.qvm.market.run;

import java.time.LocalDate;

/**
 * One execution of the share account.
 *
 * @param date execution day
 * @param ticker the stock
 * @param shares bought if positive, sold if negative
 * @param price currency per share
 * @param cost currency, never negative
 * @param reason why, e.g. {@code rebalance}, {@code overlay}, {@code delisted}
 */
public record Trade(LocalDate date, String ticker, double shares, double price, double cost, String reason) {}
