package io.qvm.store;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Optional;
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

    /**
     * The trading day so many before the last one up to a day. Where nothing tells which days were trading days, every day with
     * a row is one.
     *
     * @return empty if there are not so many
     */
    public Optional<LocalDate> tradingDayBefore(LocalDate day, int tradingDays) {
        int row = dates.isEmpty() ? -1 : dates.floor(day);
        if (tradingRows.isEmpty()) {
            return row < tradingDays ? Optional.empty() : Optional.of(dates.date(row - tradingDays));
        }
        row = tradingRows.previousSetBit(row);
        for (int left = tradingDays; left > 0 && row >= 0; left--) {
            row = row == 0 ? -1 : tradingRows.previousSetBit(row - 1);
        }
        return row < 0 ? Optional.empty() : Optional.of(dates.date(row));
    }

    /** Panel cells that a load of the whole range would take. */
    public long cells() {
        return (long) dates.size() * tickers.size();
    }
}
