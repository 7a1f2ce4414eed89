package io.qvm.store.check;

import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.check.YearCoverage;
import io.qvm.store.check.Checks.NoDelistedStocks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Who is in the universe: sectors, the delisted, tickers that only one of the datasets knows. */
final class UniverseChecks {
    private final CheckedMarket m;
    private final Findings findings;

    private UniverseChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.findings = findings;
    }

    /**
     * Makes the checks.
     *
     * @param groups what the scores' model compares with each other
     * @param factTickers tickers of the facts datasets, those that are no instrument included, with their number of rows
     */
    static void run(
            CheckedMarket market,
            Findings findings,
            ScoreGroups groups,
            Map<String, Long> factTickers,
            List<YearCoverage> coverage) {
        UniverseChecks checks = new UniverseChecks(market, findings);
        checks.sectors();
        checks.smallSectors(groups);
        checks.delisted();
        checks.listings();
        checks.links(factTickers);
        checks.coverage(coverage);
    }

    private boolean isPriced(int column) {
        return m.firstRow[column] >= 0;
    }

    private boolean isInstrument(int column) {
        return m.data.instrument(column).isPresent();
    }

    private void sectors() {
        Hits hits = findings.begin(Check.MISSING_SECTOR);
        int instruments = 0;
        for (int column = 0; column < m.columns; column++) {
            if (isInstrument(column) && isPriced(column)) {
                instruments++;
                if (m.data.sector(column).isEmpty()) {
                    hits.ticker(column, () -> "no sector");
                    hits.touchTicker(column);
                }
            }
        }
        findings.end(hits, instruments);
    }

    private void smallSectors(ScoreGroups groups) {
        int fewest = findings.settings().smallSectors().minStocks().orElse(groups.fewest());
        Map<String, int[]> stocks = new TreeMap<>();
        List<Optional<String>> groupOf = new ArrayList<>();
        for (int column = 0; column < m.columns; column++) {
            Optional<String> group = m.data.sector(column).map(groups.groupOf());
            groupOf.add(group);
            for (int row = m.firstRow[column]; group.isPresent() && row >= 0 && row <= m.lastRow[column]; row++) {
                stocks.computeIfAbsent(group.get(), s -> new int[m.rows])[row] += m.hasRow(row, column) ? 1 : 0;
            }
        }
        Hits hits = findings.begin(Check.SMALL_SECTORS);
        stocks.forEach((group, counts) -> {
            int days = 0;
            int small = 0;
            int most = 0;
            for (int row = m.from; row < m.to; row++) {
                days += counts[row] > 0 ? 1 : 0;
                small += counts[row] > 0 && counts[row] < fewest && !m.isThin(row) ? 1 : 0;
                most = Math.max(most, counts[row]);
            }
            if (small > 0) {
                String value = String.format(
                        Locale.ROOT,
                        "at most %,d stocks; fewer than %,d on %,d of %,d days",
                        most,
                        fewest,
                        small,
                        days);
                hits.add(1, group, "", OptionalInt.empty(), () -> value);
                for (int column = 0; column < m.columns; column++) {
                    boolean member = groupOf.get(column).filter(group::equals).isPresent();
                    for (int row = m.firstRow[column]; member && row >= 0 && row <= m.lastRow[column]; row++) {
                        if (counts[row] < fewest && !m.isThin(row)) {
                            hits.touchDay(column, row);
                        }
                    }
                }
            }
        });
        findings.end(hits, stocks.size());
    }

    /** True if prices end long before the data do. */
    private boolean isEnded(int column, int days) {
        return isPriced(column) && m.dates.epochDay(m.to - 1) - m.dates.epochDay(m.lastRow[column]) > days;
    }

    private void delisted() {
        NoDelistedStocks settings = findings.settings().noDelistedStocks();
        Hits gone = findings.begin(Check.NO_DELISTED_STOCKS);
        Hits undated = findings.begin(Check.ENDED_WITHOUT_DELISTING);
        int tickers = 0;
        int ended = 0;
        for (int column = 0; column < m.columns; column++) {
            tickers += isPriced(column) ? 1 : 0;
            if (isEnded(column, settings.endedDays())) {
                ended++;
                LocalDate last = m.dates.date(m.lastRow[column]);
                if (m.data.instrument(column).flatMap(Instrument::delistedOn).isEmpty()) {
                    undated.add(
                            1,
                            m.ticker(column),
                            last.toString(),
                            OptionalInt.of(last.getYear()),
                            () -> "last price; no delisting date");
                    undated.touch(column, m.dates.epochDay(m.lastRow[column]), m.dates.epochDay(m.lastRow[column]));
                }
            }
        }
        double years = m.from == m.to ? 0 : (m.dates.epochDay(m.to - 1) - m.dates.epochDay(m.from)) / 365.25;
        double expected = settings.minSharePerYear() * tickers * years;
        if (years >= settings.minYears() && (ended == 0 || ended < expected)) {
            String value = String.format(
                    Locale.ROOT,
                    "prices of %,d of %,d tickers end before the data do, in %.1f years; %.1f %% a year would be %,.0f",
                    ended,
                    tickers,
                    years,
                    100 * settings.minSharePerYear(),
                    Math.ceil(expected));
            hits(gone, tickers, value);
        }
        findings.end(gone, tickers);
        findings.end(undated, tickers);
    }

    private void hits(Hits gone, int tickers, String value) {
        gone.add(tickers, "", "", OptionalInt.empty(), () -> value);
        for (int column = 0; column < m.columns; column++) {
            gone.touchTicker(column);
        }
    }

    private void listings() {
        Hits before = findings.begin(Check.TRADING_BEFORE_LISTING);
        Hits after = findings.begin(Check.TRADING_AFTER_DELISTING);
        Hits unknown = findings.begin(Check.UNKNOWN_DELISTING_RETURNS);
        long rows = 0;
        int delisted = 0;
        for (int column = 0; column < m.columns; column++) {
            Optional<Instrument> instrument = m.data.instrument(column);
            Optional<LocalDate> from = instrument.flatMap(Instrument::listedOn);
            Optional<LocalDate> to = instrument.flatMap(Instrument::delistedOn);
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
                if (m.hasRow(row, column)) {
                    rows++;
                    LocalDate date = m.dates.date(row);
                    if (from.filter(date::isBefore).isPresent()) {
                        before.row(column, row, () -> "listed on " + from.get());
                        before.touchDay(column, row);
                    } else if (to.filter(d -> !date.isBefore(d)).isPresent()) {
                        after.row(column, row, () -> "delisted on " + to.get());
                        after.touchDay(column, row);
                    }
                }
            }
            if (to.isPresent()) {
                delisted++;
                if (Double.isNaN(instrument.get().delistingReturn())) {
                    LocalDate day = to.get();
                    unknown.add(
                            1,
                            m.ticker(column),
                            day.toString(),
                            OptionalInt.of(day.getYear()),
                            () -> "delisted; final return not known");
                }
            }
        }
        findings.end(before, rows);
        findings.end(after, rows);
        findings.end(unknown, delisted);
    }

    private void links(Map<String, Long> factTickers) {
        Hits strangers = findings.begin(Check.NO_INSTRUMENT);
        Hits priceless = findings.begin(Check.FACTS_WITHOUT_PRICES);
        Hits factless = findings.begin(Check.PRICES_WITHOUT_FACTS);
        Hits indices = findings.begin(Check.INDEX_AMONG_STOCKS);
        int priced = 0;
        Map<String, IndexHistory> symbols = m.data.indices();
        for (int column = 0; column < m.columns; column++) {
            if (!isPriced(column)) {
                continue;
            }
            priced++;
            if (!isInstrument(column)) {
                strangers.ticker(column, () -> "prices, but no instrument");
            }
            if (!factTickers.isEmpty() && !factTickers.containsKey(m.ticker(column))) {
                factless.ticker(column, () -> "no fact");
                factless.touchTicker(column);
            }
            if (symbols.containsKey(m.ticker(column))) {
                indices.ticker(column, () -> "is an index, too");
                indices.touchTicker(column);
            }
        }
        factTickers.forEach((ticker, rows) -> {
            int column = m.data.tickers().indexOf(ticker);
            if (column < 0 || !isPriced(column)) {
                String instrument = column >= 0 && isInstrument(column) ? "" : ", and no instrument";
                priceless.add(
                        1,
                        ticker,
                        "",
                        OptionalInt.empty(),
                        () -> String.format(Locale.ROOT, "%,d fact rows, no price%s", rows, instrument));
            }
        });
        findings.end(strangers, priced);
        findings.end(priceless, factTickers.size());
        if (factTickers.isEmpty()) {
            findings.skip(Check.PRICES_WITHOUT_FACTS, "no facts at all");
        } else {
            findings.end(factless, priced);
        }
        findings.end(indices, priced);
    }

    /** The first year has no four quarters yet, so it is not judged. */
    private void coverage(List<YearCoverage> years) {
        double fewest = findings.settings().lowCoverage().minShare();
        Hits hits = findings.begin(Check.LOW_COVERAGE);
        for (YearCoverage year : years.subList(Math.min(1, years.size()), years.size())) {
            boolean caps = year.capped() < fewest * year.priced();
            boolean facts = year.fullYear() < fewest * year.priced();
            if (year.priced() > 0 && (caps || facts)) {
                String value = String.format(
                        Locale.ROOT,
                        "of %,d tickers with prices %,d have market caps and %,d facts of four quarters",
                        year.priced(),
                        year.capped(),
                        year.fullYear());
                hits.add(1, "", String.valueOf(year.year()), OptionalInt.of(year.year()), () -> value);
                int first = Math.toIntExact(LocalDate.of(year.year(), 1, 1).toEpochDay());
                for (int column = 0; column < m.columns; column++) {
                    hits.touch(column, first, first + 364);
                }
            }
        }
        findings.end(hits, Math.max(0, years.size() - 1));
    }
}
