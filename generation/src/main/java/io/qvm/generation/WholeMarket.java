package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import java.time.LocalDate;
import java.util.List;

/** A market in one piece. */
final class WholeMarket extends MarketSource {
    private final MarketData data;
    private final FactorEngine engine;
    private final int threads;

    WholeMarket(MarketData data, FactorModel model, int threads) {
        this.data = data;
        this.threads = threads;
        this.engine = new FactorEngine(data, model);
    }

    @Override
    DateIndex dates() {
        return data.dates();
    }

    @Override
    boolean isTradingDay(int row) {
        return data.isTradingDay(row);
    }

    @Override
    MarketData sample() {
        return data;
    }

    @Override
    void forEachSlice(List<LocalDate> days, Work work) {
        if (!days.isEmpty()) {
            DateIndex all = DateIndex.ofDates(days);
            engine.prepare(all, threads);
            work.on(all, engine);
        }
    }
}
