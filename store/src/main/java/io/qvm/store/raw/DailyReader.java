package io.qvm.store.raw;

import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** Reads a (date, ticker) dataset in one streamed query. */
final class DailyReader {
    private DailyReader() {}

    /** Reads a dataset. */
    static DailyRows read(DailyDataset dataset) {
        return dataset.database().dialect() == Dialect.DUCKDB ? readColumns(dataset) : readRows(dataset, List.of());
    }

    /** Reads the rows of some tickers from a server. */
    static DailyRows read(DailyDataset dataset, Collection<String> tickers) {
        return readRows(dataset, TickerPortions.of(tickers));
    }

    /**
     * Reads from a server.
     *
     * @param portions of the tickers, by name; empty for all
     */
    private static DailyRows readRows(DailyDataset dataset, List<List<String>> portions) {
        DailyColumns columns = dataset.columns();
        DailyRows rows = new DailyRows(
                dataset.name(), columns.fields(), List.of(), dataset.range().absurd());
        List<Object> bounds = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        bound(dataset.range(), where, bounds);
        String sql = "SELECT " + dayAndTicker(dataset)
                + columns.selected(dataset.database().dialect()) + dataset.source() + where;
        SourceQuery.Reader<DailyRows> reader = statement -> readInto(rows, statement, columns, dataset.part());
        if (portions.isEmpty()) {
            return SourceQuery.run(dataset.database(), dataset.name(), sql, bounds, reader);
        }
        for (List<String> portion : portions) {
            String among =
                    (where.isEmpty() ? " WHERE" : " AND") + " q.ticker IN (" + placeholders(portion.size()) + ")";
            List<Object> parameters = new ArrayList<>(bounds);
            parameters.addAll(portion);
            SourceQuery.run(dataset.database(), dataset.name(), sql + among, parameters, reader);
        }
        return rows;
    }

    /** Reads from DuckDB, which hands over columns of numbers many times faster than rows or texts: it numbers the tickers. */
    private static DailyRows readColumns(DailyDataset dataset) {
        Database database = dataset.database();
        String source = dataset.source();
        DailyColumns columns = dataset.columns();
        List<Object> bounds = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        bound(dataset.range(), where, bounds);
        refuseTexts(dataset, where, bounds);
        String tickers = "(SELECT DISTINCT q.ticker AS name" + source + where + ")";
        List<String> names = SourceQuery.run(
                database, dataset.name(), "SELECT name FROM " + tickers + " ORDER BY name", bounds, DailyReader::names);
        List<Object> twice = new ArrayList<>(bounds);
        twice.addAll(bounds);
        DailyRows rows = new DailyRows(
                dataset.name(), columns.fields(), names, dataset.range().absurd());
        return SourceQuery.run(
                database,
                dataset.name(),
                "SELECT CAST(" + database.dialect().epochDay("q.date") + " AS INTEGER), n.number"
                        + columns.selectedAsNumbers(database.dialect()) + source
                        + " LEFT JOIN (SELECT name, CAST(row_number() OVER (ORDER BY name) - 1 AS INTEGER) AS number FROM "
                        + tickers + " WHERE name IS NOT NULL) n ON q.ticker = n.name" + where,
                twice,
                statement -> readColumnsInto(rows, statement, columns, dataset.part()));
    }

    /** Refuses texts that are no numbers, which would end the query with an error that does not say where they are. */
    private static void refuseTexts(DailyDataset dataset, CharSequence where, List<Object> bounds) {
        for (String name : dataset.columns().names()) {
            if (dataset.columns().texts().contains(name)) {
                String column = "q." + Dialect.DUCKDB.quote(name);
                String sql = "SELECT q.ticker || ' on ' || CAST(q.date AS VARCHAR), " + column + " AS "
                        + Dialect.DUCKDB.quote(name) + dataset.source() + where
                        + (where.isEmpty() ? " WHERE " : " AND ")
                        + column + " IS NOT NULL AND TRY_CAST(" + column
                        + " AS DOUBLE) IS NULL ORDER BY q.date, 1 LIMIT 1";
                SourceQuery.run(dataset.database(), dataset.name(), sql, bounds, statement -> {
                    try (ResultSet result = statement.executeQuery()) {
                        Cell cell = new Columns(dataset.name(), result).cell(2);
                        while (result.next()) {
                            String row = String.valueOf(result.getString(1));
                            cell.number(result, () -> row);
                        }
                    }
                    return true;
                });
            }
        }
    }

