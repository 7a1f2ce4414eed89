package io.qvm.market;

import java.util.Arrays;

/**
 * Closing levels of one market index, for benchmarks and regimes.
 *
 * @param symbol its key
 * @param dates days that have a level
 * @param close level of each day, never NaN
 */
public record IndexHistory(String symbol, DateIndex dates, double[] close) {
    public IndexHistory {
        if (dates.size() != close.length) {
            throw new IllegalArgumentException(
                    symbol + " has " + dates.size() + " dates, but " + close.length + " levels");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexHistory that
                && symbol.equals(that.symbol)
                && dates.equals(that.dates)
                && Arrays.equals(close, that.close);
    }

    @Override
    public int hashCode() {
        return symbol.hashCode() * 31 + Arrays.hashCode(close);
    }
}
