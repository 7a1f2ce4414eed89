package io.qvm.backtest;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A small seeded market with everything that hurts: holidays, late listings, suspensions, zero prices, delistings with and
 * without a known return, stocks that vanish without a word, stocks without sector, missing scores, a crash.
 */
record RandomMarket(MarketData data, FactorScores scores) {
    static final LocalDate FIRST = LocalDate.of(2015, 1, 1);
    private static final String[] SECTORS = {"Banking", "Energy", "Retail", "Software"};

    static RandomMarket of(long seed) {
        return of(seed, 40, 900);
    }

    static RandomMarket of(long seed, int stocks, int calendarDays) {
        SplittableRandom random = new SplittableRandom(seed);
        DateIndex dates = dates(random, calendarDays);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < stocks; i++) {
            names.add("S" + (char) ('A' + random.nextInt(26)) + String.format("%03d", i));
        }
        TickerIndex tickers = TickerIndex.of(names);
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : List.of(
                MarketField.ADJUSTED_CLOSE,
                MarketField.VOLUME,
                MarketField.TRADED_VALUE,
                MarketField.CLOSE,
                MarketField.MARKET_CAP)) {
            panels.put(field, Panel.missing(dates, tickers));
        }
        BitSet rows = new BitSet();
        double[] market = new double[dates.size()];
        for (int r = 0; r < market.length; r++) {
            double crash = r > market.length / 2 && r < market.length / 2 + 40 ? -0.012 : 0;
            market[r] = random.nextGaussian() * (crash < 0 ? 0.03 : 0.008) + crash + 0.0004;
        }
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < tickers.size(); c++) {
            instruments.add(stock(c, dates, tickers, market, panels, rows, random));
        }
        MarketData data = new MarketData(
                dates,
                tickers,
                instruments,
                panels,
                new RowMask(tickers.size(), rows),
                new RowMask(tickers.size(), rows),
                FactHistory.builder(tickers).build(),
                Map.of("INDEX", index(dates, market, random)));
        return new RandomMarket(data, scores(data, random));
    }

    private static DateIndex dates(SplittableRandom random, int calendarDays) {
        List<LocalDate> dates = new ArrayList<>();
        for (int i = 0; i < calendarDays; i++) {
            LocalDate day = FIRST.plusDays(i);
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue() && random.nextInt(25) > 0) {
                dates.add(day);
            }
        }
        return DateIndex.ofDates(dates);
    }

    private static Optional<Instrument> stock(
            int c,
            DateIndex dates,
            TickerIndex tickers,
            double[] market,
            Map<MarketField, Panel> panels,
            BitSet rows,
            SplittableRandom random) {
        int n = dates.size();
        int listed = random.nextInt(4) == 0 ? random.nextInt(n / 2) : 0;
        int gone = random.nextInt(4) == 0 ? listed + random.nextInt(n - listed) : n;
        boolean silent = random.nextInt(3) == 0;
        double price = random.nextDouble(0.5, 200);
        double value = Math.exp(random.nextDouble(8, 16));
        int suspendedUntil = 0;
        for (int r = listed; r < gone; r++) {
            price *= Math.max(0.2, 1 + market[r] + random.nextGaussian() * 0.02);
            if (random.nextInt(200) == 0) {
                suspendedUntil = r + random.nextInt(1, 60);
            }
            int at = r * tickers.size() + c;
            if (r < suspendedUntil || random.nextInt(50) == 0) {
                if (random.nextBoolean()) {
                    rows.set(at);
                }
                continue;
            }
            rows.set(at);
            boolean zero = random.nextInt(300) == 0;
            put(panels, MarketField.ADJUSTED_CLOSE, at, zero ? 0 : price);
            put(panels, MarketField.CLOSE, at, zero ? 0 : price * 2);
            put(panels, MarketField.MARKET_CAP, at, zero ? 0 : price * 2 * 1e5 * (1 + c % 7));
            double traded = random.nextInt(30) == 0 ? 0 : value * random.nextDouble(0.3, 3);
            put(panels, MarketField.VOLUME, at, Math.floor(traded / price));
            put(panels, MarketField.TRADED_VALUE, at, traded);
        }
        if (random.nextInt(20) == 0) {
            return Optional.empty();
        }
        Optional<String> sector =
                random.nextInt(10) == 0 ? Optional.empty() : Optional.of(SECTORS[random.nextInt(SECTORS.length)]);
        boolean known = gone < n && !silent;
        return Optional.of(new Instrument(
                tickers.ticker(c),
                "",
                "",
                sector,
                Optional.empty(),
                "",
                Optional.of(dates.date(listed)),
                known ? Optional.of(dates.date(gone)) : Optional.empty(),
                known && random.nextBoolean() ? random.nextDouble(-1, 0.5) : Double.NaN));
    }

    private static void put(Map<MarketField, Panel> panels, MarketField field, int at, double value) {
        panels.get(field).values()[at] = value;
    }

    private static IndexHistory index(DateIndex dates, double[] market, SplittableRandom random) {
        List<Integer> days = new ArrayList<>();
        List<Double> levels = new ArrayList<>();
        double level = 1000;
        for (int r = 0; r < market.length; r++) {
            level *= 1 + market[r];
            if (r == 0 || r == market.length - 1 || random.nextInt(100) > 0) {
                days.add(dates.epochDay(r));
                levels.add(level);
            }
        }
        return new IndexHistory(
                "INDEX",
                DateIndex.of(days.stream().mapToInt(Integer::intValue).toArray()),
                levels.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static FactorScores scores(MarketData data, SplittableRandom random) {
        DateIndex dates = data.dates();
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            Panel panel = Panel.missing(dates, data.tickers());
            int width = data.tickers().size();
            boolean[] seen = new boolean[width];
            for (int i = 0; i < panel.values().length; i++) {
                double value = random.nextInt(12) == 0 ? Double.NaN : Math.round(random.nextGaussian() * 50) / 50.0;
                seen[i % width] |= data.priceRows().has(i / width, i % width);
                panel.values()[i] = seen[i % width] ? value : Double.NaN;
            }
            panels.put(column, panel);
        }
        return new FactorScores("test", panels);
    }

    /** Scores with the same values up to a day; later ones are garbage on the other market's dates and tickers, or gone. */
    FactorScores scoresAfter(LocalDate today, MarketData other, boolean poison, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            Panel panel = Panel.missing(other.dates(), other.tickers());
            int width = other.tickers().size();
            for (int r = 0; r < other.dates().size(); r++) {
                int old = data.dates().indexOf(other.dates().date(r));
                for (int c = 0; c < width; c++) {
                    int oldColumn = data.tickers().indexOf(other.tickers().ticker(c));
                    boolean past = !other.dates().date(r).isAfter(today);
                    if (past && oldColumn >= 0) {
                        panel.values()[r * width + c] = scores.panel(column).get(old, oldColumn);
                    } else if (!past && poison) {
                        panel.values()[r * width + c] = random.nextGaussian() * 1e6;
                    }
                }
            }
            panels.put(column, panel);
        }
        return new FactorScores("test", panels);
    }

    /** The same market up to a day and wild but finite prices, volumes, scores, index levels and delistings after it. */
    RandomMarket withOtherFuture(LocalDate today, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DateIndex dates = data.dates();
        int width = data.tickers().size();
        int from = (dates.floor(today) + 1) * width;
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                double[] values = data.panel(field).values().clone();
                for (int i = from; i < values.length; i++) {
                    values[i] = random.nextInt(4) == 0 ? Double.NaN : values[i] * random.nextDouble(-0.2, 3);
                }
                // The calendar stays as it is: something trades every day.
                for (int r = dates.floor(today) + 1; r < dates.size() && field == MarketField.VOLUME; r++) {
                    values[r * width] = 1;
                }
                panels.put(field, new Panel(dates, data.tickers(), values));
            }
        }
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            instruments.add(data.instrument(c)
                    .map(i -> i.delistedOn().filter(d -> !d.isAfter(today)).isPresent()
                            ? i
                            : new Instrument(
                                    i.ticker(),
                                    i.name(),
                                    i.exchange(),
                                    i.sector(),
                                    i.industry(),
                                    i.currency(),
                                    i.listedOn(),
                                    Optional.of(today.plusDays(random.nextInt(1, 300))),
                                    random.nextDouble(-1, 2))));
        }
        IndexHistory index = data.index("INDEX").orElseThrow();
        double[] levels = index.close().clone();
        for (int i = index.dates().floor(today) + 1; i < levels.length; i++) {
            levels[i] *= random.nextDouble(0.3, 3);
        }
        MarketData other = new MarketData(
                dates,
                data.tickers(),
                instruments,
                panels,
                data.priceRows(),
                data.valuationRows(),
                data.facts(),
                Map.of("INDEX", new IndexHistory("INDEX", index.dates(), levels)));
        return new RandomMarket(other, scoresAfter(today, other, true, seed));
    }

    /** A ticker that sorts the other way round; twice gives the ticker itself. */
    static String mirrored(String ticker) {
        StringBuilder mirror = new StringBuilder();
        for (char c : ticker.toCharArray()) {
            mirror.append((char) ('!' + '~' - c));
        }
        return mirror.toString();
    }

    /** The same market with scores that never tie, with its columns as they are or in reverse order under other names. */
    RandomMarket withDistinctScores(long seed, boolean mirror) {
        int width = data.tickers().size();
        int n = data.dates().size() * width;
        Map<ScoreColumn, Panel> scoresOut = new EnumMap<>(ScoreColumn.class);
        TickerIndex tickers = mirror
                ? TickerIndex.of(data.tickers().asList().stream()
                        .map(RandomMarket::mirrored)
                        .toList())
                : data.tickers();
        SplittableRandom random = new SplittableRandom(seed);
        for (ScoreColumn column : ScoreColumn.values()) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                double noise = random.nextDouble() * 1e-3;
                values[at(i, width, mirror)] = scores.panel(column).values()[i] + noise;
            }
            scoresOut.put(column, new Panel(data.dates(), tickers, values));
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        BitSet rows = new BitSet();
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                double[] values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[at(i, width, mirror)] = data.panel(field).values()[i];
                    rows.set(at(i, width, mirror), data.priceRows().has(i / width, i % width));
                }
                panels.put(field, new Panel(data.dates(), tickers, values));
            }
        }
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            instruments.add(data.instrument(mirror ? width - 1 - c : c));
        }
        RowMask mask = new RowMask(width, rows);
        MarketData other =
                new MarketData(data.dates(), tickers, instruments, panels, mask, mask, data.facts(), data.indices());
        return new RandomMarket(other, new FactorScores("test", scoresOut));
    }

    private static int at(int i, int width, boolean mirror) {
        return mirror ? i / width * width + width - 1 - i % width : i;
    }
}
