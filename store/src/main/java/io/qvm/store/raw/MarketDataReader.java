package io.qvm.store.raw;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.IndexHistory;
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

    /** Reads a range; see {@link io.qvm.store.RawStore#load}. Queries run side by side, each on a connection of its own. */
    public static MarketData read(Database database, Preset preset, LoadRange range) {
        try (SideBySide queries = new SideBySide()) {
            return read(database, preset, range, queries);
        }
    }

    private static MarketData read(Database database, Preset preset, LoadRange range, SideBySide queries) {
        Preset.Datasets datasets = preset.datasets();
        int part = datasets.valuations().isPresent() ? DailyRows.PRICE : DailyRows.PRICE | DailyRows.VALUATION;
        SideBySide.Result<DailyRows> priceRows =
                queries.start(() -> DailyReader.read(database, "prices", datasets.prices(), range, part));
        Optional<SideBySide.Result<DailyRows>> valuationQuery = datasets.valuations()
                .map(query -> queries.start(
                        () -> DailyReader.read(database, "valuations", query, range, DailyRows.VALUATION)));
        Map<String, Instrument> instruments = InstrumentReader.read(database, preset);
        DailyRows prices = priceRows.get();
        Optional<DailyRows> valuations = valuationQuery.map(SideBySide.Result::get);

        Set<String> names = new TreeSet<>(instruments.keySet());
        names.addAll(prices.tickers());
        valuations.ifPresent(rows -> names.addAll(rows.tickers()));
        TickerIndex tickers = TickerIndex.of(names);
        SideBySide.Result<FactHistory> facts =
                queries.start(() -> FactReader.read(database, preset, instruments, tickers));
        SideBySide.Result<Map<String, IndexHistory>> indices =
                queries.start(() -> IndexReader.read(database, datasets.indices()));
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
        List<Optional<Instrument>> ordered = tickers.asList().stream()
                .map(ticker -> Optional.ofNullable(instruments.get(ticker)))
                .toList();
        return new MarketData(
                dates, tickers, ordered, panels, layout.prices(), valuationRows, facts.get(), indices.get());
    }
}
