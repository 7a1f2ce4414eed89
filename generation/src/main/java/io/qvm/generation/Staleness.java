package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.market.InputDigest;
import io.qvm.market.MarketData;
import io.qvm.store.ManifestRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds, among days on record, those that would have other scores today, and why.
 *
 * <p>What each day would be computed from now is digested, and compared with the digests that stand beside the scores. So
 * exactly those days are found whose inputs changed, however they changed: a late fact, a corrected price, a ticker that moved
 * to another sector, a row that was deleted.
 */
public final class Staleness {
    private final MarketSource market;
    private final FactorModel model;

    Staleness(MarketSource market, FactorModel model) {
        this.market = market;
        this.model = model;
    }

    /** The same, for one who only wants to know. */
    public static Staleness of(MarketData data, FactorModel model) {
        return new Staleness(new WholeMarket(data, model, Runtime.getRuntime().availableProcessors()), model);
    }

    /**
     * Looks at days on record.
     *
     * @return the stale ones with their reasons; a day that is as it should be is not in it
     */
    public NavigableMap<LocalDate, Set<StaleReason>> among(Collection<ManifestRow> days, int threads) {
        NavigableMap<LocalDate, Set<StaleReason>> stale = new TreeMap<>();
        List<ManifestRow> toCompare = new ArrayList<>();
        for (ManifestRow day : days) {
            if (day.tradingDay() && !market.isTradingDay(day.date())) {
                stale.put(day.date(), EnumSet.of(StaleReason.NO_TRADING_DAY));
            } else if (!day.modelDigest().equals(model.digest())) {
                stale.put(day.date(), EnumSet.of(StaleReason.MODEL));
            } else if (!day.hasInputs()) {
                stale.put(day.date(), EnumSet.of(StaleReason.INPUTS_UNKNOWN));
            } else {
                toCompare.add(day);
            }
        }
        if (!toCompare.isEmpty()) {
            compare(toCompare, threads, stale);
        }
        return stale;
    }

    private void compare(List<ManifestRow> days, int threads, NavigableMap<LocalDate, Set<StaleReason>> stale) {
        Map<LocalDate, ManifestRow> onRecord = new HashMap<>();
        days.forEach(day -> onRecord.put(day.date(), day));
        market.forEachSlice(MarketSource.sorted(onRecord.keySet()), (dates, engine) -> {
            List<InputDigest> now = engine.inputDigests(dates, threads);
            for (int row = 0; row < dates.size(); row++) {
                ManifestRow day = Objects.requireNonNull(onRecord.get(dates.date(row)));
                List<String> changed = now.get(row).changedSince(day.inputs());
                if (!changed.isEmpty()) {
                    stale.put(day.date(), EnumSet.copyOf(StaleReason.ofInputs(changed)));
                }
            }
            return true;
        });
    }
}
