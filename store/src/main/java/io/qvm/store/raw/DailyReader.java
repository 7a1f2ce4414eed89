package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset.Query;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a (date, ticker) dataset in one streamed query. */
final class DailyReader {
    private static final String ROW_PARTS = "row_parts";

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
        range.from().ifPresent(from -> {
            where.append(" WHERE q.date >= ?");
            bounds.add(from);
        });
        range.to().ifPresent(to -> {
            where.append(where.isEmpty() ? " WHERE" : " AND").append(" q.date <= ?");
            bounds.add(to);
        });
        return SourceQuery.run(
                database,
                dataset,
                "SELECT " + day + " AS qvm_day, q.* FROM (" + query.sql() + ") q" + where,
                bounds,
                statement -> read(statement, dataset, part));
    }

    private static DailyRows read(PreparedStatement statement, String dataset, int part) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Columns columns = new Columns(dataset, result);
            int ticker = columns.require("ticker");
            List<MarketField> fields = new ArrayList<>();
            List<Integer> positions = new ArrayList<>();
            for (MarketField field : MarketField.values()) {
                OptionalInt position = columns.find(field.column());
                if (position.isPresent()) {
                    fields.add(field);
                    positions.add(position.getAsInt());
                }
            }
            if (fields.isEmpty()) {
                throw new InvalidInputException("dataset " + dataset + " of the preset gives none of the columns "
                        + List.of(MarketField.values()).stream()
                                .map(MarketField::column)
                                .toList());
            }
            OptionalInt parts = columns.find(ROW_PARTS);
            int[] position = positions.stream().mapToInt(i -> i).toArray();
            DailyRows rows = new DailyRows(dataset, fields);
            while (result.next()) {
                int day = result.getInt(1);
                boolean noDay = result.wasNull();
                String name = result.getString(ticker);
                if (noDay || name == null) {
                    throw new InvalidInputException("dataset " + dataset + " has a row without "
                            + (name == null ? "ticker" : "date for " + name) + "; leave it out in the preset's SQL");
                }
                rows.add(day, name, parts.isPresent() ? result.getInt(parts.getAsInt()) : part);
                for (int f = 0; f < position.length; f++) {
                    double value = result.getDouble(position[f]);
                    rows.set(f, result.wasNull() ? Double.NaN : value);
                }
            }
            return rows;
        }
    }
}
