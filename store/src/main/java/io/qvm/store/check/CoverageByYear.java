package io.qvm.store.check;

import io.qvm.market.FactHistory;
import io.qvm.market.MarketField;
import io.qvm.market.StatementType;
import io.qvm.market.check.YearCoverage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How many stocks have what, by calendar year. */
final class CoverageByYear {
    private final CheckedMarket m;
    private final int firstYear;
    private final int years;
    private final BitSet[] priced;
    private final BitSet[] capped;
    private final BitSet[] fullYear;
    private final BitSet[] dated;
    private final int[] ended;

    private CoverageByYear(CheckedMarket market) {
        this.m = market;
        this.firstYear = market.from == market.to ? 0 : market.year(market.from);
        this.years = market.from == market.to ? 0 : market.year(market.to - 1) - firstYear + 1;
        this.priced = sets();
        this.capped = sets();
        this.fullYear = sets();
        this.dated = sets();
        this.ended = new int[years];
    }

    private BitSet[] sets() {
        BitSet[] sets = new BitSet[years];
        for (int i = 0; i < years; i++) {
            sets[i] = new BitSet();
        }
        return sets;
    }

    /**
     * Counts.
     *
     * @param endedDays prices that end so many days before the data do belong to a stock that is gone
     */
    static List<YearCoverage> count(CheckedMarket market, int endedDays) {
        CoverageByYear coverage = new CoverageByYear(market);
        coverage.prices(endedDays);
        coverage.facts();
        return coverage.result(new BitSet(), new BitSet());
    }

    /** The same years with the stock-days that warnings and errors touch. */
    static List<YearCoverage> withDoubts(CheckedMarket m, List<YearCoverage> years, BitSet inDoubt, BitSet inError) {
        List<YearCoverage> all = new ArrayList<>();
        for (YearCoverage y : years) {
            all.add(new YearCoverage(
                    y.year(),
                    y.tradingDays(),
                    y.priced(),
                    y.capped(),
                    y.fullYear(),
                    y.dated(),
                    y.ended(),
                    y.stockDays(),
                    stockDays(m, y.year(), inDoubt),
                    stockDays(m, y.year(), inError)));
        }
        return all;
    }

    private void prices(int endedDays) {
        double[] price = m.prices();
        double[] cap = m.values(MarketField.MARKET_CAP);
        for (int row = m.from; row < m.to; row++) {
            int year = m.year(row) - firstYear;
            for (int column = 0; column < m.columns; column++) {
                if (price[m.cell(row, column)] > 0) {
                    priced[year].set(column);
                }
                if (cap[m.cell(row, column)] > 0) {
                    capped[year].set(column);
                }
            }
        }
        for (int column = 0; column < m.columns; column++) {
            int last = m.lastRow[column];
            if (last >= 0 && m.dates.epochDay(m.to - 1) - m.dates.epochDay(last) > endedDays) {
                ended[m.year(last) - firstYear]++;
            }
        }
    }

    private void facts() {
        FactHistory facts = m.facts();
        for (int column = 0; column < m.columns; column++) {
            for (int item = 0; item < facts.items().size(); item++) {
                String name = facts.items().get(item);
                boolean isFlow = facts.statement(item) == StatementType.PL;
                int start = facts.start(column, item);
                int run = 0;
                for (int i = start; i < facts.end(column, item); i++) {
                    int step = i == start ? 0 : facts.quarter(i) - facts.quarter(i - 1);
                    run = i > start && step == 0 ? run : step == 1 ? run + 1 : 1;
                    if (m.isPossible(m.knownOn(i))) {
                        int year = LocalDate.ofEpochDay(m.knownOn(i)).getYear() - firstYear;
                        boolean full = isFlow && (run >= 4 || name.startsWith("ttm("));
                        set(fullYear, year, column, full);
                        set(dated, year, column, facts.publishedOn(i) != FactHistory.UNKNOWN_DATE);
                    }
                }
            }
        }
    }

    private void set(BitSet[] sets, int year, int column, boolean holds) {
        if (holds && year >= 0 && year < years) {
            sets[year].set(column);
        }
    }

    private List<YearCoverage> result(BitSet inDoubt, BitSet inError) {
        List<YearCoverage> all = new ArrayList<>();
        for (int i = 0; i < years; i++) {
            int year = firstYear + i;
            int tradingDays = 0;
            for (int row = m.from; row < m.to; row++) {
                tradingDays += m.year(row) == year && m.data.isTradingDay(row) ? 1 : 0;
            }
            capped[i].and(priced[i]);
            fullYear[i].and(priced[i]);
            dated[i].and(priced[i]);
            all.add(new YearCoverage(
                    year,
                    tradingDays,
                    priced[i].cardinality(),
                    capped[i].cardinality(),
                    fullYear[i].cardinality(),
                    dated[i].cardinality(),
                    ended[i],
                    stockDays(m, year, m.stockDays),
                    stockDays(m, year, inDoubt),
                    stockDays(m, year, inError)));
        }
        return all;
    }

    private static long stockDays(CheckedMarket m, int year, BitSet set) {
        BitSet days = new BitSet();
        int first = Math.toIntExact(LocalDate.of(year, 1, 1).toEpochDay());
        int last = Math.toIntExact(LocalDate.of(year, 12, 31).toEpochDay());
        for (int column = 0; column < m.columns; column++) {
            m.mark(days, column, first, last);
        }
        days.and(m.stockDays);
        days.and(set);
        return days.cardinality();
    }
}
