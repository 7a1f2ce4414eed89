package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.MarketNeeds;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.ManifestRow;
import io.qvm.store.MarketOutline;
import io.qvm.store.RawStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Versions of scores compared with the raw data as they are now: which days they lack, and which would have other scores.
 *
 * <p>All versions are compared in one pass over the raw data, of which no more is read than their models do, and no more
 * than two slices of days are in memory at a time.
 */
public final class MarketComparison {
    /** Days between two words on how far it is. */
    private static final int STEP_DAYS = 250;

    private static final MarketComparison NOTHING = new MarketComparison(Map.of());

    private final Map<String, Compared> versions;

    private MarketComparison(Map<String, Compared> versions) {
        this.versions = versions;
    }

    /**
     * A version to be compared.
     *
     * @param model what its scores should have been made by
     * @param onRecord its days
     */
    public record Version(FactorModel model, NavigableMap<LocalDate, ManifestRow> onRecord) {}

    /** What was found out about a version. */
    record Compared(List<LocalDate> missing, NavigableMap<LocalDate, Set<StaleReason>> stale) {}

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** So many days of so many are compared. */
        void compared(int days, int all);
    }

    /** Nothing was compared. */
    public static MarketComparison nothing() {
        return NOTHING;
    }

    /**
     * Compares versions.
     *
     * @param versions by name; one without days is left out
     */
    public static MarketComparison of(RawStore raw, Map<String, Version> versions, int threads, Progress progress) {
        return of(raw, versions, threads, SliceLength.DEFAULT, progress);
    }

    static MarketComparison of(
            RawStore raw, Map<String, Version> versions, int threads, SliceLength length, Progress progress) {
        Map<String, Version> scored = new LinkedHashMap<>();
        versions.forEach((name, version) -> {
            if (!version.onRecord().isEmpty()) {
                scored.put(name, version);
            }
        });
        if (scored.isEmpty()) {
            return NOTHING;
        }
        MarketNeeds needs = scored.values().stream()
                .map(version -> version.model().needs())
                .reduce(MarketNeeds::and)
                .orElseThrow();
        LocalDate first = scored.values().stream()
                .map(version -> version.onRecord().firstKey())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LoadRange range = RangeToLoad.of(needs, Optional.of(first), Optional.empty(), raw::tradingDayBefore);
        MarketOutline outline = raw.outline(range);
        Map<String, Compared> compared = new LinkedHashMap<>();
        Map<Staleness, FactorModel> open = new LinkedHashMap<>();
        Set<LocalDate> days = new TreeSet<>();
        scored.forEach((name, version) -> {
            Staleness staleness = new Staleness(
                    version.onRecord().values(),
                    version.model(),
                    day -> outline.dates().indexOf(day) >= 0
                            && outline.tradingRows().get(outline.dates().indexOf(day)));
            compared.put(name, new Compared(missing(outline, version.onRecord()), staleness.stale()));
            if (!staleness.toCompare().isEmpty()) {
                open.put(staleness, version.model());
                days.addAll(staleness.toCompare());
            }
        });
        if (!days.isEmpty()) {
            int lookback = MarketSource.lookback(needs);
            int rows = length.rows(outline.tickers().size(), lookback);
            Work work = new Work(days, open, threads, progress);
            if (rows + (long) lookback < outline.dates().size()) {
                DaySlices slices = new DaySlices(raw.slices(outline), outline, needs, rows, load -> load.get());
                slices.forEach(List.copyOf(days), work::prepare, work::compare);
            } else {
                // In one piece prices and facts are read side by side.
                DateIndex all = DateIndex.ofDates(List.copyOf(days));
                work.compare(all, work.prepare(all, raw.load(range)));
            }
        }
        return new MarketComparison(compared);
    }

    /** A version's share of a slice. */
    private record Share(Staleness staleness, DateIndex days, FactorEngine engine) {}

    /** Compares the days of slices, and counts them. */
    private static final class Work {
        private final Set<LocalDate> days;
        private final Map<Staleness, FactorModel> open;
        private final int threads;
        private final Progress progress;
        private int done;

        Work(Set<LocalDate> days, Map<Staleness, FactorModel> open, int threads, Progress progress) {
            this.days = days;
            this.open = open;
            this.threads = threads;
            this.progress = progress;
        }

        List<Share> prepare(DateIndex part, MarketData data) {
            List<Share> shares = new ArrayList<>();
            open.forEach((staleness, model) -> {
                List<LocalDate> own = staleness.toCompare().stream()
                        .filter(day -> part.indexOf(day) >= 0)
                        .toList();
                if (!own.isEmpty()) {
                    DateIndex ownDays = DateIndex.ofDates(own);
                    FactorEngine engine = new FactorEngine(data, model);
                    engine.prepare(ownDays, threads);
                    shares.add(new Share(staleness, ownDays, engine));
                }
            });
            return shares;
        }

        boolean compare(DateIndex part, List<Share> shares) {
            int[] at = new int[shares.size()];
            for (int from = 0; from < part.size(); from += STEP_DAYS) {
                int last = part.epochDay(Math.min(part.size(), from + STEP_DAYS) - 1);
                for (int i = 0; i < shares.size(); i++) {
                    Share share = shares.get(i);
                    int to = share.days.floor(LocalDate.ofEpochDay(last)) + 1;
                    if (to > at[i]) {
                        share.staleness.compare(share.days.slice(at[i], to), share.engine, threads);
                        at[i] = to;
                    }
                }
                done += Math.min(part.size(), from + STEP_DAYS) - from;
                progress.compared(done, days.size());
            }
            return true;
        }
    }

    private static List<LocalDate> missing(MarketOutline outline, NavigableMap<LocalDate, ManifestRow> onRecord) {
        List<LocalDate> missing = new ArrayList<>();
        DateIndex dates = outline.dates();
        for (int row = dates.isEmpty() ? 0 : dates.ceiling(onRecord.firstKey()); row < dates.size(); row++) {
            if (outline.tradingRows().get(row) && !onRecord.containsKey(dates.date(row))) {
                missing.add(dates.date(row));
            }
        }
        return missing;
    }

    /** What was found out about a version; empty if it was not compared. */
    Optional<Compared> version(String name) {
        return Optional.ofNullable(versions.get(name));
    }
}
