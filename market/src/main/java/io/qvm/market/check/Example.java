package io.qvm.market.check;

/**
 * One row that a finding is about.
 *
 * @param ticker the stock, index or sector; empty if it is about none
 * @param when day or fiscal quarter, empty if it is about none
 * @param value what stands there
 */
public record Example(String ticker, String when, String value) {
    /** The parts that are there, in a line. */
    public String text() {
        String who = (ticker + " " + when).strip();
        return who.isEmpty() || value.isEmpty() ? who + value : who + ": " + value;
    }
}
