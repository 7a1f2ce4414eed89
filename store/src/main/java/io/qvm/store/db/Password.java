package io.qvm.store.db;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a server's password where it may be kept; it is never printed or logged. */
final class Password {
    /** QVM's own file in the user's folder. */
    private static final String CONFIG = ".qvm.yaml";

    private Password() {}

    /** What stands in the config file. */
    record Config(Optional<String> dbPassword) {
        Config {
            dbPassword = dbPassword == null ? Optional.empty() : dbPassword;
        }
    }

    /**
     * {@code QVM_DB_PASSWORD}, else {@code db_password} of {@code ~/.qvm.yaml}, else the {@code [client]} section of {@code
     * ~/.my.cnf}, else empty.
     */
    static String find() {
        String variable = System.getenv("QVM_DB_PASSWORD");
        Path home = Path.of(System.getProperty("user.home"));
        return variable != null
                ? variable
                : fromConfig(home.resolve(CONFIG))
                        .or(() -> fromOptionFile(home.resolve(".my.cnf")))
                        .orElse("");
    }

    static Optional<String> fromConfig(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return YamlFile.read(file).as(Config.class).dbPassword();
        } catch (InvalidInputException e) {
            // What is wrong with the line may be told by what stands in it.
            throw new InvalidInputException(file + " is no config file; right is one line, db_password: 'TEXT'");
        }
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
