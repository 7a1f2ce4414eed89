package io.qvm.store.check;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A thresholds file: from when on what matters.
 *
 * @param name what it is called in reports
 * @param examples rows to show for each finding, at most
 * @param checks settings by check
 * @param text the file as written
 */
public record Thresholds(String name, int examples, Checks checks, String text) {
    private static final String SHIPPED = "checks/default.yaml";

    /** What stands in the file. */
    record Content(String name, int examples, Checks checks) {
        Content {
            if (examples < 1 || examples > 1000) {
                throw new InvalidInputException("examples must be 1 to 1000, was " + examples);
            }
        }
    }

    /** The shipped thresholds. */
    public static Thresholds standard() {
        YamlFile file = shipped();
        return of(file.as(Content.class), file);
    }

    /**
     * Reads a user's thresholds; what the file does not say is as in the shipped ones.
     *
     * @throws InvalidInputException with file, line and the nearest valid key, if a key is unknown or a value cannot be
     */
    public static Thresholds read(Path path) {
        return of(YamlFile.read(path));
    }

    static Thresholds of(YamlFile file) {
        return of(file.over(shipped(), Content.class), file);
    }

    private static Thresholds of(Content content, YamlFile file) {
        return new Thresholds(content.name, content.examples, content.checks, file.text());
    }

    private static YamlFile shipped() {
        try (InputStream in = Thresholds.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path");
            }
            return new YamlFile(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
