package io.qvm.market;

/**
 * A stretch of days on which a stock belonged to an index.
 *
 * @param column of the market data
 * @param from first day, as days since 1970
 * @param to last day, {@link Integer#MAX_VALUE} if it still belongs
 */
public record IndexMember(int column, int from, int to) {
    public IndexMember {
        if (to < from) {
            throw new InvalidInputException("membership ends before it begins");
        }
    }
}
