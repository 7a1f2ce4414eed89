package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Notebooks with their results as pages that open offline.
 *
 * <p>What draws charts is carried once, in a script beside the pages. Each page names the notebook's bytes it was made from, so
 * that a page can be seen to be out of date.
 */
final class NotebookPages {
    /** What draws charts, beside the pages. */
    static final String SHARED = "charts.js";

    /** What {@code Qvm.open} shows in its cell: the chart library, compressed. */
    private static final Pattern CARRIED = Pattern.compile(
            "<script>(\\(function \\(\\) \\{\\s*if \\(window\\.qvmParts\\).*?)</script>", Pattern.DOTALL);

    private static final Pattern HEADING = Pattern.compile("<h1[^>]*>(.*?)(<a|</h1>)", Pattern.DOTALL);

    private final Jupyter jupyter;

    NotebookPages(Jupyter jupyter) {
        this.jupyter = jupyter;
    }

    /**
     * Runs copies of all notebooks of a folder in the order of their names, in one empty folder, so that a later one finds what
     * an earlier one left.
     *
     * @return the pages written
     * @throws InvalidInputException if there is no notebook, or one fails
     */
    List<Path> render(Path folder, Path out) {
        List<Path> notebooks = notebooks(folder);
        if (notebooks.isEmpty()) {
            throw new InvalidInputException("no notebook in " + folder + "; name a folder with files *.ipynb");
        }
        try {
            Files.createDirectories(out);
            Path desk = Files.createTempDirectory("qvm-notebooks");
            try {
                for (Path notebook : notebooks) {
                    Files.copy(notebook, desk.resolve(notebook.getFileName()));
                }
                List<Path> pages = new java.util.ArrayList<>();
                for (Path notebook : notebooks) {
                    pages.add(page(notebook, desk, out, notebooks));
                }
                return pages;
            } finally {
                delete(desk);
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot write pages into " + out + ": " + e.getMessage(), e);
        }
    }

    private Path page(Path notebook, Path desk, Path out, List<Path> all) throws IOException {
        Path results = desk.resolve(name(notebook) + ".html");
        jupyter.execute(desk.resolve(notebook.getFileName()), results, "basic");
        String body = Files.readString(results);
        Matcher carried = CARRIED.matcher(body);
        boolean charts = carried.find();
        if (charts) {
            Files.writeString(out.resolve(SHARED), carried.group(1));
            body = carried.replaceAll("");
        }
        Matcher heading = HEADING.matcher(body);
        String html = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="qvm-notebook" content="%s">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <style>
                %s</style>
                %s</head>
                <body>
                <nav>%s</nav>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(
                        digest(notebook),
                        heading.find() ? heading.group(1) : name(notebook),
                        style(),
                        charts ? "<script src=\"" + SHARED + "\"></script>\n" : "",
                        links(notebook, all),
                        body.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n")));
        return Files.writeString(out.resolve(name(notebook) + ".html"), html);
    }

    private static String links(Path here, List<Path> all) {
        return all.stream()
                .map(other -> other.equals(here)
                        ? "<b>" + name(other) + "</b>"
                        : "<a href=\"" + name(other) + ".html\">" + name(other) + "</a>")
                .collect(Collectors.joining("\n"));
    }

    /** The notebook's bytes, as a page names them. */
    static String digest(Path notebook) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(notebook)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> notebooks(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read the folder " + folder, e);
        }
    }

    static String name(Path notebook) {
        return String.valueOf(notebook.getFileName()).replaceFirst("\\.ipynb$", "");
    }

    private static String style() throws IOException {
        try (var in = NotebookPages.class.getResourceAsStream("/io/qvm/cli/notebook.css")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
