package io.qvm.testing;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.Quarter;
import io.qvm.market.RowMask;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder of {@code alphabeta} tables as market data: a reading of that schema independent of the store's presets.
 *
 * <p>Sector {@code Banks} means {@code Banking}. Fundamental rows count only if they stand in the table of their ticker's
 * sector and, for the intermediary tables, if their {@code has_full_ttm} is 1; that flag becomes an item, the mark that
 * the row exists. Sums and averages keep the name of the formula that they stand for, {@code ttm(NetProfit)}; optional
 * ratio columns keep their own name. No publication dates: period end is the calendar quarter's end, revision 0.
 */
public final class AlphabetaFixture {
    private static final String EXTENSION = ".csv.gz";
    private static final Set<String> OWN_NAMES =
            Set.of("NetInterestIncome_TTM", "BrokerageIncome_TTM", "AvgInterestEarningAssets");

    private final Path folder;
    private final boolean optionalColumns;
    private final Optional<Set<String>> universe;

    private AlphabetaFixture(Path folder, boolean optionalColumns, Optional<Set<String>> universe) {
        this.folder = folder;
        this.optionalColumns = optionalColumns;
        this.universe = universe;
    }

    /** The tables of a folder, one {@code TABLE.csv.gz} each. */
    public static AlphabetaFixture of(Path folder) {
        return new AlphabetaFixture(folder, false, Optional.empty());
    }

    /** Takes tables from the subfolder {@code optional} where it has them. */
    public AlphabetaFixture withOptionalColumns() {
        return new AlphabetaFixture(folder, true, universe);
    }

    /** Keeps only these tickers' rows of the master table; their prices and those of all others stay. */
    public AlphabetaFixture restrictedTo(Collection<String> tickers) {
        return new AlphabetaFixture(folder, optionalColumns, Optional.of(Set.copyOf(tickers)));
    }

    /** Reads everything. */
    public MarketData load() {
        Map<String, Instrument> instruments = instruments();
        DailyTable prices = DailyTable.read(table("equity_history"), "date", List.of("close", "volume"));
        DailyTable valuations = DailyTable.read(
                table("vcsc_daily_data_complete"),
                "trading_date",
                List.of("total_shares", "market_cap", "total_value"));

        Set<String> names = new TreeSet<>(instruments.keySet());
        names.addAll(prices.tickers.keySet());
        names.addAll(valuations.tickers.keySet());
        TickerIndex tickers = TickerIndex.of(names);
        Set<Integer> allDays = new TreeSet<>(prices.distinctDays());
        allDays.addAll(valuations.distinctDays());
        DateIndex dates =
                DateIndex.of(allDays.stream().mapToInt(Integer::intValue).toArray());

        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        panels.put(MarketField.ADJUSTED_CLOSE, prices.panel(0, dates, tickers));
        panels.put(MarketField.VOLUME, prices.panel(1, dates, tickers));
        panels.put(MarketField.SHARES_OUTSTANDING, valuations.panel(0, dates, tickers));
        panels.put(MarketField.MARKET_CAP, valuations.panel(1, dates, tickers));
        panels.put(MarketField.TRADED_VALUE, valuations.panel(2, dates, tickers));
        List<Optional<Instrument>> listed = tickers.asList().stream()
                .map(t -> Optional.ofNullable(instruments.get(t)))
                .toList();
        return new MarketData(
                dates,
                tickers,
                listed,
                panels,
                prices.mask(dates, tickers),
                valuations.mask(dates, tickers),
                facts(tickers, instruments),
                indices());
    }

    /** The file of a table. */
    private Path table(String name) {
        Path optional = folder.resolve("optional").resolve(name + EXTENSION);
        return optionalColumns && Files.exists(optional) ? optional : folder.resolve(name + EXTENSION);
    }

    private Map<String, Instrument> instruments() {
        Map<String, Instrument> instruments = new TreeMap<>();
        CsvTable.forEach(table("master_info"), row -> {
            String ticker = row.text("ticker");
            if (ticker.isEmpty() || !universe.map(u -> u.contains(ticker)).orElse(true)) {
                return;
            }
            String spelled = row.text("sector");
            Optional<String> sector =
                    spelled.isEmpty() ? Optional.empty() : Optional.of(spelled.equals("Banks") ? "Banking" : spelled);
            Instrument instrument = new Instrument(
                    ticker,
                    "",
                    row.text("exchange"),
                    sector,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Double.NaN);
            if (instruments.put(ticker, instrument) != null) {
                throw new InvalidInputException("master_info: " + ticker + " occurs twice; it must be unique");
            }
        });
        return instruments;
    }

    private FactHistory facts(TickerIndex tickers, Map<String, Instrument> instruments) {
        FactHistory.Builder facts = FactHistory.builder(tickers);
        for (Kind kind : Kind.values()) {
            CsvTable.forEach(table(kind.intermediaries), row -> {
                if (kind.covers(instruments.get(row.text("ticker"))) && row.number("has_full_ttm") == 1) {
                    addItems(facts, row, StatementType.PL);
                }
            });
            CsvTable.forEach(table(kind.balanceSheet), row -> {
                if (kind.covers(instruments.get(row.text("ticker")))) {
                    addItems(facts, row, StatementType.BS);
                }
            });
        }
        return facts.build();
    }

