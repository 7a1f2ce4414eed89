package io.qvm.store.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.qvm.market.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;

/**
 * An open database.
 *
 * <p>Work is handed in as a function of a connection. {@link #inTransaction} commits when it returns and rolls back when
 * it throws; {@link #read} is for queries.
 */
public final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private final Optional<DuckDBConnection> duckDb;
    private final Optional<HikariDataSource> pool;

    private final Set<String> migrated = ConcurrentHashMap.newKeySet();

    private Database(DatabaseUrl url, Optional<DuckDBConnection> duckDb, Optional<HikariDataSource> pool) {
        this.url = url;
        this.duckDb = duckDb;
        this.pool = pool;
    }

    /** Something to do with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Something to do with a connection that gives nothing back. */
    @FunctionalInterface
    public interface Task {
        void with(Connection connection) throws SQLException;
    }

    /**
     * Opens a database; a DuckDB file that is not there is made.
     *
     * @throws InvalidInputException if the server cannot be reached, refuses the password, or lacks the database; or if
     *     the file is in use or no DuckDB
     */
    public static Database open(DatabaseUrl url) {
        return url.dialect() == Dialect.DUCKDB ? openDuckDb(url) : openServer(url);
    }

    /**
     * Opens a database that must be there: for commands that read, so that a mistyped path does not make an empty file.
     *
     * @throws InvalidInputException as {@link #open}, and if a DuckDB file is not there
     */
    public static Database openExisting(DatabaseUrl url) {
        if (url.dialect() == Dialect.DUCKDB && !Files.exists(Path.of(url.location()))) {
            throw new InvalidInputException(
                    "cannot open " + url + ": there is no such file; correct the path, or make it with"
                            + " 'qvm import --db " + url + " --from DIR'");
        }
        return open(url);
    }

    /**
     * Loads a database's driver on a thread of its own: for callers that do something else first, as drivers take a few
     * tenths of a second to load. What fails here fails again, with its message, when the database is opened.
     */
    public static void loadDriver(DatabaseUrl url) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (url.dialect() == Dialect.DUCKDB) {
                            DriverManager.getConnection("jdbc:duckdb:").close();
                        } else {
                            loadServerDriver(url);
                        }
                    } catch (SQLException ignored) {
                        // Opening the database says it.
                    }
                },
                "driver-loader");
        thread.setDaemon(true);
        thread.start();
    }

    /** One thread at a time: the logging library complains of a second one while it starts. */
    private static synchronized void loadServerDriver(DatabaseUrl url) throws SQLException {
        DriverManager.getDriver(url.jdbcUrl());
    }

    private static Database openDuckDb(DatabaseUrl url) {
        Path folder = Path.of(url.location()).toAbsolutePath().getParent();
        try {
            if (!url.location().isEmpty() && folder != null) {
                Files.createDirectories(folder);
            }
            DuckDBConnection connection = DriverManager.getConnection(url.jdbcUrl(), duckDbSettings(url))
                    .unwrap(DuckDBConnection.class);
            return new Database(url, Optional.of(connection), Optional.empty());
        } catch (SQLException e) {
            throw new InvalidInputException(
                    "cannot open " + url + ": " + whyNotDuckDb(String.valueOf(e.getMessage())), e);
        } catch (java.io.IOException e) {
            throw new InvalidInputException("cannot open " + url + ": the folder " + folder + " cannot be made", e);
        }
    }

    /** A file that may not be written to can still be read. */
    private static Properties duckDbSettings(DatabaseUrl url) {
        Properties settings = new Properties();
        Path file = Path.of(url.location());
        if (Files.exists(file) && !Files.isWritable(file)) {
            settings.setProperty("duckdb.read_only", "true");
        }
        return settings;
    }

    private static String whyNotDuckDb(String message) {
        if (!message.contains("lock on file")) {
            return firstLine(message);
        }
        Matcher holder = Pattern.compile("held in (\\S+) \\(PID (\\d+)\\)").matcher(message);
        String who = holder.find()
                ? ", " + holder.group(2) + " (" + Path.of(holder.group(1)).getFileName() + "),"
                : "";
        return "another process" + who + " has it open" + "; wait until it ends, or use another file";
    }

    private static Database openServer(DatabaseUrl url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbcUrl());
        config.setUsername(url.user());
        config.setPassword(Password.find());
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(1);
        try {
            loadServerDriver(url);
            return new Database(url, Optional.empty(), Optional.of(new HikariDataSource(config)));
        } catch (SQLException e) {
            throw new InvalidInputException("cannot open " + url + ": " + firstLine(String.valueOf(e.getMessage())), e);
        } catch (PoolInitializationException e) {
            throw new InvalidInputException("cannot open " + url + ": " + whyNot(url, e), e);
        }
    }

    private static String whyNot(DatabaseUrl url, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (sql.getErrorCode() == 1045) {
                    return "the server refuses user " + url.user()
                            + " with this password; set QVM_DB_PASSWORD, db_password in ~/.qvm.yaml, or the"
                            + " [client] section of ~/.my.cnf";
                }
                if (sql.getErrorCode() == 1049) {
                    return "the server has no database '" + url.location() + "'; create it or correct the name";
                }
                if (sql.getErrorCode() == 1044) {
                    return "user " + url.user() + " may not use database '" + url.location() + "'; grant access to it";
                }
            }
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.net.UnknownHostException
                    || cause instanceof java.net.SocketTimeoutException) {
                return "no server answers at " + url.host() + ":" + url.port() + "; start it or correct host and port";
            }
        }
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return firstLine(String.valueOf(root.getMessage()));
    }

    /**
     * Keeps what an embedded database takes of this process's memory below a limit; beyond it goes to a folder beside its file.
     * Does nothing for a server.
     */
    public void limitMemory(int megabytes) {
        if (duckDb.isPresent()) {
            read("limiting memory", connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SET memory_limit = '" + megabytes + "MB'");
                }
            });
        }
    }

    public DatabaseUrl url() {
        return url;
    }

    public Dialect dialect() {
        return url.dialect();
    }

    /** Runs queries, each on its own. */
    public <T> T read(String what, Work<T> work) {
        try (Connection connection = connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /**
     * Runs a unit of work, all or nothing.
     *
     * @param what for the error message: what was being done
     * @throws StoreException if the database fails; nothing of the work stays then
     */
    public void inTransaction(String what, Task task) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try {
                task.with(connection);
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** Where the connection is lost this fails too; what counts is why the work failed. */
    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** A connection that the caller keeps, and closes. */
    Connection keepConnection() {
        try {
            return connect();
        } catch (SQLException e) {
            throw failure("connecting", e);
        }
    }

    /** True the first time that it is asked for these scripts; what is migrated once while open stays so. */
    boolean firstUseOf(String scripts) {
        return migrated.add(scripts);
    }

    /** For Flyway. */
    DataSource dataSource() {
        return pool.<DataSource>map(p -> p).orElseGet(() -> new DuckDbDataSource(this));
    }

    Connection connect() throws SQLException {
        if (duckDb.isPresent()) {
            return duckDb.get().duplicate();
        }
        try {
            return pool.orElseThrow().getConnection();
        } catch (SQLTransientConnectionException e) {
            // The pool says how long it waited; why is what counts.
            throw new SQLTransientConnectionException(whyNot(url, e), e.getSQLState(), e.getErrorCode(), e);
        }
    }

    StoreException failure(String what, SQLException e) {
        return failure(what, e, e);
    }

    /** What would mend it comes before what the database says, which is long and may be about something else. */
    StoreException failure(String what, SQLException said, Throwable cause) {
        String words = firstLine(String.valueOf(said.getMessage()));
        String remedy = Faults.remedy(said, url);
        return new StoreException(
                what + " (" + url + "): " + (remedy.isEmpty() ? words : remedy + " (" + words + ")"), cause);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public void close() {
        pool.ifPresent(HikariDataSource::close);
        if (duckDb.isPresent()) {
            try {
                duckDb.get().close();
            } catch (SQLException e) {
                throw failure("closing", e);
            }
        }
    }
}
