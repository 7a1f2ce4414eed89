package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.MarketOutline;
import io.qvm.store.raw.MarketSlices;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A market that is loaded some days at a time. */
final class SlicedMarket extends MarketSource {
    private final DaySlices slices;
    private final MarketOutline outline;
    private final FactorModel model;
    private final MarketData sample;

    /**
     * @param rows of days in a slice
     */
    SlicedMarket(
            MarketSlices slices, MarketOutline outline, FactorModel model, int rows, Function<Supplier<?>, ?> loading) {
        this.slices = new DaySlices(slices, outline, model.needs(), rows, loading);
        this.outline = outline;
        this.model = model;
        LocalDate last = outline.dates().date(outline.dates().size() - 1);
        this.sample = this.slices.load(new LoadRange(
                Optional.of(last), Optional.of(last), model.needs().fields().keySet()));
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
        slices.forEach(days, this::engine, work::on);
    }

    private FactorEngine engine(DateIndex days, MarketData data) {
        FactorEngine engine = new FactorEngine(data, model);
        engine.prepare(days, 1);
        return engine;
    }
}
