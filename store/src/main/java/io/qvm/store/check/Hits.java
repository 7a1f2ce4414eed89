package io.qvm.store.check;

import io.qvm.market.check.Example;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The rows that one check found, while it runs: their number, the first few, and the stock-days that they touch.
 *
 * <p>Examples are chosen so that each shows another ticker, as long as there are enough tickers.
 */
final class Hits {
    /** Calendar days before a price enters momentum, which leaves out the last month. */
    private static final int MOMENTUM_SKIP = 30;
    /** Calendar days until a price has left momentum: 12 months' return, ended a month ago. */
    private static final int MOMENTUM_END = 396;
    /** Calendar days for which a quarter is part of trailing sums and five-quarter averages. */
    private static final int FACT_LIFE = 456;

    private final Check check;
    private final Optional<CheckedMarket> market;
    private final int most;
    private final List<Example> examples = new ArrayList<>();
    private final List<Example> spare = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final SortedMap<Integer, Long> byYear = new TreeMap<>();
    private final BitSet touched = new BitSet();
    private long count;
    private long moreStockDays;

    Hits(Check check, Optional<CheckedMarket> market, int most) {
        this.check = check;
        this.market = market;
        this.most = most;
    }

    /** Counts a row of a panel. */
    void row(int column, int row, Supplier<String> value) {
        CheckedMarket m = market.orElseThrow();
        LocalDate date = m.dates.date(row);
        add(1, m.ticker(column), date.toString(), OptionalInt.of(date.getYear()), value);
    }

    /** Counts a reported value. */
    void fact(int column, int entry, Supplier<String> value) {
        CheckedMarket m = market.orElseThrow();
        int year = LocalDate.ofEpochDay(m.facts().periodEnd(entry)).getYear();
        add(1, m.ticker(column), m.quarter(entry), OptionalInt.of(year), value);
    }

    /** Counts a ticker. */
    void ticker(int column, Supplier<String> value) {
        add(1, market.orElseThrow().ticker(column), "", OptionalInt.empty(), value);
    }

    /**
     * Counts rows.
     *
     * @param rows how many
     * @param ticker what they are about, may be empty
     * @param when day or quarter, may be empty
     * @param year year that they belong to, if to one
     * @param value what stands there; asked for only if the row is shown
     */
    void add(long rows, String ticker, String when, OptionalInt year, Supplier<String> value) {
        count += rows;
        year.ifPresent(y -> byYear.merge(y, rows, Long::sum));
        if (examples.size() < most && shown.add(ticker)) {
            examples.add(new Example(ticker, when, value.get()));
        } else if (spare.size() < most && examples.size() < most) {
            spare.add(new Example(ticker, when, value.get()));
        }
    }

    /** Touches the score of a ticker on the day of a row. */
    void touchDay(int column, int row) {
        CheckedMarket m = market.orElseThrow();
        touched.set(column * m.rows + row);
    }

    /** Touches the scores whose momentum contains the return that ends on a row. */
    void touchMomentum(int column, int row) {
        int day = market.orElseThrow().dates.epochDay(row);
        touch(column, day + MOMENTUM_SKIP, day + MOMENTUM_END);
    }

    /** Touches the scores that may rest on a reported value. */
    void touchFact(int column, int entry) {
        int known = market.orElseThrow().knownOn(entry);
        touch(column, known, known + FACT_LIFE);
    }

    /** Touches all scores of a ticker. */
    void touchTicker(int column) {
        CheckedMarket m = market.orElseThrow();
        touched.set(column * m.rows, (column + 1) * m.rows);
    }

    /** Touches the scores of a ticker between two days. */
    void touch(int column, int fromDay, int toDay) {
        market.orElseThrow().mark(touched, column, fromDay, toDay);
    }

    /** Touches scores that have no price row: those of days that are not there. */
    void touchMissing(long stockDays) {
        moreStockDays += stockDays;
    }

    Check check() {
        return check;
    }

    long count() {
        return count;
    }

    SortedMap<Integer, Long> byYear() {
        return byYear;
    }

    List<Example> examples() {
        List<Example> all = new ArrayList<>(examples);
        all.addAll(spare.subList(0, Math.min(spare.size(), most - all.size())));
        return all;
    }

    /** Stock-days with a price row that are touched. */
    BitSet touched() {
        BitSet real = (BitSet) touched.clone();
        market.ifPresent(m -> real.and(m.stockDays));
        return real;
    }

    long stockDays() {
        return touched().cardinality() + moreStockDays;
    }
}
