package io.qvm.store.check;

/**
 * A row of the corporate actions, as it stands.
 *
 * @param ticker the stock, empty if it is missing
 * @param exDay day since 1970-01-01, or {@link #NO_DAY}
 * @param kind what it is
 * @param ratio new shares for one old one, NaN if there is none
 * @param amount currency per share, NaN if there is none
 */
record CorporateActionRow(String ticker, int exDay, String kind, double ratio, double amount) {
    /** Stands for a date that is missing or infinite. */
    static final int NO_DAY = Integer.MIN_VALUE;

    boolean isSplit() {
        return Moves.isPositive(ratio);
    }
}