    /** The begin of a select list for {@link #readInto}. */
    static String dayAndTicker(DailyDataset dataset) {
        return dataset.database().dialect().epochDay("q.date") + " AS qvm_day, q.ticker AS qvm_ticker";
    }

    /** So many question marks. */
    static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Puts a range's days into a condition, and its values into a list. */
    static void bound(LoadRange range, StringBuilder where, List<Object> bounds) {
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

    /** Adds the rows of day, ticker, and columns that a statement gives. */
    static DailyRows readInto(DailyRows rows, PreparedStatement statement, DailyColumns columns, int part)
            throws SQLException {
        int parts = columns.parts().isPresent() ? 3 : 0;
        int first = parts > 0 ? 4 : 3;
        int fields = columns.fields().size();
        try (ResultSet result = statement.executeQuery()) {
            Columns given = new Columns(rows.dataset(), result);
            Cell[] cells = new Cell[fields];
            for (int f = 0; f < fields; f++) {
                cells[f] = given.cell(first + f);
            }
            while (result.next()) {
                int day = result.getInt(1);
                boolean noDay = result.wasNull();
                String name = result.getString(2);
                int ticker = rows.number(name);
                int at = rows.add(noDay ? DailyRows.NO_DAY : day, ticker, parts > 0 ? result.getInt(parts) : part);
                for (int f = 0; f < fields; f++) {
                    rows.column(f)[at] = cells[f].number(result, () -> name + " on " + LocalDate.ofEpochDay(day));
                }
            }
        }
        return rows;
    }

    /** The same from DuckDB, column by column, with tickers by number and everything as ints and doubles. */
    private static DailyRows readColumnsInto(
            DailyRows rows, PreparedStatement statement, DailyColumns columns, int part) throws SQLException {
        int first = columns.parts().isPresent() ? 3 : 2;
        try (DuckDBChunkedResult result =
                statement.unwrap(DuckDBPreparedStatement.class).query()) {
            while (result.nextChunk()) {
                DuckDBDataChunkReader chunk = result.chunk();
                int size = Math.toIntExact(chunk.rowCount());
                rows.keepTogether(size);
                int at = rows.size();
                Optional<DuckDBReadableVector> parts = columns.parts().map(name -> chunk.vector(2));
                if (parts.isPresent()) {
                    start(rows, chunk.vector(0), chunk.vector(1), parts.get(), size);
                } else {
                    start(rows, chunk.vector(0), chunk.vector(1), part, size);
                }
                for (int f = 0; f < columns.fields().size(); f++) {
                    copy(chunk.vector(first + f), rows.column(f), at, size);
                }
            }
        }
        return rows;
    }

    // Loops over the values of a chunk stand alone: the JIT is done with a small method long before the chunks are.

    private static void start(
            DailyRows rows, DuckDBReadableVector day, DuckDBReadableVector ticker, int part, int size) {
        for (int i = 0; i < size; i++) {
            rows.add(day.getInt(i, DailyRows.NO_DAY), ticker.getInt(i, DailyRows.NO_TICKER), part);
        }
    }

    private static void start(
            DailyRows rows,
            DuckDBReadableVector day,
            DuckDBReadableVector ticker,
            DuckDBReadableVector parts,
            int size) {
        for (int i = 0; i < size; i++) {
            rows.add(day.getInt(i, DailyRows.NO_DAY), ticker.getInt(i, DailyRows.NO_TICKER), parts.getInt(i));
        }
    }

    private static void copy(DuckDBReadableVector from, double[] to, int at, int size) {
        for (int i = 0; i < size; i++) {
            to[at + i] = from.getDouble(i, Double.NaN);
        }
    }
}
