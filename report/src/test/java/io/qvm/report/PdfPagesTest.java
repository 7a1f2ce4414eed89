package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.InvalidInputException;
import io.qvm.report.pdf.PdfPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages on paper, read back. */
class PdfPagesTest {
    @TempDir
    Path folder;

    @Test
    void pages_print_with_their_texts_and_charts() throws IOException {
        PdfPrinter printer = printer();
        RunAnalysis analysis = RunAnalysis.of(SampleRuns.plausible(5, 25, 7), Conventions.DEFAULT);
        PageContext context = PageContext.unnamed("qvm_v2.1");
        for (String html :
                List.of(Tearsheet.render(analysis, context), DeepDive.render(YearReview.of(analysis, 2018), context))) {
            Path pdf = folder.resolve("page.pdf");
            printer.print(html, pdf);
            try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
                String text = new PDFTextStripper().getText(document);
                assertThat(document.getNumberOfPages()).isBetween(4, 20);
                assertThat(document.getPage(0).getMediaBox().getHeight()).isBetween(840f, 844f);
                assertThat(text)
                        .contains("sample_top25", "Sharpe ratio", "Where the numbers come from", "./qvm verify")
                        .contains("SIMINDEX")
                        .doesNotContainPattern("\\b(NaN|Infinity|undefined)\\b");
            }
        }
    }

    @Test
    void without_a_browser_one_line_names_what_to_install() {
        assertThatThrownBy(() -> PdfPrinter.find(Map.of("PATH", folder.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("apt install chromium")
                .hasMessageContaining("QVM_CHROMIUM");
        assertThatThrownBy(() -> PdfPrinter.find(Map.of("QVM_CHROMIUM", "/no/such/program")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void a_browser_that_fails_is_told_and_leaves_no_file() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho no display\nexit 1\n");
        assumeTrue(broken.toFile().setExecutable(true));
        PdfPrinter printer = PdfPrinter.find(Map.of("QVM_CHROMIUM", broken.toString()));
        Path pdf = folder.resolve("none.pdf");
        assertThatThrownBy(() -> printer.print("<p>x", pdf))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no display");
        assertThat(pdf).doesNotExist();
    }

    private static PdfPrinter printer() {
        try {
            return PdfPrinter.find(System.getenv());
        } catch (InvalidInputException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }
}
