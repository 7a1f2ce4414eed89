package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.store.db.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Columns that a (date, ticker) dataset gives, or those of them that are to be read.
 *
 * @param parts name of the column that says what a row is, if there is one
 * @param fields in the order of the enum
 * @param names of the fields' columns as the dataset has them
 * @param texts those of them that hold texts, which may be numbers all the same
 */
record DailyColumns(Optional<String> parts, List<MarketField> fields, List<String> names, Set<String> texts) {
    /** Says what a row of a table of prices and valuations is. */
    private static final String ROW_PARTS = "row_parts";

    /** All columns of a statement's result, whose rows don't matter, that have a meaning here. */
    static DailyColumns of(PreparedStatement statement, String dataset, Dialect dialect) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Columns given = new Columns(dataset, result);
            given.require("ticker");
            given.requireDays("date", dialect != Dialect.DUCKDB);
            List<MarketField> found = new ArrayList<>();
            List<String> names = new ArrayList<>();
            Set<String> texts = new HashSet<>();
            for (MarketField field : MarketField.values()) {
                OptionalInt position = given.find(field.column());
                if (position.isPresent()) {
                    given.requireNumbers(position.getAsInt());
                    found.add(field);
                    names.add(given.name(position.getAsInt()));
                    if (given.cell(position.getAsInt()).kind() == Cell.Kind.TEXT) {
                        texts.add(given.name(position.getAsInt()));
                    }
                }
            }
            if (found.isEmpty()) {
                throw new InvalidInputException("dataset " + dataset + " of the preset gives none of the columns "
                        + Stream.of(MarketField.values())
                                .map(MarketField::column)
                                .toList());
            }
            OptionalInt parts = given.find(ROW_PARTS);
            return new DailyColumns(
                    parts.isPresent() ? Optional.of(given.name(parts.getAsInt())) : Optional.empty(),
                    found,
                    names,
                    texts);
        }
    }

    /** Of these, those of some fields. */
    DailyColumns only(Set<MarketField> wanted) {
        List<MarketField> fieldsLeft = new ArrayList<>();
        List<String> namesLeft = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (wanted.contains(fields.get(i))) {
                fieldsLeft.add(fields.get(i));
                namesLeft.add(names.get(i));
            }
        }
        return new DailyColumns(parts, fieldsLeft, namesLeft, texts);
    }

    /** The columns of {@code q} as a continuation of a select list: the parts, if there are, then the fields. */
    String selected(Dialect dialect) {
        StringBuilder list = new StringBuilder();
        parts.ifPresent(name -> list.append(", q.").append(dialect.quote(name)));
        names.forEach(name -> list.append(", q.").append(dialect.quote(name)));
        return list.toString();
    }

    /** The same as ints and doubles, whatever their types are. */
    String selectedAsNumbers(Dialect dialect) {
        StringBuilder list = new StringBuilder();
        parts.ifPresent(
                name -> list.append(", CAST(q.").append(dialect.quote(name)).append(" AS INTEGER)"));
        names.forEach(
                name -> list.append(", CAST(q.").append(dialect.quote(name)).append(" AS DOUBLE)"));
        return list.toString();
    }
}
