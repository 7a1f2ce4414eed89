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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Days and tickers of a (date, ticker) dataset, found by the database.
 *
 * @param hasVolume whether the dataset tells volumes
 * @param days days since 1970-01-01 with a row, and whether any row has a volume above zero
 * @param tickers names of all tickers
 */
record DailyOutline(boolean hasVolume, NavigableMap<Integer, Boolean> days, Set<String> tickers) {

    /**
     * Asks for the outline of a range.
     *
     * @throws InvalidInputException if a row has no date, or one that cannot be
     */
    static DailyOutline read(Database database, String dataset, Query query, LoadRange range) {
        String source = " FROM (" + query.sql() + ") q";
        boolean volume = SourceQuery.run(
                database,
                dataset,
                "SELECT q.*" + source + " WHERE 1 = 0",
                List.of(),
                statement -> hasVolume(statement, dataset, database.dialect()));
        List<Object> bounds = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        DailyReader.bound(range, where, bounds);
        String traded = volume ? "MAX(CASE WHEN " + aboveZero(database.dialect()) + " THEN 1 ELSE 0 END)" : "0";
        try (SideBySide queries = new SideBySide()) {
            SideBySide.Result<Set<String>> tickers = queries.start(() -> SourceQuery.run(
                    database,
                    dataset,
                    "SELECT DISTINCT q.ticker" + source + where,
                    bounds,
                    statement -> new TreeSet<>(DailyReader.names(statement))));
            NavigableMap<Integer, Boolean> days = SourceQuery.run(
                    database,
                    dataset,
                    "SELECT " + database.dialect().epochDay("q.date") + ", " + traded + source + where
                            + " GROUP BY q.date",
                    bounds,
                    statement -> days(statement, dataset));
            for (int day : days.keySet()) {
                if (!PossibleDays.has(day, range.absurd())) {
                    throw PossibleDays.refusal(dataset, day, tickerOn(database, dataset, source, day));
                }
            }
            return new DailyOutline(volume, days, tickers.get());
        }
    }

    private static String tickerOn(Database database, String dataset, String source, int day) {
        String first =
                "SELECT MIN(q.ticker)" + source + " WHERE " + database.dialect().epochDay("q.date") + " = " + day;
        return SourceQuery.run(database, dataset, first, List.of(), statement -> {
            List<String> names = DailyReader.names(statement);
            return names.isEmpty() ? "no ticker" : names.get(0);
        });
    }

    private static String aboveZero(Dialect dialect) {
        // DuckDB holds NaN to be above every number. A text that is none is for the load to tell of.
        String number = "TRY_CAST(q.volume AS DOUBLE)";
        return dialect == Dialect.DUCKDB ? number + " > 0 AND NOT isnan(" + number + ")" : "q.volume > 0";
    }

    private static boolean hasVolume(PreparedStatement statement, String dataset, Dialect dialect) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Columns given = new Columns(dataset, result);
            given.requireDays("date", dialect != Dialect.DUCKDB);
            OptionalInt position = given.find(MarketField.VOLUME.column());
            return position.isPresent();
        }
    }

    private static NavigableMap<Integer, Boolean> days(PreparedStatement statement, String dataset)
            throws SQLException {
        NavigableMap<Integer, Boolean> days = new TreeMap<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                int day = result.getInt(1);
                if (result.wasNull()) {
                    throw new InvalidInputException(
                            "dataset " + dataset + " has a row without date; leave it out in the preset's SQL");
                }
                days.merge(day, result.getInt(2) == 1, Boolean::logicalOr);
            }
        }
        return days;
    }
}
