package io.qvm.store;

import io.qvm.market.DateIndex;
import java.util.BitSet;
import java.util.Set;

/**
 * What a range of raw data holds, without its numbers.
 *
 * @param dates all days on which the price tables have a row
 * @param tradingRows rows of these dates that are trading days
 * @param tickers all tickers that occur
 */
public record MarketOutline(DateIndex dates, BitSet tradingRows, Set<String> tickers) {
    public MarketOutline {
        tradingRows = (BitSet) tradingRows.clone();
        tickers = Set.copyOf(tickers);
    }

    /** Panel cells that a load of the whole range would take. */
    public long cells() {
        return (long) dates.size() * tickers.size();
    }
}
