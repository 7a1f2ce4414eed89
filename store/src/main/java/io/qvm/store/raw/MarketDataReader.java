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
import io.qvm.store.MarketOutline;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reads all datasets of a preset and puts them together. */
public final class MarketDataReader {
    private MarketDataReader() {}

    /** Reads a range; see {@link io.qvm.store.RawStore#load}. Queries run side by side, each on a connection of its own. */
    public static MarketData read(Database database, Preset preset, LoadRange range) {
        try (SideBySide queries = new SideBySide()) {
            DailyQueries daily = DailyQueries.start(database, preset, range, queries);
            Map<String, Instrument> instruments = InstrumentReader.read(database, preset);
            DailyRows prices = daily.prices(instruments.keySet());
            Optional<DailyRows> valuations = daily.valuations(instruments.keySet());
            Set<String> names = new TreeSet<>(prices.tickers());
            valuations.ifPresent(rows -> names.addAll(rows.tickers()));
            SlowQueries slow = SlowQueries.start(database, preset, instruments, names, range.infinite(), queries);
            Layout layout = Layout.of(prices, valuations, slow.tickers);
            return withActions(layout.with(slow.get()), database, preset, range);
        }
    }

    /** Reads a range of a market of which the rest is known. */
    static MarketData read(Database database, Preset preset, LoadRange range, CommonData common) {
        try (SideBySide queries = new SideBySide()) {
            DailyQueries daily = DailyQueries.start(database, preset, range, queries);
            Set<String> listed = common.instruments().keySet();
            MarketData data = Layout.of(daily.prices(listed), daily.valuations(listed), common.tickers())
                    .with(common);
            return withActions(data, database, preset, range);
        }
    }

    private static MarketData withActions(MarketData data, Database database, Preset preset, LoadRange range) {
        MarketData withActions = range.corporateActions()
                ? CorporateActionReader.read(database, preset.datasets().corporateActions(), data.tickers())
                        .map(data::withCorporateActions)
                        .orElse(data)
                : data;
        return range.indexMembers()
                ? withActions.withIndexMembers(
                        IndexMemberReader.read(database, preset.datasets().indexMembers(), data.tickers()))
                : withActions;
    }

    /** Reads what does not go by days. */
    static CommonData common(Database database, Preset preset, MarketOutline outline) {
        try (SideBySide queries = new SideBySide()) {
            Map<String, Instrument> instruments = InstrumentReader.read(database, preset);
            return SlowQueries.start(database, preset, instruments, outline.tickers(), false, queries)
                    .get();
        }
    }

    /** Asks which days and tickers a range has. */
    public static MarketOutline outline(Database database, Preset preset, LoadRange range) {
        DailyOutline prices =
                DailyOutline.read(database, "prices", preset.datasets().prices(), range);
        Optional<DailyOutline> valuations =
                preset.datasets().valuations().map(query -> DailyOutline.read(database, "valuations", query, range));
        NavigableMap<Integer, Boolean> days = new TreeMap<>(prices.days());
        Set<String> tickers = new TreeSet<>(prices.tickers());
        valuations.ifPresent(rows -> {
            rows.days().keySet().forEach(day -> days.putIfAbsent(day, false));
            tickers.addAll(rows.tickers());
            if (rows.hasVolume()) {
                // It takes the place of one among the prices, as in a load.
                days.replaceAll((day, traded) -> rows.days().getOrDefault(day, false));
            }
        });
        DateIndex dates =
                DateIndex.of(days.keySet().stream().mapToInt(day -> day).toArray());
        BitSet trading = new BitSet(dates.size());
        int row = 0;
        for (boolean traded : days.values()) {
            trading.set(row++, traded);
        }
        return new MarketOutline(dates, trading, tickers);
    }

