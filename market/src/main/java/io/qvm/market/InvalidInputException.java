package io.qvm.market;

/**
 * Input that cannot be used: a file, a table, a setting or a date range.
 *
 * <p>The message is one line that a user can act on: what, where, and what would be right. It never holds a secret.
 */
public class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
