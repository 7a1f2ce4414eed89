package io.qvm.simulator;

import java.time.LocalDate;

/**
 * A split or a cash dividend, as a row of {@code corporate_actions}.
 *
 * @param ticker the stock
 * @param exDate first day that trades without the claim
 * @param kind what it is
 * @param value new shares for one old one, or currency per share
 */
public record CorporateAction(String ticker, LocalDate exDate, Kind kind, double value) {
    /** Kinds of corporate action. */
    public enum Kind {
        /** New shares for old ones; below 1 for a reverse split. */
        SPLIT,
        /** Currency per share held before the ex-date. */
        CASH_DIVIDEND;

        /** Name in the table. */
        public String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What to multiply earlier prices by, so that they compare with later ones. */
    double adjustment(double closeBefore) {
        return kind == Kind.SPLIT ? 1 / value : 1 - value / closeBefore;
    }

    /** The same as market data hold it. */
    io.qvm.market.CorporateAction inColumn(int column) {
        int day = Math.toIntExact(exDate.toEpochDay());
        return kind == Kind.SPLIT
                ? io.qvm.market.CorporateAction.split(column, day, value)
                : io.qvm.market.CorporateAction.dividend(column, day, value);
    }
}
