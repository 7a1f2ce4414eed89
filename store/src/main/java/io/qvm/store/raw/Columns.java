package io.qvm.store.raw;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** Columns that a query gives, by name; case does not matter. */
final class Columns {
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.FLOAT,
            Types.REAL,
            Types.DOUBLE,
            Types.NUMERIC,
            Types.DECIMAL,
            Types.BIT,
            Types.BOOLEAN);

    private static final Set<Integer> BROKEN =
            Set.of(Types.BIGINT, Types.FLOAT, Types.REAL, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL);

    private final String dataset;
    private final List<String> names = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    Columns(String dataset, ResultSet result) throws SQLException {
        this.dataset = dataset;
        ResultSetMetaData meta = result.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
            types.add(meta.getColumnType(i));
            numeric.add(NUMBERS.contains(meta.getColumnType(i))
                    || meta.getColumnTypeName(i).toUpperCase(Locale.ROOT).contains("HUGEINT"));
        }
    }

    /** Position of the first of these names that the query gives. */
    OptionalInt find(String... wanted) {
        for (String name : wanted) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(name)) {
                    return OptionalInt.of(i + 1);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** Position of the first of these names; an error if the query gives none. */
    int require(String... wanted) {
        return find(wanted)
                .orElseThrow(() -> new InvalidInputException("dataset " + dataset + " of the preset lacks the column "
                        + wanted[0] + NearestName.hint(wanted[0], names)));
    }

    int size() {
        return names.size();
    }

    String name(int position) {
        return names.get(position - 1);
    }

    boolean isDate(int position) {
        return types.get(position - 1) == Types.DATE;
    }

    boolean isText(int position) {
        return types.get(position - 1) == Types.VARCHAR;
    }

    /** Whether its numbers may have digits after the point, or be beyond the range of ints. */
    boolean isBroken(int position) {
        return BROKEN.contains(types.get(position - 1));
    }

    boolean isNumber(int position) {
        return numeric.get(position - 1);
    }
}
