package io.qvm.backtest.rules;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which stocks may take part, whatever their trading.
 *
 * @param sectors only these, if any is named
 * @param excludeSectors not these
 * @param index only stocks that belong to the index of this symbol on the day
 * @param minListingDays calendar days since the listing, or, where the data do not say when that was, since the first price;
 *     default 0
 */
public record UniverseRules(
        List<String> sectors, List<String> excludeSectors, Optional<String> index, Integer minListingDays) {
    public UniverseRules {
        sectors = sectors == null ? List.of() : List.copyOf(sectors);
        excludeSectors = excludeSectors == null ? List.of() : List.copyOf(excludeSectors);
        index = index == null ? Optional.empty() : index;
        minListingDays = minListingDays == null ? 0 : minListingDays;
        Checks.notNegative("min_listing_days", minListingDays);
        TreeSet<String> both = new TreeSet<>(sectors);
        both.retainAll(excludeSectors);
        Checks.require(both.isEmpty(), "sectors and exclude_sectors both name " + both);
    }

    /** Everyone. */
    public static UniverseRules all() {
        return new UniverseRules(List.of(), List.of(), Optional.empty(), 0);
    }
}
