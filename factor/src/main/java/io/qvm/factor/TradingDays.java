package io.qvm.factor;

import io.qvm.market.MarketData;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of market data that are trading days; where the data tells no volume, all of them. */
final class TradingDays {
    private final int[] rows;

    TradingDays(MarketData data) {
        int[] trading = IntStream.range(0, data.dates().size())
                .filter(data::isTradingDay)
                .toArray();
        this.rows = trading.length > 0
                ? trading
                : IntStream.range(0, data.dates().size()).toArray();
    }

    /** Number of the last trading day up to a row of the data, -1 if there is none. */
    int upTo(int row) {
        int at = Arrays.binarySearch(rows, row);
        return at >= 0 ? at : -at - 2;
    }

    /** Rows of the trading days with the numbers {@code from} to {@code to}, both included. */
    int[] rows(int from, int to) {
        return Arrays.copyOfRange(rows, from, to + 1);
    }

    /** Row of a trading day. */
    int row(int number) {
        return rows[number];
    }
}
