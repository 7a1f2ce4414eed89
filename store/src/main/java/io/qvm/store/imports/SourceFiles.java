package io.qvm.store.imports;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.store.preset.Preset.SourceTable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of a preset's table in the import folder. */
final class SourceFiles {
    private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".parquet");

    private final Path folder;
    private final List<Path> all;

    /**
     * Lists a folder.
     *
     * @throws InvalidInputException if it is not a readable folder
     */
    SourceFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException("cannot import from " + folder + ": no such folder");
        }
        this.folder = folder;
        try (Stream<Path> files = Files.walk(folder)) {
            this.all = files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read the folder " + folder, e);
        }
    }

    /** Files of a table, ascending by name; empty only if the table is optional. */
    List<Path> of(String name, SourceTable table) {
        List<String> patterns =
                table.files().isEmpty() ? ENDINGS.stream().map(e -> name + e).toList() : table.files();
        List<Path> found = all.stream().filter(file -> matches(patterns, file)).toList();
        if (table.files().isEmpty() && found.size() > 1) {
            throw new InvalidInputException("table " + name + " is there more than once in " + folder + ": "
                    + String.join(", ", found.stream().map(this::relative).toList()) + "; keep one of them");
        }
        if (found.isEmpty() && !table.optional()) {
            List<String> names = all.stream().map(this::relative).toList();
            String hint = NearestName.of(patterns.get(0), names)
                    .map(n -> "; did you mean '" + n + "'?")
                    .orElse("");
            throw new InvalidInputException("no file for table " + name + " in " + folder + ": looked for "
                    + String.join(", ", patterns) + hint);
        }
        return found;
    }

    /** The file's name below the import folder, for messages. */
    String relative(Path file) {
        return folder.relativize(file).toString();
    }

    private boolean matches(List<String> patterns, Path file) {
        Path relative = folder.relativize(file);
        return patterns.stream().anyMatch(pattern -> matcher(pattern).matches(relative));
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
