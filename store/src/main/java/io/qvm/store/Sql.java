package io.qvm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Short statements with their parameters; {@code Instant} is kept as UTC, {@code Optional} as NULL where empty. */
final class Sql {
    private Sql() {}

    /** Runs a statement and gives the number of rows it changed. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs a query and gives what the reader makes of its result. */
    static <T> T query(Connection connection, String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return reader.read(result);
            }
        }
    }

    /** Reads a result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    /** As many question marks as there are days, to name each of them. */
    static String marks(List<LocalDate> days) {
        return String.join(",", Collections.nCopies(days.size(), "?"));
    }

    /** A moment that is kept as UTC. */
    static Optional<Instant> moment(ResultSet result, String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    static Optional<LocalDate> day(ResultSet result, String column) throws SQLException {
        return Optional.ofNullable(result.getDate(column)).map(java.sql.Date::toLocalDate);
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        int position = 0;
        for (Object parameter : parameters) {
            if (parameter instanceof List<?> list) {
                for (Object element : list) {
                    statement.setObject(++position, element);
                }
            } else if (parameter instanceof Instant instant) {
                statement.setObject(++position, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            } else if (parameter instanceof Optional<?> optional) {
                if (optional.isPresent()) {
                    statement.setObject(++position, optional.get());
                } else {
                    statement.setObject(++position, null);
                }
            } else {
                statement.setObject(++position, parameter);
            }
        }
    }
}
