package io.qvm.store.raw;

import io.qvm.market.DateIndex;
import io.qvm.market.IndexHistory;
import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset.Query;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads index levels; a day without a level is a day that the index does not have. */
final class IndexReader {
    private IndexReader() {}

    /**
     * Reads all levels.
     *
     * @param absurd whether levels that cannot be are let through
     */
    static Map<String, IndexHistory> read(Database database, Optional<Query> query, boolean absurd) {
        if (query.isEmpty()) {
            return Map.of();
        }
        String day = database.dialect().epochDay("q.date");
        String sql = "SELECT " + day + " AS qvm_day, q.* FROM (" + query.get().sql() + ") q";
        Map<String, TreeMap<Integer, Double>> levels = new HashMap<>();
        SourceQuery.run(database, "indices", sql, List.of(), statement -> {
            try (ResultSet result = statement.executeQuery()) {
                Columns columns = new Columns("indices", result);
                int symbol = columns.require("symbol");
                Cell close = columns.cell(columns.require("close"));
                while (result.next()) {
                    String name = String.valueOf(result.getString(symbol));
                    double level = close.number(result, () -> name);
                    if (Double.isNaN(level)) {
                        continue;
                    }
                    int epochDay = result.getInt(1);
                    if (result.wasNull()) {
                        throw new InvalidInputException("dataset indices has a level of " + name
                                + " without date; leave it out in the preset's SQL");
                    }
                    if (!PossibleValues.has(level) && !absurd) {
                        throw new InvalidInputException("dataset indices has the level " + level + " of " + name
                                + " on " + LocalDate.ofEpochDay(epochDay)
                                + PossibleValues.REMEDY);
                    }
                    if (levels.computeIfAbsent(name, n -> new TreeMap<>()).put(epochDay, level) != null) {
                        throw new InvalidInputException("dataset indices has two levels of " + name + " on "
                                + LocalDate.ofEpochDay(epochDay) + "; there must be one");
                    }
                }
            }
            return true;
        });
        Map<String, IndexHistory> histories = new TreeMap<>();
        levels.forEach((symbol, byDay) -> histories.put(
                symbol,
                new IndexHistory(
                        symbol,
                        DateIndex.of(byDay.keySet().stream().mapToInt(i -> i).toArray()),
                        byDay.values().stream().mapToDouble(v -> v).toArray())));
        return histories;
    }
}
