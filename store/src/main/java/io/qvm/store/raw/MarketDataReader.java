package io.qvm.store.raw;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reads all datasets of a preset and puts them together. */
public final class MarketDataReader {
    private MarketDataReader() {}

    /** Reads a range; see {@link io.qvm.store.RawStore#load}. */
    public static MarketData read(Database database, Preset preset, LoadRange range) {
        Map<String, Instrument> instruments = InstrumentReader.read(database, preset);
        boolean apart = preset.datasets().valuations().isPresent();
        DailyRows prices = DailyReader.read(
                database,
                "prices",
                preset.datasets().prices(),
                range,
                apart ? DailyRows.PRICE : DailyRows.PRICE | DailyRows.VALUATION);
        Optional<DailyRows> valuations = preset.datasets()
                .valuations()
                .map(query -> DailyReader.read(database, "valuations", query, range, DailyRows.VALUATION));

        Set<String> names = new TreeSet<>(instruments.keySet());
        names.addAll(prices.tickers());
        valuations.ifPresent(rows -> names.addAll(rows.tickers()));
        TickerIndex tickers = TickerIndex.of(names);
        DateIndex dates = DateIndex.of(IntStream.concat(
                        IntStream.of(prices.distinctDays()),
                        valuations.stream().flatMapToInt(rows -> IntStream.of(rows.distinctDays())))
                .sorted()
                .distinct()
                .toArray());

        DailyRows.Layout layout = prices.layOut(dates, tickers);
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        panels.putAll(layout.panels());
        RowMask valuationRows = layout.valuations();
        if (valuations.isPresent()) {
            DailyRows.Layout second = valuations.get().layOut(dates, tickers);
            panels.putAll(second.panels());
            valuationRows = second.valuations();
        }
        FactHistory facts = FactReader.read(database, preset, instruments, tickers);
        List<Optional<Instrument>> ordered = tickers.asList().stream()
                .map(ticker -> Optional.ofNullable(instruments.get(ticker)))
                .toList();
        return new MarketData(
                dates,
                tickers,
                ordered,
                panels,
                layout.prices(),
                valuationRows,
                facts,
                IndexReader.read(database, preset.datasets().indices()));
    }
}
