package io.qvm.store.check;

/**
 * A row of the corporate actions, as it stands.
 *
 * @param ticker the stock
 * @param exDay day since 1970-01-01
 * @param kind what it is
 * @param ratio new shares for one old one, NaN if there is none
 * @param amount currency per share, NaN if there is none
 */
record CorporateActionRow(String ticker, int exDay, String kind, double ratio, double amount) {
    boolean isSplit() {
        return Moves.isPositive(ratio);
    }
}
