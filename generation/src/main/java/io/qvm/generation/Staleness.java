package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.market.DateIndex;
import io.qvm.market.InputDigest;
import io.qvm.store.ManifestRow;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds, among days on record, those that would have other scores today, and why.
 *
 * <p>What each day would be computed from now is digested, and compared with the digests that stand beside the scores. So
 * exactly those days are found whose inputs changed, however they changed: a late fact, a corrected price, a ticker that moved
 * to another sector, a row that was deleted.
 */
final class Staleness {
    private final NavigableMap<LocalDate, Set<StaleReason>> stale = new TreeMap<>();
    private final NavigableMap<LocalDate, ManifestRow> toCompare = new TreeMap<>();

    /** Sorts out the days of which the record alone tells that they are stale. */
    Staleness(Collection<ManifestRow> days, FactorModel model, Predicate<LocalDate> isTradingDay) {
        for (ManifestRow day : days) {
            if (day.tradingDay() && !isTradingDay.test(day.date())) {
                stale.put(day.date(), EnumSet.of(StaleReason.NO_TRADING_DAY));
            } else if (!day.modelDigest().equals(model.digest())) {
                stale.put(day.date(), EnumSet.of(StaleReason.MODEL));
            } else if (!day.hasInputs()) {
                stale.put(day.date(), EnumSet.of(StaleReason.INPUTS_UNKNOWN));
            } else {
                toCompare.put(day.date(), day);
            }
        }
    }

    /** Days of which only the raw data can tell, ascending. */
    List<LocalDate> toCompare() {
        return List.copyOf(toCompare.navigableKeySet());
    }

    /**
     * Looks at some of {@link #toCompare()}.
     *
     * @param engine over data that reach as far back as these days need
     */
    void compare(DateIndex days, FactorEngine engine, int threads) {
        List<InputDigest> now = engine.inputDigests(days, threads);
        for (int row = 0; row < days.size(); row++) {
            ManifestRow day = Objects.requireNonNull(toCompare.get(days.date(row)));
            List<String> changed = now.get(row).changedSince(day.inputs());
            if (!changed.isEmpty()) {
                stale.put(day.date(), EnumSet.copyOf(StaleReason.ofInputs(changed)));
            }
        }
    }

    /** The stale ones with their reasons; a day that is as it should be is not in it. */
    NavigableMap<LocalDate, Set<StaleReason>> stale() {
        return stale;
    }

    /** The stale ones of days of a market. */
    static NavigableMap<LocalDate, Set<StaleReason>> among(
            Collection<ManifestRow> days, MarketSource market, FactorModel model, int threads) {
        Staleness staleness = new Staleness(days, model, market::isTradingDay);
        if (!staleness.toCompare.isEmpty()) {
            market.forEachSlice(staleness.toCompare(), (dates, engine) -> {
                staleness.compare(dates, engine, threads);
                return true;
            });
        }
        return staleness.stale;
    }
}
