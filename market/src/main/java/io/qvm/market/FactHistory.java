package io.qvm.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final short[] quarters;
    private final int[] periodEnds;
    private final int[] revisions;
    private final int[] publishedOn;
    private final double[] values;

    private FactHistory(TickerIndex tickers, List<String> items, StatementType[] statements, FactRows rows, int[] ids) {
        this.tickers = tickers;
        this.items = items;
        this.itemIds = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            itemIds.put(items.get(i), i);
        }
        this.statements = statements;
        FactRows.Order order = rows.order(items, ids);
        this.offsets = order.offsets();
        this.quarters = rows.takeQuarters(order);
        this.revisions = rows.takeRevisions(order);
        this.periodEnds = rows.takePeriodEnds(order);
        this.publishedOn = rows.takePublications(order);
        this.values = rows.takeValues(order);
    }

    /** The same facts with other tickers in between, see {@link #among}. */
    private FactHistory(FactHistory facts, TickerIndex tickers, int[] offsets) {
        this.tickers = tickers;
        this.items = facts.items;
        this.itemIds = facts.itemIds;
        this.statements = facts.statements;
        this.offsets = offsets;
        this.quarters = facts.quarters;
        this.periodEnds = facts.periodEnds;
        this.revisions = facts.revisions;
        this.publishedOn = facts.publishedOn;
        this.values = facts.values;
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

    /**
     * The same facts among more tickers, of which the others have none; entries keep their numbers.
     *
     * @param more all tickers of this history and others
     */
    public FactHistory among(TickerIndex more) {
        int width = items.size();
        int[] moved = new int[more.size() * width + 1];
        int column = 0;
        for (int i = 0; i < more.size(); i++) {
            boolean own = column < tickers.size() && tickers.ticker(column).equals(more.ticker(i));
            for (int item = 0; item < width; item++) {
                moved[i * width + item + 1] = own ? offsets[column * width + item + 1] : moved[i * width + item];
            }
            column += own ? 1 : 0;
        }
        if (column < tickers.size()) {
            throw new IllegalArgumentException(tickers.ticker(column) + " has facts and is not among " + more);
        }
        return new FactHistory(this, more, moved);
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

    /**
     * Collects facts in any order; the result does not depend on that order.
     *
     * <p>The same row twice is one fact. A quarter that is there more than once under one revision, with different publication
     * dates, has been revised: its revisions are numbered anew, by the number given and then by publication, those without a
     * date first.
     */
    public static final class Builder {
        private static final int MOST_ITEMS = 0xffff;
        private static final int FIRST_YEAR = 1800;
        private static final int LAST_YEAR = 2200;
        private static final long FIRST_DAY = LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();
        private static final long LAST_DAY = LocalDate.of(LAST_YEAR, 12, 31).toEpochDay();

        private final TickerIndex tickers;
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<StatementType> statements = new ArrayList<>();
        private FactRows rows;

        private Builder(TickerIndex tickers) {
            this.tickers = tickers;
            this.rows = new FactRows(tickers);
        }

        /** Names where the facts that follow come from, for messages. */
        public Builder from(String source) {
            rows.from(source);
            return this;
        }

        /**
         * Adds one fact; a ticker outside the index and a NaN value are left out.
         *
         * @param quarter see {@link Quarter}; of the years 1800 to 2200
         * @param periodEnd day since 1970-01-01; within the same years
         * @param publishedOn day since 1970-01-01, or {@link #UNKNOWN_DATE}
         * @throws InvalidInputException if the item was added before with another statement type, or the quarter or its end
         *     cannot be
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
            if (Quarter.year(quarter) < FIRST_YEAR || Quarter.year(quarter) > LAST_YEAR) {
                throw impossible("the fiscal quarter " + Quarter.format(quarter), ticker, item);
            }
            if (periodEnd < FIRST_DAY || periodEnd > LAST_DAY) {
                throw impossible(
                        "the period end " + LocalDate.ofEpochDay(periodEnd) + " of " + Quarter.format(quarter),
                        ticker,
                        item);
            }
            Integer id = ids.get(item);
            if (id == null) {
                id = ids.size();
                if (id > MOST_ITEMS) {
                    throw new InvalidInputException(rows.sourceOf(rows.size()) + "more than " + MOST_ITEMS
                            + " items, the last one " + item + "; items must be names of statement lines");
                }
                ids.put(item, id);
                statements.add(statement);
            }
            StatementType before = statements.get(id);
            if (before != statement) {
                throw new InvalidInputException(
                        "item " + item + " is of statement " + before + " for some facts and of " + statement + " for "
                                + ticker + " " + Quarter.format(quarter) + "; it must be one of them");
            }
            rows.add(column, id, quarter, revision, periodEnd, publishedOn, value);
            return this;
        }

        private InvalidInputException impossible(String what, String ticker, String item) {
            return new InvalidInputException(rows.sourceOf(rows.size()) + what + " for " + ticker + " " + item
                    + "; it must be within the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }

        /**
         * Sorts and freezes what was added; the builder is empty afterwards.
         *
         * @throws InvalidInputException if two facts of the same ticker, item, quarter, revision and publication date differ
         */
        public FactHistory build() {
            List<String> items = ids.keySet().stream().sorted().toList();
            int[] finalIds = new int[items.size()];
            StatementType[] types = new StatementType[items.size()];
            for (int i = 0; i < items.size(); i++) {
                int id = ids.getOrDefault(items.get(i), -1);
                finalIds[id] = i;
                types[i] = statements.get(id);
            }
            FactRows all = rows;
            rows = new FactRows(tickers);
            ids.clear();
            statements.clear();
            return new FactHistory(tickers, items, types, all, finalIds);
        }
    }
}
