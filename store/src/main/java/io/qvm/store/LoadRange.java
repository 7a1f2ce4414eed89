package io.qvm.store;

import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to load: days, both ends included, an empty end is open; and market fields.
 *
 * @param from first day of prices and index levels
 * @param to last day of prices and index levels
 * @param fields market fields to read where the source has them; others come out as if it had not
 * @param later fields of which less is needed: first day of each that differs from {@code from}. They may be loaded from
 *     earlier on, where they lie in one table with others
 * @param carried what to read from before the first day as well
 * @param corporateActions whether to read splits and dividends of all days; without, market data do not know them
 * @param indexMembers whether to read who belonged to indices; without, market data do not know it
 * @param absurd whether numbers and days that cannot be are let through, for those who tell of them; else they end the load
 */
public record LoadRange(
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Set<MarketField> fields,
        Map<MarketField, LocalDate> later,
        Optional<Carried> carried,
        boolean corporateActions,
        boolean indexMembers,
        boolean absurd) {
    public LoadRange {
        fields = Set.copyOf(fields);
        later = Map.copyOf(later);
    }

    /**
     * Rows before a range that still count: of each listed ticker without a row, or without a value of one of these fields,
     * from the range's first day up to {@code day}, the last such row before the range. They are few.
     *
     * @param day first day on which values are asked for
     * @param fields fields whose last value counts whatever its age
     */
    public record Carried(LocalDate day, Set<MarketField> fields) {
        public Carried {
            fields = Set.copyOf(fields);
        }
    }

    /** Days and fields, and what to read from before. */
    public LoadRange(
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Set<MarketField> fields,
            Map<MarketField, LocalDate> later,
            Optional<Carried> carried) {
        this(from, to, fields, later, carried, false, false, false);
    }

    /** Days and fields, and nothing from before. */
    public LoadRange(Optional<LocalDate> from, Optional<LocalDate> to, Set<MarketField> fields) {
        this(from, to, fields, Map.of(), Optional.empty());
    }

    /** Days, with all fields. */
    public LoadRange(Optional<LocalDate> from, Optional<LocalDate> to) {
        this(from, to, EnumSet.allOf(MarketField.class));
    }

    /** Everything there is by day and ticker. */
    public static LoadRange all() {
        return new LoadRange(Optional.empty(), Optional.empty());
    }

    /** The same days with these fields only. */
    public LoadRange withFields(Set<MarketField> wanted) {
        return new LoadRange(from, to, wanted, later, carried, corporateActions, indexMembers, absurd);
    }

    /** The same with splits and dividends, which prices as traded need. */
    public LoadRange withCorporateActions() {
        return new LoadRange(from, to, fields, later, carried, true, indexMembers, absurd);
    }

    /** The same with members of indices. */
    public LoadRange withIndexMembers() {
        return new LoadRange(from, to, fields, later, carried, corporateActions, true, absurd);
    }

    /** The same with numbers and days that cannot be. */
    public LoadRange withAbsurd() {
        return new LoadRange(from, to, fields, later, carried, corporateActions, indexMembers, true);
    }

    /** The same with all fields from its first day on. */
    public LoadRange withoutLater() {
        return new LoadRange(from, to, fields, Map.of(), carried, corporateActions, indexMembers, absurd);
    }

    /** The same of a table with these fields: from the first day on which one of them is needed. */
    public LoadRange of(Collection<MarketField> found) {
        Optional<LocalDate> first = from.map(day -> found.stream()
                .map(field -> later.getOrDefault(field, day))
                .min(Comparator.naturalOrder())
                .orElse(day));
        return new LoadRange(first, to, fields, Map.of(), carried, corporateActions, indexMembers, absurd);
    }
}
