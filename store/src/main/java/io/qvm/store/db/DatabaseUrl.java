package io.qvm.store.db;

import io.qvm.market.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a database is: {@code duckdb:PATH} or {@code mysql://USER@HOST:PORT/DATABASE}.
 *
 * <p>Never holds a password, so it may be printed.
 *
 * @param dialect kind of database
 * @param text as the user wrote it
 * @param location file of a DuckDB, empty for one in memory; database name on a server
 * @param user user on a server, empty for a DuckDB
 * @param host server, empty for a DuckDB
 * @param port port of the server, 0 for a DuckDB
 * @param sslMode what the user asked for by {@code ?sslMode=}, if anything
 */
public record DatabaseUrl(
        Dialect dialect, String text, String location, String user, String host, int port, Optional<String> sslMode) {
    private static final String RIGHT = "; right are duckdb:PATH and mysql://USER@HOST:PORT/DATABASE (also mariadb://)";
    private static final Pattern PASSWORD = Pattern.compile("://[^@]*:[^@]*@");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads an address.
     *
     * @throws InvalidInputException if it has another form, or holds a password
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("duckdb:")) {
            String path = text.substring("duckdb:".length());
            if (path.isBlank()) {
                throw new InvalidInputException("database URL '" + text + "' has no path" + RIGHT);
            }
            return new DatabaseUrl(Dialect.DUCKDB, text, path, "", "", 0, Optional.empty());
        }
        return server(text);
    }

    /** A DuckDB in memory, for staging. */
    public static DatabaseUrl inMemory() {
        return new DatabaseUrl(Dialect.DUCKDB, "duckdb:", "", "", "", 0, Optional.empty());
    }

    private static DatabaseUrl server(String text) {
        // Before anything else, so that no message about a malformed address repeats the password.
        if (PASSWORD.matcher(text).find()) {
            throw new InvalidInputException(
                    "database URL holds a password; put it into QVM_DB_PASSWORD or ~/.my.cnf and"
                            + " leave it out of the URL");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidInputException("database URL is malformed" + RIGHT, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("mysql") && !scheme.equals("mariadb")) {
            throw new InvalidInputException("database URL starts with '" + scheme + "'" + RIGHT);
        }
        String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        String database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (uri.getHost() == null || user.isEmpty() || database.isEmpty()) {
            throw new InvalidInputException("database URL '" + text + "' lacks "
                    + (uri.getHost() == null ? "a host" : user.isEmpty() ? "a user" : "a database name") + RIGHT);
        }
        int port = uri.getPort() < 0 ? 3306 : uri.getPort();
        return new DatabaseUrl(Dialect.MARIADB, text, database, user, uri.getHost(), port, sslMode(uri));
    }

    private static Optional<String> sslMode(URI uri) {
        String query = uri.getQuery();
        if (query == null) {
            return Optional.empty();
        }
        if (!query.startsWith("sslMode=")) {
            throw new InvalidInputException("database URL has the option '" + query + "'; the only one is sslMode=");
        }
        return Optional.of(query.substring("sslMode=".length()));
    }

    /** The driver's address; without a password. */
    String jdbcUrl() {
        if (dialect == Dialect.DUCKDB) {
            return "jdbc:duckdb:" + location;
        }
        // A server on this machine need not prove who it is; any other must, unless the user says otherwise.
        String mode = sslMode.orElse(LOOPBACK.contains(host) ? "disable" : "");
        // A server that is there and says nothing is given up, too, but not before the longest statement can be
        // through.
        return "jdbc:mariadb://" + host + ":" + port + "/" + location
                + "?useServerPrepStmts=true&useBulkStmts=true&connectTimeout=5000&socketTimeout=1800000"
                + (mode.isEmpty() ? "" : "&sslMode=" + mode);
    }

    @Override
    public String toString() {
        return text;
    }
}
