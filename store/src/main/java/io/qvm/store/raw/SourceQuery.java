package io.qvm.store.raw;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Runs a preset's query, so that a fault in it is told with the dataset's name. */
final class SourceQuery {
    /** Rows per round trip; what makes the server stream rather than the driver collect. */
    private static final int FETCH_SIZE = 20_000;

    private SourceQuery() {}

    /** Reads the statement's result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(PreparedStatement statement) throws SQLException;
    }

    static <T> T run(Database database, String dataset, String sql, List<?> parameters, Reader<T> reader) {
        return database.read("reading " + dataset, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH_SIZE);
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                return reader.read(statement);
            } catch (SQLException e) {
                throw new InvalidInputException(
                        "dataset " + dataset + " cannot be read from " + database.url() + ": "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                                + "; check the tables, or choose another --preset",
                        e);
            }
        });
    }
}