    private static void addItems(FactHistory.Builder facts, CsvTable.Row row, StatementType statement) {
        int quarter = Quarter.of(row.integer("year"), row.integer("quarter"));
        int end = Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay());
        for (String column : row.columns()) {
            if (!Set.of("ticker", "year", "quarter").contains(column)) {
                facts.add(
                        row.text("ticker"),
                        itemName(column),
                        statement,
                        quarter,
                        0,
                        end,
                        FactHistory.UNKNOWN_DATE,
                        row.number(column));
            }
        }
    }

    private static String itemName(String column) {
        if (OWN_NAMES.contains(column)) {
            return column;
        }
        if (column.equals("NII_TTM")) {
            return "ttm(NetInterestIncome)";
        }
        if (column.endsWith("_TTM")) {
            return "ttm(" + column.substring(0, column.length() - "_TTM".length()) + ")";
        }
        if (column.startsWith("Avg")) {
            return "avg5(" + column.substring("Avg".length()) + ")";
        }
        return column.equals("ShareholdersEquity") || column.equals("OwnersEquity") ? "TotalEquity" : column;
    }

    private Map<String, IndexHistory> indices() {
        Map<String, TreeMap<Integer, Double>> levels = new TreeMap<>();
        CsvTable.forEach(table("etf_history"), row -> {
            if (!row.isNull("close")) {
                levels.computeIfAbsent(row.text("ticker"), t -> new TreeMap<>())
                        .put(Math.toIntExact(row.date("date").toEpochDay()), row.number("close"));
            }
        });
        Map<String, IndexHistory> indices = new TreeMap<>();
        levels.forEach((symbol, byDay) -> {
            int[] days = byDay.keySet().stream().mapToInt(Integer::intValue).toArray();
            double[] close =
                    byDay.values().stream().mapToDouble(Double::doubleValue).toArray();
            indices.put(symbol, new IndexHistory(symbol, DateIndex.of(days), close));
        });
        return indices;
    }

    /** Which tables hold a company's fundamentals. */
    private enum Kind {
        BANK("intermediary_calculations_banking_cleaned", "v_complete_banking_fundamentals"),
        BROKER("intermediary_calculations_securities_cleaned", "v_complete_securities_fundamentals"),
        OTHER("intermediary_calculations_enhanced", "v_comprehensive_fundamental_items");

        private final String intermediaries;
        private final String balanceSheet;

        Kind(String intermediaries, String balanceSheet) {
            this.intermediaries = intermediaries;
            this.balanceSheet = balanceSheet;
        }

        /** True if fundamentals of this instrument, null if not in the master table, stand in this kind's tables. */
        boolean covers(@Nullable Instrument instrument) {
            if (instrument == null) {
                return false;
            }
            return switch (instrument.sector().orElse("")) {
                case "Banking" -> this == BANK;
                case "Securities" -> this == BROKER;
                default -> this == OTHER;
            };
        }
    }

    /** A table with one row per day and ticker, in columns. */
    private static final class DailyTable {
        private final Map<String, Integer> tickers = new HashMap<>();
        private final List<String> tickerNames = new ArrayList<>();
        private final double[][] values;
        private int[] days = new int[1 << 12];
        private int[] tickerIds = new int[1 << 12];
        private int size;

        private DailyTable(int columns) {
            this.values = new double[columns][1 << 12];
        }

        static DailyTable read(Path file, String dateColumn, List<String> columns) {
            DailyTable table = new DailyTable(columns.size());
            CsvTable.forEach(file, row -> table.add(row, dateColumn, columns));
            return table;
        }

        private void add(CsvTable.Row row, String dateColumn, List<String> columns) {
            if (size == days.length) {
                days = Arrays.copyOf(days, size * 2);
                tickerIds = Arrays.copyOf(tickerIds, size * 2);
                for (int i = 0; i < values.length; i++) {
                    values[i] = Arrays.copyOf(values[i], size * 2);
                }
            }
            days[size] = Math.toIntExact(row.date(dateColumn).toEpochDay());
            tickerIds[size] = tickers.computeIfAbsent(row.text("ticker"), t -> {
                tickerNames.add(t);
                return tickerNames.size() - 1;
            });
            for (int i = 0; i < columns.size(); i++) {
                values[i][size] = row.number(columns.get(i));
            }
            size++;
        }

        Set<Integer> distinctDays() {
            Set<Integer> distinct = new TreeSet<>();
            Arrays.stream(days, 0, size).distinct().forEach(distinct::add);
            return distinct;
        }

        Panel panel(int column, DateIndex dates, TickerIndex index) {
            Panel panel = Panel.missing(dates, index);
            int[] cells = cells(dates, index);
            for (int i = 0; i < size; i++) {
                panel.values()[cells[i]] = values[column][i];
            }
            return panel;
        }

        RowMask mask(DateIndex dates, TickerIndex index) {
            BitSet rows = new BitSet(dates.size() * index.size());
            for (int cell : cells(dates, index)) {
                rows.set(cell);
            }
            return new RowMask(index.size(), rows);
        }

        private int[] cells(DateIndex dates, TickerIndex index) {
            int[] cells = new int[size];
            int[] allDays = dates.toEpochDays();
            for (int i = 0; i < size; i++) {
                int row = Arrays.binarySearch(allDays, days[i]);
                cells[i] = row * index.size() + index.indexOf(tickerNames.get(tickerIds[i]));
            }
            return cells;
        }
    }
}
