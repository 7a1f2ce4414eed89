package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import io.qvm.report.pdf.PdfPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a page is written: for people, on paper, or for programs. */
class PageFormat {
    /** What a page is written as. */
    enum Format {
        HTML,
        MD,
        JSON
    }

    @Option(
            names = "--format",
            defaultValue = "html",
            description = "html, md (tables without charts) or json (figures with unit and convention); default"
                    + " ${DEFAULT-VALUE}.")
    private Format format = Format.HTML;

    @Option(names = "--pdf", description = "Print the page to PDF too, beside it; needs Chromium.")
    private boolean pdf;

    private Optional<PdfPrinter> printer = Optional.empty();

    /** File name of a page in this format. */
    String named(String stem) {
        return stem + "." + format.name().toLowerCase(Locale.ROOT);
    }

    /** Complains about what cannot be, before anything is computed. */
    void check() {
        if (pdf && format != Format.HTML) {
            throw new InvalidInputException("--pdf prints the HTML page; leave --format out");
        }
        printer = pdf ? Optional.of(PdfPrinter.find(System.getenv())) : Optional.empty();
    }

    /** True if a page was asked for, were it only by its format. */
    boolean wanted() {
        return pdf || format != Format.HTML;
    }

    /** Writes a page in the format asked for, and on paper if that was asked for. */
    void write(String what, Path file, Supplier<String> html, Supplier<String> markdown, Supplier<String> json) {
        String text = switch (format) {
            case HTML -> html.get();
            case MD -> markdown.get();
            case JSON -> json.get();
        };
        boolean onlyPdf = pdf && file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf");
        if (!onlyPdf) {
            Pages.write(file, text);
            tell(what, file);
        }
        if (printer.isPresent()) {
            Path paper = onlyPdf ? file : besides(file);
            printer.get().print(text, paper);
            tell(what + " (PDF)", paper);
        }
    }

    /** The page that a browser opens, whatever is written now. */
    static Path html(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("(?i).*\\.(md|json|pdf)")
                ? file.resolveSibling(name.replaceAll("\\.[^.]*$", ".html"))
                : file;
    }

    static Path besides(Path file) {
        String name = String.valueOf(file.getFileName()).replaceAll("(?i)\\.html?$", "");
        return file.resolveSibling(name + ".pdf");
    }

    private static void tell(String what, Path file) {
        try {
            Terminal.standard().line("%s: %s (%,d kB)", what, file, Math.max(1, Files.size(file) / 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
