package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.store.db.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of the columns that a (date, ticker) dataset gives, those to be read.
 *
 * @param parts name of the column that says what a row is, if there is one
 * @param fields in the order of the enum
 * @param names of the fields' columns as the dataset has them
 */
record DailyColumns(Optional<String> parts, List<MarketField> fields, List<String> names) {
    /** Says what a row of a table of prices and valuations is. */
    private static final String ROW_PARTS = "row_parts";

    /** Looks at the columns of a statement's result, whose rows don't matter. */
    static DailyColumns of(PreparedStatement statement, String dataset, Set<MarketField> wanted) throws SQLException {
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
            List<MarketField> found = new ArrayList<>();
            List<String> names = new ArrayList<>();
            boolean any = false;
            for (MarketField field : MarketField.values()) {
                OptionalInt position = given.find(field.column());
                any |= position.isPresent();
                if (position.isPresent() && fields.contains(field)) {
                    found.add(field);
                    names.add(given.name(position.getAsInt()));
                }
            }
            if (!any) {
                throw new InvalidInputException("dataset " + dataset + " of the preset gives none of the columns "
                        + Stream.of(MarketField.values())
                                .map(MarketField::column)
                                .toList());
            }
            OptionalInt parts = given.find(ROW_PARTS);
            return new DailyColumns(
                    parts.isPresent() ? Optional.of(given.name(parts.getAsInt())) : Optional.empty(), found, names);
        }
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
