package io.qvm.store.db;

/** The database did not do what it was asked to; the message says what, and what the database said. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
