package io.qvm.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this program is: its jar, or a folder of classes while it is being built. */
final class ProgramFile {
    private ProgramFile() {}

    static Path path() {
        try {
            return Path.of(ProgramFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
