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
import io.qvm.store.db.Dialect;
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
            SlowQueries slow = SlowQueries.start(database, preset, instruments, range.absurd(), queries);
            DailyTables tables = daily.read(instruments.keySet());
            TickerIndex tickers = slow.tickersWith(tables.tickers());
            Layout layout = Layout.of(tables, tickers);
            return withActions(layout.with(slow.get(tickers)), database, preset, range);
        }
    }

    /** Reads a range of a market of which the rest is known. */
    static MarketData read(Database database, Preset preset, LoadRange range, CommonData common) {
        try (SideBySide queries = new SideBySide()) {
            DailyQueries daily = DailyQueries.start(database, preset, range, queries);
            Set<String> listed = common.instruments().keySet();
            MarketData data = Layout.of(daily.read(listed), common.tickers()).with(common);
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
            SlowQueries slow = SlowQueries.start(database, preset, instruments, false, queries);
            return slow.get(slow.tickersWith(outline.tickers()));
        }
    }

    /** Characters of the longest ticker among the instruments; 0 if there are none. */
    public static int longestTicker(Database database, Preset preset) {
        return InstrumentReader.longestTicker(database, preset);
    }

    /** Asks which days and tickers a range has among the prices. */
    public static MarketOutline outlineOfPrices(Database database, Preset preset, LoadRange range) {
        return outline(DailyOutline.read(database, "prices", preset.datasets().prices(), range), Optional.empty());
    }

    /** Asks which days and tickers a range has. */
    public static MarketOutline outline(Database database, Preset preset, LoadRange range) {
        DailyOutline prices =
                DailyOutline.read(database, "prices", preset.datasets().prices(), range);
        Optional<DailyOutline> valuations =
                preset.datasets().valuations().map(query -> DailyOutline.read(database, "valuations", query, range));
        return outline(prices, valuations);
    }

    private static MarketOutline outline(DailyOutline prices, Optional<DailyOutline> valuations) {
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
    private record DailyQueries(DailyQuery prices, Optional<DailyQuery> valuations) {
        static DailyQueries start(Database database, Preset preset, LoadRange range, SideBySide queries) {
            DailyDataset.All datasets = DailyDataset.All.of(database, preset.datasets(), range);
            return new DailyQueries(
                    DailyQuery.start(datasets.prices(), queries),
                    datasets.valuations().map(dataset -> DailyQuery.startUnlessByName(dataset, queries)));
        }

        /**
         * Reads what the queries give, with rows from before the range that count for the listed tickers. Where valuations, a table
         * of their own, have to be asked for by name, they are those of tickers that are listed or have a price.
         */
        DailyTables read(Set<String> listed) {
            DailyRows priceRows = prices.get(listed, listed);
            Set<String> names = new TreeSet<>(listed);
            names.addAll(priceRows.tickers());
            return new DailyTables(priceRows, valuations.map(query -> query.get(names, listed)));
        }
    }

    private record DailyTables(DailyRows prices, Optional<DailyRows> valuations) {
        Set<String> tickers() {
            Set<String> names = new TreeSet<>(prices.tickers());
            valuations.ifPresent(rows -> names.addAll(rows.tickers()));
            return names;
        }
    }

    /**
     * A query for a table.
     *
     * @param rows empty if it is to be asked for by tickers' names
     */
    private record DailyQuery(DailyDataset dataset, Optional<SideBySide.Result<DailyRows>> rows) {
        static DailyQuery start(DailyDataset dataset, SideBySide queries) {
            return new DailyQuery(dataset, Optional.of(queries.start(() -> DailyReader.read(dataset))));
        }

        static DailyQuery startUnlessByName(DailyDataset dataset, SideBySide queries) {
            boolean byName = dataset.database().dialect() != Dialect.DUCKDB && TickerPortions.areOfUse(dataset);
            return byName ? new DailyQuery(dataset, Optional.empty()) : start(dataset, queries);
        }

        DailyRows get(Set<String> names, Set<String> listed) {
            DailyRows found = rows.map(SideBySide.Result::get).orElseGet(() -> DailyReader.read(dataset, names));
            CarriedRows.add(dataset, found, listed);
            return found;
        }
    }

    /** Queries for everything else. */
    private record SlowQueries(
            Map<String, Instrument> instruments,
            SideBySide.Result<FactHistory> facts,
            SideBySide.Result<Map<String, IndexHistory>> indices) {
        static SlowQueries start(
                Database database,
                Preset preset,
                Map<String, Instrument> instruments,
                boolean absurd,
                SideBySide queries) {
            return new SlowQueries(
                    instruments,
                    queries.start(() -> FactReader.read(database, preset, instruments, absurd)),
                    queries.start(
                            () -> IndexReader.read(database, preset.datasets().indices(), absurd)));
        }

        /** The instruments' tickers and others that are traded. */
        TickerIndex tickersWith(Set<String> traded) {
            Set<String> names = new TreeSet<>(instruments.keySet());
            names.addAll(traded);
            return TickerIndex.of(names);
        }

        CommonData get(TickerIndex tickers) {
            return new CommonData(instruments, tickers, facts.get().among(tickers), indices.get());
        }
    }

    /** Rows by day and ticker as panels. */
    private record Layout(DateIndex dates, Map<MarketField, Panel> panels, RowMask priceRows, RowMask valuationRows) {
        static Layout of(DailyTables tables, TickerIndex tickers) {
            DailyRows prices = tables.prices();
            Optional<DailyRows> valuations = tables.valuations();
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
