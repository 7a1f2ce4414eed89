package io.qvm.store.raw;

import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import io.qvm.market.YearToDate;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.FactQuery;
import io.qvm.store.preset.Preset.Flows;
import io.qvm.store.preset.Preset.Form;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the facts datasets, long or wide.
 *
 * <p>Which query a ticker's facts may come from is decided by its sector, compared exactly whatever the collation of
 * the database.
 */
final class FactReader {
    private static final Set<String> WIDE_KEYS = Set.of(
            "ticker",
            "fiscal_year",
            "year",
            "fiscal_quarter",
            "quarter",
            "revision",
            "period_end",
            "published_on",
            FactSelect.dayOf("period_end"),
            FactSelect.dayOf("published_on"));

    private final FactQuery query;
    private final String dataset;
    private final Map<String, Instrument> instruments;
    private final FactHistory.Builder facts;
    private final boolean absurd;
    private final Map<String, StatementType> statements = new HashMap<>();

    private FactReader(
            FactQuery query,
            String dataset,
            Map<String, Instrument> instruments,
            FactHistory.Builder facts,
            boolean absurd) {
        this.query = query;
        this.dataset = dataset;
        this.instruments = instruments;
        this.facts = facts;
        this.absurd = absurd;
    }

    /**
     * Reads all facts datasets of a preset; those of tickers that are no instrument are left out.
     *
     * @param absurd whether finite values that cannot be are let through
     */
    static FactHistory read(Database database, Preset preset, Map<String, Instrument> instruments, boolean absurd) {
        TickerIndex tickers = TickerIndex.of(instruments.keySet());
        FactHistory.Builder all = FactHistory.builder(tickers);
        List<FactQuery> queries = preset.datasets().facts();
        for (int i = 0; i < queries.size(); i++) {
            FactQuery query = queries.get(i);
            String dataset = "facts[" + i + "]";
            boolean yearToDate = query.flows() == Flows.YEAR_TO_DATE;
            FactHistory.Builder facts = yearToDate ? FactHistory.builder(tickers) : all;
            facts.from("dataset " + dataset);
            FactReader reader = new FactReader(query, dataset, instruments, facts, absurd);
            FactSelect select = FactSelect.of(database, dataset, query);
            SourceQuery.run(database, dataset, select.sql(), List.of(), statement -> {
                try (ResultSet result = statement.executeQuery()) {
                    reader.read(result, select);
                    return true;
                }
            });
            if (yearToDate) {
                YearToDate.addSingleQuarters(facts.build(), all.from("dataset " + dataset));
            }
        }
        return all.build();
    }

    private void read(ResultSet result, FactSelect select) throws SQLException {
        Columns columns = new Columns(dataset, result);
        int ticker = columns.require("ticker");
        Period period = new Period(columns);
        Layout layout = query.form() == Form.LONG ? new LongForm(columns, select) : new WideForm(columns);
        boolean any = false;
        while (result.next()) {
            any = true;
            String name = select.ticker(result, ticker);
            if (name == null) {
                throw new InvalidInputException(
                        "dataset " + dataset + " has a row without ticker; leave it out in the preset's SQL");
            }
            Instrument instrument = instruments.get(name);
            if (instrument != null && query.covers(instrument.sector())) {
                period.read(result, name);
                layout.read(result, name, period);
            }
        }
        if (any) {
            query.checkUnits("dataset " + dataset, layout.items());
        }
    }

    private void add(String ticker, String item, StatementType statement, Period period, double value, double unit) {
        double amount = value * unit;
        if (Double.isInfinite(amount) || (!absurd && !PossibleValues.has(amount))) {
            throw new InvalidInputException("dataset " + dataset + " has the value " + amount + " for " + ticker + " "
                    + item + " " + Quarter.format(period.quarter) + PossibleValues.REMEDY);
        }
        facts.add(ticker, item, statement, period.quarter, period.revision, period.end, period.published, amount);
    }

    private StatementType statementOf(String text, String ticker) {
        return statements.computeIfAbsent(text, t -> readStatement(t, ticker));
    }

    private StatementType readStatement(String text, String ticker) {
        for (StatementType type : StatementType.values()) {
            if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new InvalidInputException(
                "dataset " + dataset + " has statement_type '" + text + "' for " + ticker + "; right are PL, BS, CF");
    }

    /** Which quarter a row is about, and when it was known. */
    private final class Period {
        private final WholeColumn yearColumn;
        private final WholeColumn quarterColumn;
        private final Optional<WholeColumn> revisionColumn;
        private final DayColumn endColumn;
        private final DayColumn publishedColumn;
        private int quarter;
        private int revision;
        private int end;
        private int published;

        Period(Columns columns) {
            yearColumn = new WholeColumn(columns, columns.require("fiscal_year", "year"), "fiscal year");
            quarterColumn = new WholeColumn(columns, columns.require("fiscal_quarter", "quarter"), "fiscal quarter");
            OptionalInt given = columns.find("revision");
            revisionColumn = given.isPresent()
                    ? Optional.of(new WholeColumn(columns, given.getAsInt(), "revision"))
                    : Optional.empty();
            endColumn = new DayColumn(columns, "period_end");
            publishedColumn = new DayColumn(columns, "published_on");
        }

        void read(ResultSet result, String ticker) throws SQLException {
            int year = yearColumn.read(result, ticker);
            int number = quarterColumn.read(result, ticker);
            if (number < 1 || number > 4) {
                throw new InvalidInputException("dataset " + dataset + " has fiscal quarter " + number + " for "
                        + ticker + " in " + year + "; it must be 1 to 4");
            }
            quarter = Quarter.of(year, number);
            revision = revisionColumn.isPresent() ? revisionColumn.get().read(result, ticker) : 0;
            end = endColumn.read(result, ticker);
            if (end == DayColumn.NONE) {
                end = Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay());
            }
            published = publishedColumn.read(result, ticker);
            if (published == DayColumn.NONE) {
                published = FactHistory.UNKNOWN_DATE;
            }
        }
    }

