package io.qvm.store.db;

import io.qvm.market.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a name in a database, which ends with its holder, however that ends.
 *
 * <p>On a server it belongs to a connection kept for it alone: the server gives it up when the connection is gone. A DuckDB
 * file has one process at a time anyway, so there it is a lock within the process. One thread's at a time.
 */
public abstract class NamedLock implements AutoCloseable {
    /** A lock that is not taken yet. */
    public static NamedLock on(Database database, String name) {
        return database.dialect() == Dialect.DUCKDB ? new InProcess(database, name) : new OnServer(database, name);
    }

    /**
     * Takes the lock, at once or not at all; true too if it is held already.
     *
     * @return false if another has it
     */
    public abstract boolean take();

    /** Whether it is held still; on a server, a connection that was lost took the lock with it. */
    public abstract boolean isHeld();

    /** Whether anyone holds it. */
    public abstract boolean isTaken();

    /** The server's number of the connection that has the lock, if any has. */
    public abstract OptionalLong holder();

    @Override
    public abstract void close();

    private static final class InProcess extends NamedLock {
        private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

        private final String key;
        private boolean held;

        InProcess(Database database, String name) {
            key = file(Path.of(database.url().location())) + "\n" + name;
        }

        /** The same for all names of a file, links to it included. */
        private static Path file(Path path) {
            try {
                return path.toRealPath();
            } catch (IOException e) {
                return path.toAbsolutePath().normalize();
            }
        }

        @Override
        public boolean take() {
            held = held || HELD.add(key);
            return held;
        }

        @Override
        public boolean isHeld() {
            return held;
        }

        @Override
        public boolean isTaken() {
            return HELD.contains(key);
        }

        @Override
        public OptionalLong holder() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            if (held) {
                held = false;
                HELD.remove(key);
            }
        }
    }

    private static final class OnServer extends NamedLock {
        private final Database database;
        private final String key;
        private Optional<Connection> holding = Optional.empty();

        OnServer(Database database, String name) {
            this.database = database;
            // The server's locks are of all its databases, and their names have 64 characters at most.
            this.key = "qvm:" + Sha256.start(database.url().location() + "\n" + name, 16);
        }

        @Override
        public boolean take() {
            if (isHeld()) {
                return true;
            }
            close();
            Connection connection = database.keepConnection();
            boolean taken = false;
            try {
                taken = ask(connection, "SELECT GET_LOCK(?, 0)").orElse(0) == 1;
            } catch (SQLException e) {
                throw database.failure("taking the lock", e);
            } finally {
                if (taken) {
                    holding = Optional.of(connection);
                } else {
                    closeQuietly(connection);
                }
            }
            return taken;
        }

        @Override
        public boolean isHeld() {
            try {
                return holding.isPresent()
                        && ask(holding.get(), "SELECT IS_USED_LOCK(?) = CONNECTION_ID()")
                                        .orElse(0)
                                == 1;
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public boolean isTaken() {
            return holder().isPresent();
        }

        @Override
        public OptionalLong holder() {
            return database.read("looking at the lock", c -> ask(c, "SELECT IS_USED_LOCK(?)"));
        }

        @Override
        public void close() {
            holding.ifPresent(connection -> {
                try {
                    ask(connection, "SELECT RELEASE_LOCK(?)");
                } catch (SQLException e) {
                    // The connection is gone, and the lock with it.
                } finally {
                    closeQuietly(connection);
                }
            });
            holding = Optional.empty();
        }

        private OptionalLong ask(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, key);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    long answer = result.getLong(1);
                    return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(answer);
                }
            }
        }

        private static void closeQuietly(Connection connection) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It was lost; there is nothing left to close.
            }
        }
    }
}
