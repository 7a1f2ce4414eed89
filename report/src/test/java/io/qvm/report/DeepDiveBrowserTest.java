package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.browser.Browser;
import io.qvm.report.browser.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The annual deep-dive in a real browser, opened from disk. */
class DeepDiveBrowserTest {
    private static final List<DatedNote> NOTES = List.of(
            new DatedNote(LocalDate.of(2018, 5, 5), "Weekend news", "Markets were closed."),
            new DatedNote(LocalDate.of(2018, 11, 12), "Rates up", ""),
            new DatedNote(LocalDate.of(2017, 1, 2), "Another year", ""));

    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static String page(BacktestRun run, int year, List<DatedNote> notes) {
        return DeepDive.render(
                YearReview.of(RunAnalysis.of(run, Conventions.DEFAULT), year),
                new PageContext(SourceCommands.unnamed(run.scoresVersion()), Trials.UNKNOWN, "", notes));
    }

    @ParameterizedTest
    @CsvSource({"390, false", "390, true", "800, false", "800, true", "1280, false", "1280, true"})
    void page_is_complete_and_fits_at_every_width(int width, boolean dark) throws IOException {
        try (Page page = show(page(SampleRuns.plausible(5, 25, 7), 2018, NOTES), width, dark)) {
            PageChecks.assertSound(page, 7);
            assertThat(page.visibleText())
                    .contains("Weekend news", "Rates up", "The year in words", "Best contributors")
                    .doesNotContain("Another year");
        }
    }

    @Test
    void names_and_notes_with_markup_stay_text() throws IOException {
        String markup = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>&\"'";
        BacktestRun run = SampleRuns.renamed(SampleRuns.plausible(2, 25, 3), markup);
        DatedNote note = new DatedNote(LocalDate.of(2016, 6, 1), markup, markup);
        try (Page page = show(page(run, 2016, List.of(note)), 390, false)) {
            PageChecks.assertSound(page, 7);
            assertThat(page.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");
            assertThat(page.evaluate("document.querySelectorAll('img').length").asInt())
                    .isZero();
        }
    }

    @Test
    void a_command_is_copied_by_a_click() throws IOException {
        try (Page page = show(page(SampleRuns.plausible(3, 25, 7), 2017, List.of()), 1280, false)) {
            page.evaluate("document.execCommand = () => true;"
                    + " Object.defineProperty(navigator, 'clipboard', {value: undefined});"
                    + " document.querySelector('td .copy').click()");
            assertThat(page.evaluate("document.getElementById('copied').textContent")
                            .asString())
                    .startsWith("Copied: ./qvm ");
        }
    }

    @Test
    void a_run_of_one_day_without_contributions_is_a_page() throws IOException {
        BacktestRun run = SampleRuns.of(new double[] {0.01}, new double[] {Double.NaN});
        try (Page page = show(page(run, 2020, List.of()), 390, false)) {
            PageChecks.assertSound(page, 6);
            assertThat(page.visibleText()).contains("only 1 day", "no contributions by stock");
        }
    }

    private Page show(String html, int width, boolean dark) throws IOException {
        return browser.open(Files.writeString(folder.resolve("page.html"), html), width, dark);
    }
}
