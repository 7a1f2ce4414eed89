package io.qvm.market;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ascending list of distinct tickers: the columns of a {@link Panel}.
 *
 * <p>Immutable. Order is that of {@link String#compareTo}, whatever the collation of the database they come from.
 */
public final class TickerIndex {
    private final List<String> tickers;
    private final Map<String, Integer> columns;

    private TickerIndex(List<String> tickers) {
        this.tickers = tickers;
        this.columns = new HashMap<>(tickers.size() * 2);
        for (int i = 0; i < tickers.size(); i++) {
            columns.put(tickers.get(i), i);
        }
    }

    /** Makes an index of these tickers in any order; repeated ones count once. */
    public static TickerIndex of(Collection<String> tickers) {
        return new TickerIndex(tickers.stream().sorted().distinct().toList());
    }

    public int size() {
        return tickers.size();
    }

    public String ticker(int column) {
        return tickers.get(column);
    }

    /** Column of a ticker, or -1 if the index does not hold it. */
    public int indexOf(String ticker) {
        return columns.getOrDefault(ticker, -1);
    }

    /** All tickers, ascending. */
    public List<String> asList() {
        return tickers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TickerIndex that && tickers.equals(that.tickers);
    }

    @Override
    public int hashCode() {
        return tickers.hashCode();
    }

    @Override
    public String toString() {
        return size() + " tickers";
    }
}
