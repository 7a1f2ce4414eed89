package io.qvm.market;

import java.util.Locale;

/** A daily number about one instrument, as a column of {@code equity_history}. */
public enum MarketField {
    /** Currency, as traded. */
    OPEN,
    /** Currency, as traded. */
    HIGH,
    /** Currency, as traded. */
    LOW,
    /** Currency, as traded. */
    CLOSE,
    /** Currency, adjusted for splits and dividends: its ratios are total returns. */
    ADJUSTED_CLOSE,
    /** Shares traded. */
    VOLUME,
    /** Currency traded that day. */
    TRADED_VALUE,
    /** Shares. */
    SHARES_OUTSTANDING,
    /** Currency, as traded. */
    MARKET_CAP;

    /** Name of the column in the database, in files and in formulas. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
