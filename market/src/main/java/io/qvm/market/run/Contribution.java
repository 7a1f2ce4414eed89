package io.qvm.market.run;

import java.time.LocalDate;

/**
 * What one stock added to a month's return.
 *
 * <p>Over all entries of a month, profit less cost adds up to the month's return on the capital at its beginning.
 *
 * @param month its first calendar day
 * @param ticker the stock; {@link #CASH} for interest on cash and on what was borrowed
 * @param profit changes of price, dividends and delisting, before costs, as a share of the capital at the month's beginning
 * @param cost of trading, the same share, never negative
 */
public record Contribution(LocalDate month, String ticker, double profit, double cost) {
    /** Stands in place of a ticker for interest. */
    public static final String CASH = "";
}
