package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pages and tables to files. */
final class Pages {
    private Pages() {}

    /** Writes a text; its folder is made if it is not there. */
    static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": its folder must be writable", e);
        }
    }
}
