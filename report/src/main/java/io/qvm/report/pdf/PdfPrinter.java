package io.qvm.report.pdf;

import io.qvm.market.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prints pages to PDF with a headless Chromium, which has a profile of its own and asks the network for nothing. */
public final class PdfPrinter {
    /** Names the program where it is not on the path. */
    public static final String PROGRAM = "QVM_CHROMIUM";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int SECONDS = 60;

    private final String program;

    private PdfPrinter(String program) {
        this.program = program;
    }

    /**
     * Finds the browser: {@value #PROGRAM}, or the first of chromium, chromium-browser, google-chrome on the path.
     *
     * @param environment usually {@code System.getenv()}
     * @throws InvalidInputException naming what to install if there is none
     */
    public static PdfPrinter find(Map<String, String> environment) {
        String named = environment.getOrDefault(PROGRAM, "");
        if (!named.isBlank()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new InvalidInputException(PROGRAM + " names " + named
                        + ", which is no program; set it to the path of" + " Chromium or Chrome");
            }
            return new PdfPrinter(named);
        }
        return onPath(environment)
                .map(PdfPrinter::new)
                .orElseThrow(() -> new InvalidInputException(
                        "a PDF needs Chromium, which is not on the path; install it (Debian, Ubuntu: apt install chromium) or"
                                + " set " + PROGRAM + " to the path of Chromium or Chrome; the HTML page prints too"));
    }

    private static Optional<String> onPath(Map<String, String> environment) {
        List<String> folders = List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator));
        return NAMES.stream()
                .flatMap(name -> folders.stream().filter(f -> !f.isBlank()).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Prints a page.
     *
     * @param html the page; it must ask for nothing but itself
     * @param pdf the file; one that is there is replaced when the new one is complete
     * @throws InvalidInputException if the browser fails, or the file cannot be written
     */
    public void print(String html, Path pdf) {
        Path target = pdf.toAbsolutePath();
        try {
            Path work = Files.createTempDirectory("qvm-pdf");
            try {
                Path page = Files.writeString(work.resolve("page.html"), html);
                Path printed = work.resolve("page.pdf");
                run(work, page, printed);
                Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(Path.of(".")));
                Files.move(printed, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                remove(work);
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + pdf + ": its folder must be writable", e);
        }
    }

    private void run(Path work, Path page, Path printed) throws IOException {
        Path output = work.resolve("output.txt");
        Process process = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-extensions",
                        "--hide-scrollbars",
                        "--user-data-dir=" + work.resolve("profile"),
                        "--window-size=794,1123",
                        "--no-pdf-header-footer",
                        "--print-to-pdf=" + printed,
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new InvalidInputException(program + " did not print the page within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException("interrupted while printing", e);
        } finally {
            end(process);
        }
        if (!Files.exists(printed) || Files.size(printed) == 0) {
            throw new InvalidInputException(program + " printed nothing: " + lastLine(output));
        }
    }

    private static String lastLine(Path output) throws IOException {
        return Files.readString(output)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((a, b) -> b)
                .orElse("it said nothing; try it by hand");
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static void remove(Path folder) {
        for (int attempt = 0; ; attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (IOException | UncheckedIOException e) {
                // A browser that is going may still write; what stays lies in the temp folder of the system.
                if (attempt == 5) {
                    return;
                }
            }
        }
    }
}
