package io.qvm.store;

import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to load: days, both ends included, an empty end is open; and market fields.
 *
 * @param from first day of prices and index levels
 * @param to last day of prices and index levels
 * @param fields market fields to read where the source has them; others come out as if it had not
 */
public record LoadRange(Optional<LocalDate> from, Optional<LocalDate> to, Set<MarketField> fields) {
    public LoadRange {
        fields = Set.copyOf(fields);
    }

    /** Days, with all fields. */
    public LoadRange(Optional<LocalDate> from, Optional<LocalDate> to) {
        this(from, to, EnumSet.allOf(MarketField.class));
    }

    /** Everything there is. */
    public static LoadRange all() {
        return new LoadRange(Optional.empty(), Optional.empty());
    }

    /** The same days with these fields only. */
    public LoadRange withFields(Set<MarketField> wanted) {
        return new LoadRange(from, to, wanted);
    }
}
