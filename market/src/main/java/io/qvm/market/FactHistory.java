package io.qvm.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All reported values, in columns: one entry per (ticker, item, fiscal quarter, revision).
 *
 * <p>Entries are sorted by ticker, item, quarter, revision, so that everything about one ticker and item is one
 * contiguous range: {@link #start} to {@link #end}. {@code publishedOn} is {@link #UNKNOWN_DATE} where the source gives
 * no date; what "known on" means then is the factor model's lag rule, not the data's.
 *
 * <p>An item may come precomputed under the text of the formula that it stands for, e.g. {@code ttm(NetProfit)}.
 */
public final class FactHistory {
    /** Stands for a publication date that the source does not give. */
    public static final int UNKNOWN_DATE = Integer.MIN_VALUE;

    private final TickerIndex tickers;
    private final List<String> items;
    private final Map<String, Integer> itemIds;
    private final StatementType[] statements;
    private final int[] offsets;
    private final int[] quarters;
    private final int[] periodEnds;
    private final int[] revisions;
    private final int[] publishedOn;
    private final double[] values;

    private FactHistory(TickerIndex tickers, List<String> items, StatementType[] statements, List<Fact> facts) {
        this.tickers = tickers;
        this.items = items;
        this.itemIds = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            itemIds.put(items.get(i), i);
        }
        this.statements = statements;
        int n = facts.size();
        this.offsets = new int[tickers.size() * items.size() + 1];
        this.quarters = new int[n];
        this.periodEnds = new int[n];
        this.revisions = new int[n];
        this.publishedOn = new int[n];
        this.values = new double[n];
        for (int i = 0; i < n; i++) {
            Fact fact = facts.get(i);
            quarters[i] = fact.quarter;
            periodEnds[i] = fact.periodEnd;
            revisions[i] = fact.revision;
            publishedOn[i] = fact.publishedOn;
            values[i] = fact.value;
            offsets[slot(fact.ticker, fact.item) + 1]++;
        }
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] += offsets[i - 1];
        }
    }

    /** A history without facts. */
    public static FactHistory empty(TickerIndex tickers) {
        return builder(tickers).build();
    }

    public static Builder builder(TickerIndex tickers) {
        return new Builder(tickers);
    }

    public TickerIndex tickers() {
        return tickers;
    }

    /** Names of all items that occur, ascending; the index in this list is the item's id. */
    public List<String> items() {
        return items;
    }

    /** Id of an item, or -1 if no fact has it. */
    public int itemId(String item) {
        return itemIds.getOrDefault(item, -1);
    }

    public StatementType statement(int itemId) {
        return statements[itemId];
    }

    public int size() {
        return values.length;
    }

    /** First entry of a ticker's item; equal to {@link #end} if there is none. */
    public int start(int tickerColumn, int itemId) {
        return offsets[slot(tickerColumn, itemId)];
    }

    /** One past the last entry of a ticker's item. */
    public int end(int tickerColumn, int itemId) {
        return offsets[slot(tickerColumn, itemId) + 1];
    }

    /** Fiscal quarter of an entry, see {@link Quarter}. */
    public int quarter(int entry) {
        return quarters[entry];
    }

    /** Day since 1970-01-01 on which the entry's period ends. */
    public int periodEnd(int entry) {
        return periodEnds[entry];
    }

    /** 0 for the first report of a quarter, ascending with each restatement. */
    public int revision(int entry) {
        return revisions[entry];
    }

    /** Day since 1970-01-01 on which the entry was published, or {@link #UNKNOWN_DATE}. */
    public int publishedOn(int entry) {
        return publishedOn[entry];
    }

    /** Currency, or whatever unit the item has; never NaN: a missing value is no fact. */
    public double value(int entry) {
        return values[entry];
    }

    private int slot(int tickerColumn, int itemId) {
        return tickerColumn * items.size() + itemId;
    }

    private record Fact(
            int ticker, int item, int quarter, int revision, int periodEnd, int publishedOn, double value) {}

    /** Collects facts in any order; the result does not depend on that order. */
    public static final class Builder {
        private final TickerIndex tickers;
        private final Map<String, StatementType> statements = new TreeMap<>();
        private final Map<String, Integer> provisionalIds = new TreeMap<>();
        private final List<Fact> facts = new ArrayList<>();

        private Builder(TickerIndex tickers) {
            this.tickers = tickers;
        }

        /**
         * Adds one fact; a ticker outside the index and a NaN value are left out.
         *
         * @param quarter see {@link Quarter}
         * @param periodEnd day since 1970-01-01
         * @param publishedOn day since 1970-01-01, or {@link #UNKNOWN_DATE}
         * @throws InvalidInputException if the item was added before with another statement type
         */
        public Builder add(
                String ticker,
                String item,
                StatementType statement,
                int quarter,
                int revision,
                int periodEnd,
                int publishedOn,
                double value) {
            int column = tickers.indexOf(ticker);
            if (column < 0 || Double.isNaN(value)) {
                return this;
            }
            StatementType before = statements.putIfAbsent(item, statement);
            if (before != null && before != statement) {
                throw new InvalidInputException(
                        "item " + item + " is of statement " + before + " for some facts and of " + statement + " for "
                                + ticker + " " + Quarter.format(quarter) + "; it must be one of them");
            }
            Integer id = provisionalIds.get(item);
            if (id == null) {
                id = provisionalIds.size();
                provisionalIds.put(item, id);
            }
            facts.add(new Fact(column, id, quarter, revision, periodEnd, publishedOn, value));
            return this;
        }

        /**
         * Sorts and freezes what was added.
         *
         * @throws InvalidInputException if two facts have the same ticker, item, quarter and revision
         */
        public FactHistory build() {
            List<String> items = List.copyOf(new TreeSet<>(statements.keySet()));
            int[] finalIds = new int[items.size()];
            for (int i = 0; i < items.size(); i++) {
                finalIds[provisionalIds.getOrDefault(items.get(i), -1)] = i;
            }
            Fact[] sorted = new Fact[facts.size()];
            for (int i = 0; i < sorted.length; i++) {
                Fact f = facts.get(i);
                sorted[i] = new Fact(
                        f.ticker, finalIds[f.item], f.quarter, f.revision, f.periodEnd, f.publishedOn, f.value);
            }
            Arrays.sort(sorted, Builder::compare);
            for (int i = 1; i < sorted.length; i++) {
                if (compare(sorted[i - 1], sorted[i]) == 0) {
                    Fact f = sorted[i];
                    throw new InvalidInputException("fact " + tickers.ticker(f.ticker) + " " + items.get(f.item) + " "
                            + Quarter.format(f.quarter) + " revision " + f.revision
                            + " occurs twice; it must be unique");
                }
            }
            StatementType[] types = items.stream().map(statements::get).toArray(StatementType[]::new);
            return new FactHistory(tickers, items, types, List.of(sorted));
        }

        private static int compare(Fact a, Fact b) {
            int order = Integer.compare(a.ticker, b.ticker);
            order = order != 0 ? order : Integer.compare(a.item, b.item);
            order = order != 0 ? order : Integer.compare(a.quarter, b.quarter);
            return order != 0 ? order : Integer.compare(a.revision, b.revision);
        }
    }
}
