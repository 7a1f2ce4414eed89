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
import java.util.Optional;
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

    private static final Set<Integer> TEXTS = Set.of(
            Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.BINARY,
            Types.VARBINARY,
            Types.LONGVARBINARY);

    private static final Set<Integer> NO_NUMBERS = Set.of(Types.TIME, Types.ARRAY, Types.STRUCT, Types.BLOB);

    private static final Set<Integer> MOMENTS = Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

    /** What columns are called that only the queries know. */
    static final String INTERNAL = "qvm_";

    private static final Set<Integer> BROKEN =
            Set.of(Types.BIGINT, Types.FLOAT, Types.REAL, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL);

    private final String dataset;
    private final List<String> names = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final List<String> typeNames = new ArrayList<>();

    Columns(String dataset, ResultSet result) throws SQLException {
        this.dataset = dataset;
        ResultSetMetaData meta = result.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
            types.add(meta.getColumnType(i));
            typeNames.add(meta.getColumnTypeName(i));
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
                        + wanted[0]
                        + NearestName.hint(
                                wanted[0],
                                names.stream()
                                        .filter(name -> !name.startsWith(INTERNAL))
                                        .toList())));
    }

    int size() {
        return names.size();
    }

    String name(int position) {
        return names.get(position - 1);
    }

    /**
     * Refuses a column by which a database cannot find days of a range.
     *
     * @param text whether texts are compared like dates, as servers do
     */
    void requireDays(String wanted, boolean text) {
        int position = require(wanted);
        Cell.Kind kind = kind(position);
        if (kind != Cell.Kind.DAY && kind != Cell.Kind.MOMENT && !(text && kind == Cell.Kind.TEXT)) {
            throw new InvalidInputException("dataset " + dataset + " has the column " + name(position) + " of type "
                    + typeNames.get(position - 1) + "; it must be of type DATE: alter the table, or give it as CAST("
                    + name(position) + " AS DATE) in the preset's SQL");
        }
    }

    /** Refuses a column that can hold no numbers; texts may be some. */
    void requireNumbers(int position) {
        if (Set.of(Cell.Kind.DAY, Cell.Kind.MOMENT).contains(kind(position))
                || NO_NUMBERS.contains(types.get(position - 1))) {
            throw new InvalidInputException("dataset " + dataset + " has the column " + name(position) + " of type "
                    + typeNames.get(position - 1) + "; it must hold numbers, as a column of type DOUBLE does");
        }
    }

    /** The cells of a column. */
    Cell cell(int position) {
        return new Cell(dataset, name(position), position, kind(position), typeNames.get(position - 1));
    }

    /** The cells of the column of this name, if the query gives it. */
    Optional<Cell> cell(String wanted) {
        OptionalInt position = find(wanted);
        return position.isPresent() ? Optional.of(cell(position.getAsInt())) : Optional.empty();
    }

    private Cell.Kind kind(int position) {
        int type = types.get(position - 1);
        if (isNumber(position) || typeNames.get(position - 1).startsWith("YEAR")) {
            return Cell.Kind.NUMBER;
        }
        return type == Types.DATE
                ? Cell.Kind.DAY
                : MOMENTS.contains(type) ? Cell.Kind.MOMENT : TEXTS.contains(type) ? Cell.Kind.TEXT : Cell.Kind.OTHER;
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
