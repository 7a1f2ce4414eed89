package io.qvm.testing;

import io.qvm.market.CorporateAction;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Markets that were the same up to a day and are different afterwards, for tests of the time rules.
 *
 * <p>Known on a day are: prices and index levels up to it, facts published by then (undated ones: whose period ended a
 * reporting lag before), tickers listed by then, and delistings that have happened. Everything else is the future.
 */
public final class OtherFutures {
    private static final double[] GARBAGE = {Double.NaN, 1e300, -1e300, -1, 0, 1e-300, Double.POSITIVE_INFINITY, 7};

    /** Days for which the exchange's calendar is known ahead; the month's last trading day depends on it. */
    private static final int CALENDAR_AHEAD = 10;

    private final MarketData data;
    private final LocalDate today;
    private final int day;
    private final int reportingLag;
    private final boolean sameUniverse;

    /**
     * Takes a market and the last day that stays as it is.
     *
     * @param reportingLag days after which a fact without publication date counts as known
     */
    public OtherFutures(MarketData data, LocalDate today, int reportingLag) {
        this(data, today, reportingLag, false);
    }

    private OtherFutures(MarketData data, LocalDate today, int reportingLag, boolean sameUniverse) {
        this.data = data;
        this.today = today;
        this.day = Math.toIntExact(today.toEpochDay());
        this.reportingLag = reportingLag;
        this.sameUniverse = sameUniverse;
    }

    /** With the same tickers in every future, for a model whose universe is a given list and not a matter of dates. */
    public OtherFutures withSameUniverse() {
        return new OtherFutures(data, today, reportingLag, true);
    }

    /** The market as it was known on the day: no later row, no later fact, no later ticker, no later delisting. */
    public MarketData none() {
        List<String> known = new ArrayList<>();
        Map<String, Optional<Instrument>> instruments = new TreeMap<>();
        for (int column = 0; column < data.tickers().size(); column++) {
            String ticker = data.tickers().ticker(column);
            if (!isNewcomer(column)) {
                known.add(ticker);
                instruments.put(ticker, data.instrument(column).map(this::asKnown));
            }
        }
        DateIndex dates = data.dates().slice(0, data.dates().floor(today) + 1);
        TickerIndex tickers = TickerIndex.of(known);
        FactHistory.Builder facts = FactHistory.builder(tickers);
        copyFacts(facts, false, new SplittableRandom(0));
        return assemble(dates, tickers, instruments, facts, new SplittableRandom(0), false);
    }

    /**
     * The market with garbage for a future: impossible prices, other dates, new tickers, new revisions of old reports,
     * other values in new ones, other delistings, a wild index.
     */
    public MarketData poisoned(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Optional<Instrument>> instruments = new TreeMap<>();
        List<String> sectors = new ArrayList<>();
        for (int column = 0; column < data.tickers().size(); column++) {
            data.sector(column).ifPresent(sectors::add);
            boolean newcomer = isNewcomer(column);
            instruments.put(
                    data.tickers().ticker(column),
                    data.instrument(column).map(i -> newcomer ? i : withOtherEnd(i, random)));
        }
        for (int i = 0; i < 5 && !sameUniverse; i++) {
            String ticker = (i % 2 == 0 ? "A" : "Z") + "NEW" + i;
            instruments.put(
                    ticker,
                    Optional.of(new Instrument(
                            ticker,
                            "",
                            "",
                            Optional.of(sectors.get(random.nextInt(sectors.size()))),
                            Optional.empty(),
                            "",
                            Optional.of(today.plusDays(random.nextInt(1, 40))),
                            Optional.empty(),
                            Double.NaN)));
        }
        TickerIndex tickers = TickerIndex.of(instruments.keySet());
        List<LocalDate> dates = new ArrayList<>();
        for (int row = 0; row < data.dates().size(); row++) {
            if (data.dates().epochDay(row) <= day + CALENDAR_AHEAD || random.nextInt(10) > 0) {
                dates.add(data.dates().date(row));
            }
        }
        for (int i = 0; i < 10; i++) {
            dates.add(today.plusDays(random.nextInt(CALENDAR_AHEAD + 1, 300)));
        }
        FactHistory.Builder facts = FactHistory.builder(tickers);
        copyFacts(facts, true, random);
        return assemble(DateIndex.ofDates(dates), tickers, instruments, facts, random, true);
    }

    private boolean isNewcomer(int column) {
        if (sameUniverse) {
            return false;
        }
        for (int row = 0; row < data.dates().size() && data.dates().epochDay(row) <= day; row++) {
            if (data.priceRows().has(row, column) || data.valuationRows().has(row, column)) {
                return false;
            }
        }
        return data.instrument(column)
                .flatMap(Instrument::listedOn)
                .filter(listed -> listed.isAfter(today))
                .isPresent();
    }

    private Instrument asKnown(Instrument i) {
        return i.delistedOn().filter(d -> d.isAfter(today)).isPresent() ? with(i, Optional.empty(), Double.NaN) : i;
    }

    private Instrument withOtherEnd(Instrument i, SplittableRandom random) {
        if (i.delistedOn().filter(d -> !d.isAfter(today)).isPresent()) {
            return i;
        }
        return random.nextBoolean()
                ? with(i, Optional.empty(), Double.NaN)
                : with(i, Optional.of(today.plusDays(random.nextInt(1, 200))), random.nextDouble(-1, 5));
    }

