package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset.Query;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a (date, ticker) dataset in one streamed query. */
final class DailyReader {
    static final String ROW_PARTS = "row_parts";

    private DailyReader() {}

    /**
     * Reads a dataset.
     *
     * @param part what its rows are, unless they say so themselves in {@code row_parts}
     */
    static DailyRows read(Database database, String dataset, Query query, LoadRange range, int part) {
        String day = database.dialect().epochDay("q.date");
        List<LocalDate> bounds = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        bound(range, where, bounds);
        String source = " FROM (" + query.sql() + ") q";
        String columns = SourceQuery.run(
                database,
                dataset,
                "SELECT q.*" + source + " WHERE 1 = 0",
                List.of(),
                statement -> columns(statement, dataset, range.fields(), database.dialect()));
        if (database.dialect() != Dialect.DUCKDB) {
            return SourceQuery.run(
                    database,
                    dataset,
                    "SELECT " + day + " AS qvm_day, q.ticker AS qvm_ticker" + columns + source + where,
                    bounds,
                    statement -> read(statement, dataset, part, Optional.empty()));
        }
        // DuckDB hands over numbers many times faster than texts, so it numbers the tickers.
        String tickers = "(SELECT DISTINCT q.ticker AS name" + source + where + ")";
        List<String> names = SourceQuery.run(
                database, dataset, "SELECT name FROM " + tickers + " ORDER BY name", bounds, DailyReader::names);
        List<LocalDate> twice = new ArrayList<>(bounds);
        twice.addAll(bounds);
        return SourceQuery.run(
                database,
                dataset,
                "SELECT " + day + " AS qvm_day, n.number AS qvm_ticker" + columns + source
                        + " LEFT JOIN (SELECT name, CAST(row_number() OVER (ORDER BY name) - 1 AS INTEGER) AS number FROM "
                        + tickers + " WHERE name IS NOT NULL) n ON q.ticker = n.name" + where,
                twice,
                statement -> read(statement, dataset, part, Optional.of(names)));
    }

    /** Puts a range's days into a condition, and its values into a list. */
    static void bound(LoadRange range, StringBuilder where, List<LocalDate> bounds) {
        range.from().ifPresent(from -> {
            where.append(" WHERE q.date >= ?");
            bounds.add(from);
        });
        range.to().ifPresent(to -> {
            where.append(where.isEmpty() ? " WHERE" : " AND").append(" q.date <= ?");
            bounds.add(to);
        });
    }

    /** Names of all tickers in the order in which they are numbered; a row without one is told from its date later. */
    static List<String> names(PreparedStatement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String name = result.getString(1);
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Of the columns that a dataset gives, those to be read. */
    static String columns(PreparedStatement statement, String dataset, Set<MarketField> wanted, Dialect dialect)
            throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Columns given = new Columns(dataset, result);
            Set<MarketField> fields = EnumSet.noneOf(MarketField.class);
            fields.addAll(wanted);
            // Where there is no volume, the traded value tells whether there was a trade.
            if (fields.contains(MarketField.VOLUME)
                    && given.find(MarketField.VOLUME.column()).isEmpty()) {
                fields.add(MarketField.TRADED_VALUE);
            }
            given.require("ticker");
            List<String> names = new ArrayList<>();
            given.find(ROW_PARTS).ifPresent(position -> names.add(given.name(position)));
            boolean any = false;
            for (MarketField field : MarketField.values()) {
                OptionalInt position = given.find(field.column());
                any |= position.isPresent();
                if (position.isPresent() && fields.contains(field)) {
                    names.add(given.name(position.getAsInt()));
                }
            }
            if (!any) {
                throw new InvalidInputException("dataset " + dataset + " of the preset gives none of the columns "
                        + List.of(MarketField.values()).stream()
                                .map(MarketField::column)
                                .toList());
            }
            return names.stream().map(name -> ", q." + dialect.quote(name)).collect(Collectors.joining());
        }
    }

    /**
     * Reads rows of day, ticker, and columns.
     *
     * @param names of the tickers, if the rows hold their numbers
     */
    private static DailyRows read(PreparedStatement statement, String dataset, int part, Optional<List<String>> names)
            throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Columns columns = new Columns(dataset, result);
            List<MarketField> fields = new ArrayList<>();
            for (MarketField field : MarketField.values()) {
                if (columns.find(field.column()).isPresent()) {
                    fields.add(field);
                }
            }
            DailyRows rows = new DailyRows(dataset, fields, names.orElse(List.of()));
            readInto(rows, result, dataset, part, names.isPresent());
            return rows;
        }
    }

    /**
     * Adds rows of day, ticker, and columns.
     *
     * @param numbered if the tickers are given by their numbers
     */
    static void readInto(DailyRows rows, ResultSet result, String dataset, int part, boolean numbered)
            throws SQLException {
        Columns columns = new Columns(dataset, result);
        OptionalInt parts = columns.find(ROW_PARTS);
        int[] position = rows.fields().stream()
                .mapToInt(field -> columns.require(field.column()))
                .toArray();
        while (result.next()) {
            int day = result.getInt(1);
            boolean noDay = result.wasNull();
            int number = numbered ? result.getInt(2) : rows.number(result.getString(2));
            boolean noTicker = result.wasNull();
            if (noDay || noTicker) {
                throw new InvalidInputException("dataset " + dataset + " has a row without "
                        + (noTicker ? "ticker" : "date for " + rows.tickers().get(number))
                        + "; leave it out in the preset's SQL");
            }
            rows.add(day, number, parts.isPresent() ? result.getInt(parts.getAsInt()) : part);
            for (int f = 0; f < position.length; f++) {
                double value = result.getDouble(position[f]);
                rows.set(f, result.wasNull() ? Double.NaN : value);
            }
        }
    }
}
