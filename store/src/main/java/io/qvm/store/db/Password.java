package io.qvm.store.db;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a server's password where it may be kept; it is never printed or logged. */
final class Password {
    private Password() {}

    /** {@code QVM_DB_PASSWORD}, else the {@code [client]} section of {@code ~/.my.cnf}, else empty. */
    static String find() {
        String variable = System.getenv("QVM_DB_PASSWORD");
        return variable != null
                ? variable
                : fromOptionFile(Path.of(System.getProperty("user.home"), ".my.cnf"))
                        .orElse("");
    }

    static Optional<String> fromOptionFile(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            boolean client = false;
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (text.startsWith("[")) {
                    client = text.equals("[client]");
                } else if (client && text.matches("password\\s*=.*")) {
                    return Optional.of(
                            unquote(text.substring(text.indexOf('=') + 1).strip()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file, e);
        }
    }

    private static String unquote(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
