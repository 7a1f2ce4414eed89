package io.qvm.store.imports;

/**
 * One thing that is wrong in the input.
 *
 * @param place file and line, or the dataset if rows of several files met in it
 * @param column the column, or several joined by commas
 * @param value what stands there, as text; empty if nothing does
 * @param reason what is wrong with it, and what would be right
 */
public record BadRow(String place, String column, String value, String reason) {
    private static final int LONGEST_VALUE = 60;

    /** One line for people. */
    public String line() {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
        shown = shown.replace('\n', ' ').replace('\r', ' ');
        return place + (column.isEmpty() ? "" : ", column " + column) + ": "
                + (value.isEmpty() ? "" : "'" + shown + "' ") + reason;
    }
}