    private static Instrument with(Instrument i, Optional<LocalDate> delistedOn, double delistingReturn) {
        return new Instrument(
                i.ticker(),
                i.name(),
                i.exchange(),
                i.sector(),
                i.industry(),
                i.currency(),
                i.listedOn(),
                delistedOn,
                delistingReturn);
    }

    private void copyFacts(FactHistory.Builder to, boolean poison, SplittableRandom random) {
        FactHistory facts = data.facts();
        for (int column = 0; column < facts.tickers().size(); column++) {
            String ticker = facts.tickers().ticker(column);
            for (int item = 0; item < facts.items().size(); item++) {
                String name = facts.items().get(item);
                StatementType statement = facts.statement(item);
                for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                    int published = facts.publishedOn(i);
                    boolean dated = published != FactHistory.UNKNOWN_DATE;
                    boolean known = dated ? published <= day : facts.periodEnd(i) + reportingLag <= day;
                    int quarter = facts.quarter(i);
                    int revision = facts.revision(i);
                    int end = facts.periodEnd(i);
                    if (known) {
                        to.add(ticker, name, statement, quarter, revision, end, published, facts.value(i));
                    } else if (poison) {
                        double value = GARBAGE[random.nextInt(GARBAGE.length)];
                        int later = dated ? day + random.nextInt(1, 200) : published;
                        to.add(ticker, name, statement, quarter, revision, end, later, value);
                    }
                    boolean last = i + 1 == facts.end(column, item) || facts.quarter(i + 1) != quarter;
                    if (poison && last && random.nextInt(3) == 0) {
                        double value = GARBAGE[random.nextInt(GARBAGE.length)];
                        to.add(ticker, name, statement, quarter, revision + 1, end, day + random.nextInt(1, 90), value);
                    }
                }
            }
        }
    }

    private MarketData assemble(
            DateIndex dates,
            TickerIndex tickers,
            Map<String, Optional<Instrument>> instruments,
            FactHistory.Builder facts,
            SplittableRandom random,
            boolean poison) {
        BitSet prices = new BitSet();
        BitSet valuations = new BitSet();
        Map<MarketField, double[]> values = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                values.put(field, Panel.missing(dates, tickers).values());
            }
        }
        for (int row = 0; row < dates.size(); row++) {
            boolean past = dates.epochDay(row) <= day;
            int oldRow = data.dates().indexOf(dates.date(row));
            for (int column = 0; column < tickers.size(); column++) {
                int oldColumn = data.tickers().indexOf(tickers.ticker(column));
                int at = row * tickers.size() + column;
                if (past && oldColumn >= 0) {
                    prices.set(at, data.priceRows().has(oldRow, oldColumn));
                    valuations.set(at, data.valuationRows().has(oldRow, oldColumn));
                    values.forEach(
                            (field, panel) -> panel[at] = data.panel(field).get(oldRow, oldColumn));
                } else if (!past && poison) {
                    prices.set(at, random.nextBoolean());
                    valuations.set(at, random.nextBoolean());
                    values.forEach((field, panel) -> panel[at] = GARBAGE[random.nextInt(GARBAGE.length)]);
                }
            }
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        values.forEach((field, panel) -> panels.put(field, new Panel(dates, tickers, panel)));
        Map<String, IndexHistory> indices = new TreeMap<>();
        data.indices().forEach((symbol, index) -> indices.put(symbol, otherIndex(index, random, poison)));
        return new MarketData(
                dates,
                tickers,
                tickers.asList().stream()
                        .map(ticker -> instruments.getOrDefault(ticker, Optional.empty()))
                        .toList(),
                panels,
                new RowMask(tickers.size(), prices),
                new RowMask(tickers.size(), valuations),
                facts.build(),
                indices,
                data.corporateActions().map(actions -> otherActions(actions, tickers, random, poison)),
                Map.of());
    }

    private List<CorporateAction> otherActions(
            List<CorporateAction> actions, TickerIndex tickers, SplittableRandom random, boolean poison) {
        List<CorporateAction> all = new ArrayList<>();
        for (CorporateAction action : actions) {
            int column = tickers.indexOf(data.tickers().ticker(action.column()));
            if (action.exDay() <= day && column >= 0) {
                all.add(action.inColumn(column));
            }
        }
        for (int i = 0; poison && i < 3 * tickers.size(); i++) {
            int exDay = day + random.nextInt(1, 300);
            all.add(
                    random.nextBoolean()
                            ? CorporateAction.split(random.nextInt(tickers.size()), exDay, random.nextDouble(0.01, 100))
                            : CorporateAction.dividend(
                                    random.nextInt(tickers.size()), exDay, random.nextDouble(0, 1e6)));
        }
        return all;
    }

    private IndexHistory otherIndex(IndexHistory index, SplittableRandom random, boolean poison) {
        int known = index.dates().floor(today) + 1;
        int kept = poison ? index.dates().size() : known;
        double[] close = new double[kept];
        for (int row = 0; row < kept; row++) {
            close[row] = row < known ? index.close()[row] : random.nextBoolean() ? 1e300 : 1e-300;
        }
        return new IndexHistory(index.symbol(), index.dates().slice(0, kept), close);
    }
}