    /** Queries for rows by day and ticker. */
    private record DailyQueries(
            Database database,
            Preset.Datasets datasets,
            LoadRange range,
            SideBySide.Result<DailyRows> prices,
            Optional<SideBySide.Result<DailyRows>> valuations) {
        static DailyQueries start(Database database, Preset preset, LoadRange range, SideBySide queries) {
            Preset.Datasets datasets = preset.datasets();
            return new DailyQueries(
                    database,
                    datasets,
                    range,
                    queries.start(
                            () -> DailyReader.read(database, "prices", datasets.prices(), range, partsOf(datasets))),
                    datasets.valuations()
                            .map(query -> queries.start(() ->
                                    DailyReader.read(database, "valuations", query, range, DailyRows.VALUATION))));
        }

        private static int partsOf(Preset.Datasets prices) {
            return prices.valuations().isPresent() ? DailyRows.PRICE : DailyRows.PRICE | DailyRows.VALUATION;
        }

        /** Price rows, with those from before the range that count for the listed tickers. */
        DailyRows prices(Set<String> listed) {
            DailyRows rows = prices.get();
            CarriedRows.add(database, "prices", datasets.prices(), range, partsOf(datasets), rows, listed);
            return rows;
        }

        /** Valuation rows, if they are a table of their own, with those from before the range that count. */
        Optional<DailyRows> valuations(Set<String> listed) {
            Optional<DailyRows> rows = valuations.map(SideBySide.Result::get);
            rows.ifPresent(found -> CarriedRows.add(
                    database,
                    "valuations",
                    datasets.valuations().orElseThrow(),
                    range,
                    DailyRows.VALUATION,
                    found,
                    listed));
            return rows;
        }
    }

    /** Queries for everything else. */
    private record SlowQueries(
            Map<String, Instrument> instruments,
            TickerIndex tickers,
            SideBySide.Result<FactHistory> facts,
            SideBySide.Result<Map<String, IndexHistory>> indices) {
        static SlowQueries start(
                Database database,
                Preset preset,
                Map<String, Instrument> instruments,
                Set<String> traded,
                boolean infinite,
                SideBySide queries) {
            Set<String> names = new TreeSet<>(instruments.keySet());
            names.addAll(traded);
            TickerIndex tickers = TickerIndex.of(names);
            return new SlowQueries(
                    instruments,
                    tickers,
                    queries.start(() -> FactReader.read(database, preset, instruments, tickers)),
                    queries.start(
                            () -> IndexReader.read(database, preset.datasets().indices(), infinite)));
        }

        CommonData get() {
            return new CommonData(instruments, tickers, facts.get(), indices.get());
        }
    }

    /** Rows by day and ticker as panels. */
    private record Layout(DateIndex dates, Map<MarketField, Panel> panels, RowMask priceRows, RowMask valuationRows) {
        static Layout of(DailyRows prices, Optional<DailyRows> valuations, TickerIndex tickers) {
            DateIndex dates = DateIndex.of(IntStream.concat(
                            IntStream.of(prices.distinctDays()),
                            valuations.stream().flatMapToInt(rows -> IntStream.of(rows.distinctDays())))
                    .sorted()
                    .distinct()
                    .toArray());
            DailyRows.Layout first = prices.layOut(dates, tickers);
            Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
            panels.putAll(first.panels());
            RowMask valuationRows = first.valuations();
            if (valuations.isPresent()) {
                DailyRows.Layout second = valuations.get().layOut(dates, tickers);
                panels.putAll(second.panels());
                valuationRows = second.valuations();
            }
            return new Layout(dates, panels, first.prices(), valuationRows);
        }

        MarketData with(CommonData common) {
            List<Optional<Instrument>> ordered = common.tickers().asList().stream()
                    .map(ticker -> Optional.ofNullable(common.instruments().get(ticker)))
                    .toList();
            return new MarketData(
                    dates,
                    common.tickers(),
                    ordered,
                    panels,
                    priceRows,
                    valuationRows,
                    common.facts(),
                    common.indices());
        }
    }
}
