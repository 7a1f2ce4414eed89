package io.qvm.store.check;

import io.qvm.market.FactHistory;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Dates before any market's time or long after today, anywhere in the data. */
final class ImpossibleDateCheck {
    private final CheckedMarket m;
    private final Hits hits;
    private long checked;

    private ImpossibleDateCheck(CheckedMarket market, Hits hits) {
        this.m = market;
        this.hits = hits;
    }

    static void run(CheckedMarket market, Findings findings) {
        ImpossibleDateCheck check = new ImpossibleDateCheck(market, findings.begin(Check.IMPOSSIBLE_DATES));
        check.prices();
        check.instruments();
        check.facts();
        check.indices();
        findings.end(check.hits, check.checked);
    }

    private void hit(long rows, String ticker, int epochDay, String value) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        hits.add(rows, ticker, date.toString(), OptionalInt.empty(), () -> value);
    }

    private void prices() {
        for (int row = 0; row < m.rows; row++) {
            checked++;
            if (row < m.from || row >= m.to) {
                int stocks = 0;
                int example = 0;
                for (int column = m.columns - 1; column >= 0; column--) {
                    if (m.hasRow(row, column) || m.data.valuationRows().has(row, column)) {
                        stocks++;
                        example = column;
                    }
                }
                hit(stocks, m.ticker(example), m.dates.epochDay(row), "date of a price row");
            }
        }
    }

    private void instruments() {
        for (int column = 0; column < m.columns; column++) {
            Optional<Instrument> instrument = m.data.instrument(column);
            date(column, instrument.flatMap(Instrument::listedOn), "listed_on");
            date(column, instrument.flatMap(Instrument::delistedOn), "delisted_on");
        }
    }

    private void date(int column, Optional<LocalDate> date, String name) {
        if (date.isPresent()) {
            checked++;
            int day = Math.toIntExact(date.get().toEpochDay());
            if (!m.isPossible(day)) {
                hit(1, m.ticker(column), day, name);
            }
        }
    }

    private void facts() {
        FactHistory facts = m.facts();
        for (int column = 0; column < m.columns; column++) {
            for (int item = 0; item < facts.items().size(); item++) {
                for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                    checked++;
                    int published = facts.publishedOn(i);
                    boolean badEnd = !m.isPossible(facts.periodEnd(i));
                    boolean badPublished = published != FactHistory.UNKNOWN_DATE && !m.isPossible(published);
                    if (badEnd || badPublished) {
                        String what = (badEnd ? "period_end" : "published_on") + " of "
                                + facts.items().get(item) + " " + m.quarter(i);
                        hit(1, m.ticker(column), badEnd ? facts.periodEnd(i) : published, what);
                        hits.touch(column, facts.periodEnd(i), facts.periodEnd(i) + 500);
                    }
                }
            }
        }
    }

    private void indices() {
        Map<String, IndexHistory> indices = new TreeMap<>(m.data.indices());
        for (IndexHistory index : indices.values()) {
            for (int row = 0; row < index.dates().size(); row++) {
                checked++;
                if (!m.isPossible(index.dates().epochDay(row))) {
                    hit(1, index.symbol(), index.dates().epochDay(row), "date of an index level");
                }
            }
        }
    }
}
