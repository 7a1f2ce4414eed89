package io.qvm.config;

import io.qvm.market.InvalidInputException;
import java.util.List;

/**
 * What a record's constructor complains of, with the key that it is about.
 *
 * <p>A parser calls the constructor at the end of a block; {@link YamlFile} tells the line of the key instead.
 */
public final class InvalidKeyException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> keys;

    /**
     * A complaint.
     *
     * @param message what is wrong, in one line
     * @param keys that lead from the record to what is wrong, as {@link YamlLines#lineOf} takes them; none for all of it
     */
    public InvalidKeyException(String message, String... keys) {
        super(message);
        this.keys = List.of(keys);
    }

    /** Keys that lead from the record to what is wrong. */
    List<String> keys() {
        return keys;
    }
}
