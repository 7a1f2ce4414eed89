package io.qvm.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.Quarter;
import io.qvm.market.RowMask;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * A small random market as rows that a test can drop or spoil: gaps, suspensions, late listings, delistings, late filings,
 * facts without publication date, restatements.
 */
final class RandomMarket {
    static final LocalDate FIRST = LocalDate.of(2018, 1, 1);
    static final LocalDate LAST = LocalDate.of(2020, 12, 31);
    private static final int LAG = 45;
    private static final List<String> SECTORS =
            List.of("Banking", "Securities", "Insurance", "Steel", "Food", "Oil, Gas", "");
    private static final List<String> FLOWS = List.of(
            "Revenue",
            "COGS",
            "SellingExpenses",
            "AdminExpenses",
            "EBITDA",
            "NetProfit",
            "NetInterestIncome",
            "OperatingExpenses",
            "TotalOperatingIncome",
            "BrokerageRevenue",
            "TotalOperatingRevenue",
            "OperatingCashFlow",
            "CapitalExpenditure");
    private static final List<String> STOCKS = List.of(
            "TotalAssets",
            "TotalEquity",
            "EarningAssets",
            "CashAndCashEquivalents",
            "ShortTermDebt",
            "LongTermDebt",
            "Inventory",
            "AccountsReceivable",
            "AccountsPayable");

    /** One row of the price table. */
    record Price(LocalDate date, String ticker, double close, double volume, double marketCap) {}

    /** One reported value; published on {@link FactHistory#UNKNOWN_DATE} if there is no date. */
    record Fact(String ticker, String item, boolean flow, int quarter, int revision, int publishedOn, double value) {
        int knownFrom() {
            return publishedOn == FactHistory.UNKNOWN_DATE ? periodEnd() + LAG : publishedOn;
        }

