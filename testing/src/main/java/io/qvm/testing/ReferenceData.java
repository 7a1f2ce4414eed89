package io.qvm.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reference numbers and market data that are not part of the project.
 *
 * <p>The environment variable {@code QVM_SHARED} names the folder that holds them; a test that needs them is skipped,
 * with a reason, where it is not set.
 */
public final class ReferenceData {
    private ReferenceData() {}

    /** A file or folder of the reference data; aborts the calling test if it is absent. */
    public static Path path(String relative) {
        String root = System.getenv("QVM_SHARED");
        assumeTrue(root != null && !root.isBlank(), "QVM_SHARED is not set: reference data not available");
        Path path = Path.of(root).resolve(relative);
        assumeTrue(Files.exists(path), "reference data lacks " + relative);
        return path;
    }
}
