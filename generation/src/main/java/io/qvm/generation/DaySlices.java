package io.qvm.generation;

import io.qvm.factor.MarketNeeds;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.MarketOutline;
import io.qvm.store.raw.MarketSlices;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Days of a market in slices, each loaded with the days before it that count; two are in memory at most.
 *
 * <p>While one slice is worked on, the next one is loaded.
 */
final class DaySlices {
    private final MarketSlices slices;
    private final MarketOutline outline;
    private final MarketNeeds needs;
    private final int rows;
    private final Function<Supplier<?>, ?> loading;

    /**
     * @param rows of days in a slice
     * @param loading runs a load, as often as it takes
     */
    DaySlices(
            MarketSlices slices, MarketOutline outline, MarketNeeds needs, int rows, Function<Supplier<?>, ?> loading) {
        this.slices = slices;
        this.outline = outline;
        this.needs = needs;
        this.rows = rows;
        this.loading = loading;
    }

    /**
     * Goes through days.
     *
     * @param prepare makes of a slice's days and data what is worked with, while the slice before is worked on
     * @param work whether to go on with the next slice
     */
    <T> void forEach(
            List<LocalDate> days, BiFunction<DateIndex, MarketData, T> prepare, BiPredicate<DateIndex, T> work) {
        List<DateIndex> parts = cut(days);
        ExecutorService loader = Executors.newSingleThreadExecutor(task -> new Thread(task, "slice-loader"));
        try {
            Optional<CompletableFuture<T>> next = Optional.empty();
            for (int i = 0; i < parts.size(); i++) {
                DateIndex part = parts.get(i);
                T prepared = next.isPresent() ? await(next.get()) : prepare.apply(part, load(part));
                next = Optional.empty();
                if (i + 1 < parts.size()) {
                    DateIndex following = parts.get(i + 1);
                    next = Optional.of(
                            CompletableFuture.supplyAsync(() -> prepare.apply(following, load(following)), loader));
                }
                if (!work.test(part, prepared)) {
                    return;
                }
            }
        } finally {
            loader.shutdownNow();
        }
    }

    /** Data of a range that has nothing before it. */
    MarketData load(LoadRange range) {
        return (MarketData) loading.apply(() -> slices.load(range));
    }

    private MarketData load(DateIndex days) {
        return load(RangeToLoad.of(
                needs,
                Optional.of(days.date(0)),
                Optional.of(days.date(days.size() - 1)),
                (day, before) -> outline.tradingDayBefore(day, before)
                        .orElse(outline.dates().date(0))));
    }

    private static <T> T await(CompletableFuture<T> prepared) {
        try {
            return prepared.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Days in parts, none of which spans more rows than a slice has. */
    private List<DateIndex> cut(List<LocalDate> days) {
        DateIndex dates = outline.dates();
        List<DateIndex> parts = new ArrayList<>();
        for (int from = 0; from < days.size(); ) {
            int end = dates.floor(days.get(from)) + rows;
            int to = from + 1;
            while (to < days.size() && dates.floor(days.get(to)) < end) {
                to++;
            }
            parts.add(DateIndex.ofDates(days.subList(from, to)));
            from = to;
        }
        return parts;
    }
}