        int periodEnd() {
            return Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay());
        }
    }

    final List<Instrument> instruments;
    final List<Price> prices;
    final List<Fact> facts;

    private RandomMarket(List<Instrument> instruments, List<Price> prices, List<Fact> facts) {
        this.instruments = instruments;
        this.prices = prices;
        this.facts = facts;
    }

    static RandomMarket of(long seed) {
        Random random = new Random(seed);
        List<Instrument> instruments = new ArrayList<>();
        List<Price> prices = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String ticker = "T" + (100 + i);
            String sector = SECTORS.get(i < 24 ? i % 2 * 3 : random.nextInt(SECTORS.size()));
            LocalDate listed = random.nextInt(4) == 0 ? FIRST.plusDays(random.nextInt(900)) : FIRST;
            Optional<LocalDate> delisted =
                    random.nextInt(6) == 0 ? Optional.of(listed.plusDays(100 + random.nextInt(700))) : Optional.empty();
            instruments.add(instrument(ticker, sector, listed, delisted));
            addPrices(random, ticker, listed, delisted.orElse(LAST.plusDays(1)), prices);
            addFacts(random, ticker, facts);
        }
        return new RandomMarket(instruments, prices, facts);
    }

    private static Instrument instrument(String ticker, String sector, LocalDate listed, Optional<LocalDate> delisted) {
        Optional<String> known = sector.isEmpty() ? Optional.empty() : Optional.of(sector);
        return new Instrument(ticker, "", "", known, Optional.empty(), "", Optional.of(listed), delisted, Double.NaN);
    }

    private static void addPrices(Random random, String ticker, LocalDate listed, LocalDate end, List<Price> prices) {
        double close = 10 + 90 * random.nextDouble();
        double shares = 1e6 * (1 + random.nextInt(100));
        int suspended = 0;
        for (LocalDate day = listed; day.isBefore(end) && !day.isAfter(LAST); day = day.plusDays(1)) {
            close *= Math.exp(0.02 * random.nextGaussian());
            suspended = suspended > 0 ? suspended - 1 : random.nextInt(400) == 0 ? 5 + random.nextInt(80) : 0;
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (weekend || suspended > 0 || random.nextInt(50) == 0) {
                continue;
            }
            double volume = random.nextInt(20) == 0 ? 0 : 1000 * random.nextInt(50);
            prices.add(new Price(
                    day,
                    ticker,
                    random.nextInt(60) == 0 ? Double.NaN : close,
                    volume,
                    random.nextInt(60) == 0 ? Double.NaN : close * shares));
        }
    }

    private static void addFacts(Random random, String ticker, List<Fact> facts) {
        boolean dated = random.nextInt(3) > 0;
        for (int quarter = Quarter.of(2016, 1); quarter <= Quarter.of(2020, 4); quarter++) {
            int end = Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay());
            int published = dated ? end + 15 + random.nextInt(120) : FactHistory.UNKNOWN_DATE;
            if (random.nextInt(25) == 0) {
                continue;
            }
            List<String> items = new ArrayList<>(FLOWS);
            items.addAll(STOCKS);
            for (String item : items) {
                boolean flow = FLOWS.contains(item);
                double level = flow ? 1e7 : 1e8;
                double value = level * (1 + random.nextInt(9)) * (1 + 0.3 * random.nextGaussian());
                if (random.nextInt(40) > 0) {
                    facts.add(new Fact(ticker, item, flow, quarter, 0, published, value));
                }
                if (dated && random.nextInt(10) == 0) {
                    int restated = published + 1 + random.nextInt(500);
                    facts.add(new Fact(ticker, item, flow, quarter, 1, restated, value * 1.5));
                }
            }
        }
    }

    /** What was known at the end of a day, and nothing else; the calendar of later days is gone too. */
    RandomMarket knownOn(LocalDate day) {
        return new RandomMarket(
                instruments.stream().map(i -> hideDelistingAfter(i, day)).toList(),
                prices.stream().filter(p -> !p.date.isAfter(day)).toList(),
                facts.stream().filter(f -> f.knownFrom() <= day.toEpochDay()).toList());
    }

    private static Instrument hideDelistingAfter(Instrument i, LocalDate day) {
        Optional<LocalDate> delisted = i.delistedOn().filter(on -> !on.isAfter(day));
        return instrument(i.ticker(), i.sector().orElse(""), i.listedOn().orElse(FIRST), delisted);
    }

    /** The same up to the end of a day, garbage after it. */
    RandomMarket poisonedAfter(LocalDate day, long seed) {
        Random random = new Random(seed);
        RandomMarket known = knownOn(day);
        List<Price> spoiledPrices = new ArrayList<>(known.prices);
        List<Fact> spoiledFacts = new ArrayList<>(known.facts);
        for (Price p : prices) {
            if (p.date.isAfter(day) && random.nextInt(5) > 0) {
                spoiledPrices.add(new Price(
                        p.date, p.ticker, 1e6 * random.nextDouble(), random.nextInt(3), -1e9 * random.nextDouble()));
            }
        }
        int tomorrow = Math.toIntExact(day.toEpochDay()) + 1;
        for (Fact f : facts) {
            if (f.knownFrom() > day.toEpochDay()) {
                spoiledFacts.add(new Fact(
                        f.ticker, f.item, f.flow, f.quarter, f.revision, f.publishedOn, -1e15 * random.nextDouble()));
            } else if (f.revision == 0 && random.nextInt(4) == 0) {
                spoiledFacts.add(new Fact(f.ticker, f.item, f.flow, f.quarter, 7, tomorrow + random.nextInt(60), 1e15));
            }
        }
        return new RandomMarket(instruments, spoiledPrices, spoiledFacts);
    }

    /** With one sector under another name. */
    RandomMarket renamed(String sector, String name) {
        return new RandomMarket(
                instruments.stream()
                        .map(i -> instrument(
                                i.ticker(),
                                i.sector().map(s -> s.equals(sector) ? name : s).orElse(""),
                                i.listedOn().orElse(FIRST),
                                i.delistedOn()))
                        .toList(),
                prices,
                facts);
    }

    /** Without prices before a date; the tickers stay. */
    RandomMarket pricesFrom(LocalDate first) {
        return new RandomMarket(
                instruments,
                prices.stream().filter(p -> !p.date.isBefore(first)).toList(),
                facts);
    }

    /** Without a ticker's facts of an item. */
    RandomMarket without(String ticker, String item) {
        return new RandomMarket(
                instruments,
                prices,
                facts.stream()
                        .filter(f -> !(f.ticker.equals(ticker) && f.item.equals(item)))
                        .toList());
    }

    /** The same rows in another order. */
    RandomMarket shuffled(long seed) {
        List<Price> otherPrices = new ArrayList<>(prices);
        List<Fact> otherFacts = new ArrayList<>(facts);
        Collections.shuffle(otherPrices, new Random(seed));
        Collections.shuffle(otherFacts, new Random(seed));
        return new RandomMarket(instruments, otherPrices, otherFacts);
    }

    /** With one more revision of a flow's quarter for every ticker. */
    RandomMarket withEverybodys(String item, int quarter, int publishedOn) {
        List<Fact> more = new ArrayList<>(facts);
        for (Instrument i : instruments) {
            more.add(new Fact(
                    i.ticker(),
                    item,
                    true,
                    quarter,
                    9,
                    publishedOn,
                    1e6 * i.ticker().hashCode()));
        }
        return new RandomMarket(instruments, prices, more);
    }

    MarketData data() {
        TickerIndex tickers =
                TickerIndex.of(instruments.stream().map(Instrument::ticker).toList());
        TreeSet<LocalDate> days = new TreeSet<>();
        prices.forEach(p -> days.add(p.date));
        DateIndex dates = DateIndex.ofDates(days);
        Panel close = Panel.missing(dates, tickers);
        Panel volume = Panel.missing(dates, tickers);
        Panel marketCap = Panel.missing(dates, tickers);
        BitSet rows = new BitSet();
        for (Price p : prices) {
            int cell = dates.indexOf(p.date) * tickers.size() + tickers.indexOf(p.ticker);
            close.values()[cell] = p.close;
            volume.values()[cell] = p.volume;
            marketCap.values()[cell] = p.marketCap;
            rows.set(cell);
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        panels.put(MarketField.ADJUSTED_CLOSE, close);
        panels.put(MarketField.VOLUME, volume);
        panels.put(MarketField.MARKET_CAP, marketCap);
        FactHistory.Builder history = FactHistory.builder(tickers);
        for (Fact f : facts) {
            StatementType statement = f.flow ? StatementType.PL : StatementType.BS;
            history.add(f.ticker, f.item, statement, f.quarter, f.revision, f.periodEnd(), f.publishedOn, f.value);
        }
        RowMask mask = new RowMask(tickers.size(), rows);
        return new MarketData(
                dates,
                tickers,
                instruments.stream().map(Optional::of).toList(),
                panels,
                mask,
                mask,
                history.build(),
                Map.of());
    }
}
