package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cells of one column of a query's result, read as numbers or days.
 *
 * <p>A user's column may hold them as texts. Drivers give up on a text that is none with an error of their own, which does not
 * say where it stands; here the error names dataset, column and row.
 *
 * @param position of the column in the result
 * @param kind what the column's type lets hope for
 * @param type the database's name of that type
 */
record Cell(String dataset, String name, int position, Kind kind, String type) {
    private static final int LENGTH_OF_DAY = "2020-12-31".length();

    /** Kinds of column. */
    enum Kind {
        NUMBER,
        DAY,
        /** A day with a time. */
        MOMENT,
        /** A text, or bytes, which is what servers make of a bare NULL. */
        TEXT,
        /** Anything else, which may be NULL at most. */
        OTHER
    }

    /**
     * A number; NaN where the cell is NULL.
     *
     * @param whose the row, for messages
     * @throws InvalidInputException if something else stands there
     */
    double number(ResultSet row, Supplier<String> whose) throws SQLException {
        return number(row, name, "a number, or NULL where it is not known", whose);
    }

    /**
     * A number; NaN where the cell is NULL.
     *
     * @param what its name in messages
     * @param right what would be right
     */
    double number(ResultSet row, String what, String right, Supplier<String> whose) throws SQLException {
        return switch (kind) {
            case NUMBER -> {
                double number = row.getDouble(position);
                yield row.wasNull() ? Double.NaN : number;
            }
            case TEXT -> {
                String text = row.getString(position);
                try {
                    yield text == null ? Double.NaN : Double.parseDouble(text.strip());
                } catch (NumberFormatException e) {
                    throw new InvalidInputException(refusal("'" + text + "'", what, right, whose), e);
                }
            }
            case DAY, MOMENT, OTHER -> {
                refuseUnlessNull(row, what, right, whose);
                yield Double.NaN;
            }
        };
    }

    /**
     * A day; empty where the cell is NULL. Of a day with a time only the day counts.
     *
     * @param whose the row, for messages
     * @throws InvalidInputException if something else stands there
     */
    Optional<LocalDate> day(ResultSet row, Supplier<String> whose) throws SQLException {
        String right = "a date such as 2020-12-31, or NULL where there is none";
        return switch (kind) {
            case DAY -> Optional.ofNullable(row.getObject(position, LocalDate.class));
            case MOMENT ->
                Optional.ofNullable(row.getObject(position, LocalDateTime.class))
                        .map(LocalDateTime::toLocalDate);
            case TEXT -> {
                String text = row.getString(position);
                try {
                    yield Optional.ofNullable(text).map(Cell::parseDay);
                } catch (DateTimeParseException e) {
                    throw new InvalidInputException(refusal("'" + text + "'", name, right, whose), e);
                }
            }
            case NUMBER, OTHER -> {
                refuseUnlessNull(row, name, right, whose);
                yield Optional.empty();
            }
        };
    }

    private static LocalDate parseDay(String text) {
        String stripped = text.strip();
        boolean timed = stripped.length() > LENGTH_OF_DAY && " T".indexOf(stripped.charAt(LENGTH_OF_DAY)) >= 0;
        return LocalDate.parse(timed ? stripped.substring(0, LENGTH_OF_DAY) : stripped);
    }

    private void refuseUnlessNull(ResultSet row, String what, String right, Supplier<String> whose)
            throws SQLException {
        Object given = row.getObject(position);
        if (given != null) {
            throw new InvalidInputException(refusal(given + ", of type " + type + ",", what, right, whose));
        }
    }

    private String refusal(String given, String what, String right, Supplier<String> whose) {
        return "dataset " + dataset + " has the " + what + " " + given + " for " + whose.get() + "; it must be "
                + right;
    }
}