    /** A column of numbers that must be whole; a driver would cut off what comes after the point. */
    private final class WholeColumn {
        private final Cell cell;
        private final String what;
        private final boolean isWhole;

        WholeColumn(Columns columns, int position, String what) {
            this.cell = columns.cell(position);
            this.what = what;
            this.isWhole = cell.kind() == Cell.Kind.NUMBER && !columns.isBroken(position);
        }

        /** The number of a row, 0 if it has none. */
        int read(ResultSet result, String ticker) throws SQLException {
            if (isWhole) {
                return result.getInt(cell.position());
            }
            double number = cell.number(result, what, "a whole number", () -> ticker);
            if (result.wasNull()) {
                return 0;
            }
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw new InvalidInputException("dataset " + dataset + " has the " + what + " " + number + " for "
                        + ticker + "; it must be a whole number");
            }
            return (int) number;
        }
    }

    /** A date as days since 1970-01-01, if the query gives it. */
    private static final class DayColumn {
        /** Stands for no date. */
        static final int NONE = Integer.MIN_VALUE;

        private final OptionalInt day;
        private final Optional<Cell> date;

        DayColumn(Columns columns, String name) {
            day = columns.find(FactSelect.dayOf(name));
            date = columns.cell(name);
        }

        int read(ResultSet result, String ticker) throws SQLException {
            if (day.isPresent()) {
                int value = result.getInt(day.getAsInt());
                if (!result.wasNull()) {
                    return value;
                }
                // DuckDB's infinite dates are so many days from none.
            }
            Optional<LocalDate> value = date.isPresent() ? date.get().day(result, () -> ticker) : Optional.empty();
            return value.isEmpty() ? NONE : Math.toIntExact(value.get().toEpochDay());
        }
    }

    /** An item as the model knows it, by what the query calls it. */
    private final class Item {
        private final String name;
        private final double unit;

        Item(String given) {
            name = query.itemOf(given);
            unit = query.unitOf(name);
        }
    }

    /** How a row holds its values. */
    private interface Layout {
        void read(ResultSet result, String ticker, Period period) throws SQLException;

        /** Items that there have been. */
        Set<String> items();
    }

    /** One value a row. */
    private final class LongForm implements Layout {
        private final int item;
        private final Cell value;
        private final OptionalInt statement;
        private final Map<String, Item> items = new HashMap<>();
        private final FactSelect select;

        LongForm(Columns columns, FactSelect select) {
            this.select = select;
            item = columns.require("item");
            value = columns.cell(columns.require("value"));
            statement = columns.find("statement_type");
            if (statement.isEmpty() && query.statement().isEmpty()) {
                throw new InvalidInputException(
                        "dataset " + dataset + " needs a column statement_type, or the key statement in the preset");
            }
        }

        @Override
        public void read(ResultSet result, String ticker, Period period) throws SQLException {
            String given = select.item(result, item);
            double number = value.number(result, () -> ticker + " " + given + " " + Quarter.format(period.quarter));
            if (!result.wasNull()) {
                if (given == null) {
                    throw new InvalidInputException("dataset " + dataset + " has a value without item for " + ticker
                            + " " + Quarter.format(period.quarter) + "; leave it out in the preset's SQL");
                }
                Item named = items.computeIfAbsent(given, Item::new);
                StatementType type = statement.isPresent()
                        ? statementOf(String.valueOf(result.getString(statement.getAsInt())), ticker)
                        : query.statement().orElseThrow();
                add(ticker, named.name, type, period, number, named.unit);
            }
        }

        @Override
        public Set<String> items() {
            return items.values().stream().map(i -> i.name).collect(Collectors.toSet());
        }
    }

    /** One quarter a row, an item per numeric column. */
    private final class WideForm implements Layout {
        private final List<Integer> positions = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        private final StatementType statement;

        WideForm(Columns columns) {
            statement = query.statement()
                    .orElseThrow(() -> new InvalidInputException(
                            "dataset " + dataset + " is wide and needs the key statement in the preset"));
            for (int i = 1; i <= columns.size(); i++) {
                if (columns.isNumber(i) && !WIDE_KEYS.contains(columns.name(i).toLowerCase(Locale.ROOT))) {
                    positions.add(i);
                    items.add(new Item(columns.name(i)));
                }
            }
            for (Map.Entry<String, String> renamed : query.items().entrySet()) {
                columns.require(renamed.getKey());
            }
        }

        @Override
        public void read(ResultSet result, String ticker, Period period) throws SQLException {
            for (int i = 0; i < items.size(); i++) {
                double number = result.getDouble(positions.get(i));
                if (!result.wasNull()) {
                    Item item = items.get(i);
                    add(ticker, item.name, statement, period, number, item.unit);
                }
            }
        }

        @Override
        public Set<String> items() {
            return items.stream().map(i -> i.name).collect(Collectors.toSet());
        }
    }
}
