package io.qvm.store.db;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells faults that pass, such as a lost connection, a deadlock or a server's restart, from those that do not, and says of
 * the latter what would mend them.
 */
final class Faults {
    private static final Set<Integer> PACKET_TOO_LARGE = Set.of(1153, 1301);

    /** Disk full, table full, server read-only, what a user may not do, and packets larger than the server takes. */
    private static final Set<Integer> PERMANENT =
            Set.of(1021, 1114, 1290, 1836, 1044, 1045, 1142, 1143, 1227, 1370, 1698, 1153, 1301);

    /**
     * Lock wait timeout, deadlock, row changed since it was read, server going down, too many connections, connection lost or
     * killed, statement interrupted, network faults, table changed under the transaction.
     */
    private static final Set<Integer> PASSING = Set.of(
            1205, 1213, 1020, 1053, 1077, 1079, 1040, 1203, 1152, 1927, 2006, 2013, 1317, 1158, 1159, 1160, 1161, 1184,
            1412, 4031);

    private Faults() {}

    /** True if the same work may succeed when it is tried again. */
    static boolean isPassing(Throwable error) {
        List<Throwable> chain = chain(error);
        boolean permanent = chain.stream()
                .anyMatch(e -> e instanceof SQLException sql
                        && (PERMANENT.contains(sql.getErrorCode()) || state(sql).startsWith("28")));
        return !permanent && chain.stream().anyMatch(Faults::passes);
    }

    private static boolean passes(Throwable error) {
        if (error instanceof SQLException sql) {
            String state = state(sql);
            return PASSING.contains(sql.getErrorCode())
                    || state.startsWith("08")
                    || state.startsWith("40")
                    || sql instanceof SQLTransientException
                    || sql instanceof SQLRecoverableException
                    || isDuckDbConflict(sql);
        }
        return error instanceof IOException && !message(error).contains("no space left");
    }

    private static boolean isDuckDbConflict(SQLException error) {
        String message = message(error);
        return message.startsWith("transactioncontext error") && message.contains("conflict")
                || message.contains("conflict on update")
                || message.contains("conflict on tuple deletion");
    }

    /** The cause that a database itself gave, which libraries above it tend to hide. */
    static Optional<SQLException> deepest(Throwable error) {
        return chain(error).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((above, below) -> below);
    }

    /** What would mend a fault that does not pass, in words; empty if that is not known. */
    static String remedy(Throwable error, DatabaseUrl url) {
        for (Throwable cause : chain(error)) {
            String message = message(cause);
            int code = cause instanceof SQLException sql ? sql.getErrorCode() : 0;
            if (code == 1021
                    || code == 1114
                    || message.contains("no space left")
                    || message.contains("errno: 28")
                    || message.contains("got error 28")
                    || message.contains("quota exceeded")
                    || message.contains("file too large")) {
                return "the disk of " + url + " is full: make room and start again, what is committed is kept";
            }
            // 1290 names an option of the server that stands against the statement, and that may be another one.
            if (code == 1290 && message.contains("--read-only")
                    || code == 1836
                    || message.contains("read-only mode")
                    || message.contains("read only")) {
                return url + " is read-only: use one that may be written to";
            }
            if (Set.of(1044, 1142, 1143, 1227).contains(code)) {
                return "user " + url.user() + " lacks a right: GRANT it, then start again";
            }
            if (PACKET_TOO_LARGE.contains(code)) {
                return "raise max_allowed_packet of the server, 1M is enough, then start again";
            }
            if (message.contains("could not read enough bytes")) {
                return "the file of " + url + " is damaged or cut off: put a copy of it in its place, or make it anew";
            }
            if (code == 1406) {
                return "a text is longer than its column: make the column wider, or shorten the text";
            }
        }
        return "";
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = error; cause != null && chain.size() < 20; cause = cause.getCause()) {
            chain.add(cause);
            if (cause instanceof SQLException sql && sql.getNextException() != null) {
                chain.add(sql.getNextException());
            }
        }
        return chain;
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    private static String message(Throwable error) {
        return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    }
}
