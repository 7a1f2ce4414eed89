package io.qvm.store;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Days to load, both ends included; an empty end is open.
 *
 * @param from first day of prices and index levels
 * @param to last day of prices and index levels
 */
public record LoadRange(Optional<LocalDate> from, Optional<LocalDate> to) {
    /** Everything there is. */
    public static LoadRange all() {
        return new LoadRange(Optional.empty(), Optional.empty());
    }
}
