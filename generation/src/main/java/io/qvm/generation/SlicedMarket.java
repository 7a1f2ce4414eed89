package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
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
import java.util.function.Function;
import java.util.function.Supplier;

/** A market that is loaded some days at a time; two slices are in memory at most. */
final class SlicedMarket extends MarketSource {
    private final MarketSlices slices;
    private final MarketOutline outline;
    private final FactorModel model;
    private final int rows;
    private final Function<Supplier<?>, ?> loading;
    private final MarketData sample;

    /**
     * @param rows of days in a slice
     */
    SlicedMarket(
            MarketSlices slices, MarketOutline outline, FactorModel model, int rows, Function<Supplier<?>, ?> loading) {
        this.slices = slices;
        this.outline = outline;
        this.model = model;
        this.rows = rows;
        this.loading = loading;
        LocalDate last = outline.dates().date(outline.dates().size() - 1);
        this.sample = load(new LoadRange(
                Optional.of(last), Optional.of(last), model.needs().fields()));
    }

    @Override
    DateIndex dates() {
        return outline.dates();
    }

    @Override
    boolean isTradingDay(int row) {
        return outline.tradingRows().get(row);
    }

    @Override
    MarketData sample() {
        return sample;
    }

    @Override
    void forEachSlice(List<LocalDate> days, Work work) {
        List<DateIndex> parts = cut(days);
        ExecutorService loader = Executors.newSingleThreadExecutor(task -> new Thread(task, "slice-loader"));
        try {
            Optional<CompletableFuture<FactorEngine>> next = Optional.empty();
            for (int i = 0; i < parts.size(); i++) {
                FactorEngine engine = next.isPresent() ? await(next.get()) : engine(parts.get(i));
                next = Optional.empty();
                if (i + 1 < parts.size()) {
                    DateIndex following = parts.get(i + 1);
                    next = Optional.of(CompletableFuture.supplyAsync(() -> engine(following), loader));
                }
                if (!work.on(parts.get(i), engine)) {
                    return;
                }
            }
        } finally {
            loader.shutdownNow();
        }
    }

    private static FactorEngine await(CompletableFuture<FactorEngine> engine) {
        try {
            return engine.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Days in parts, none of which spans more rows than a slice has. */
    private List<DateIndex> cut(List<LocalDate> days) {
        List<DateIndex> parts = new ArrayList<>();
        for (int from = 0; from < days.size(); ) {
            int end = dates().floor(days.get(from)) + rows;
            int to = from + 1;
            while (to < days.size() && dates().floor(days.get(to)) < end) {
                to++;
            }
            parts.add(DateIndex.ofDates(days.subList(from, to)));
            from = to;
        }
        return parts;
    }

    private FactorEngine engine(DateIndex days) {
        LoadRange range =
                RangeToLoad.of(model.needs(), Optional.of(days.date(0)), Optional.of(days.date(days.size() - 1)));
        FactorEngine engine = new FactorEngine(load(range), model);
        engine.prepare(days, 1);
        return engine;
    }

    private MarketData load(LoadRange range) {
        return (MarketData) loading.apply(() -> slices.load(range));
    }
}
