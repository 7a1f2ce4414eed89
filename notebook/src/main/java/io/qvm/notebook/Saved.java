package io.qvm.notebook;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what was tried to files that commands read. */
final class Saved {
    private Saved() {}

    static Path write(String file, String text) {
        try {
            Path path = Path.of(file);
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": its folder must be writable", e);
        }
    }
}
