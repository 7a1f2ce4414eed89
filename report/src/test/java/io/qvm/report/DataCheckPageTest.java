package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Example;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.market.check.YearCoverage;
import io.qvm.report.browser.Browser;
import io.qvm.report.browser.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data check's page in a real browser, opened from disk. */
class DataCheckPageTest {
    private static final String MARKUP = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>&\"'";

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

    private static DataCheckReport sample(String text, int years) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<Integer, Long> byYear = new TreeMap<>();
        List<YearCoverage> coverage = new ArrayList<>();
        for (int i = 0; i < years; i++) {
            int year = 2023 - years + i;
            byYear.put(year, 1L << i);
            coverage.add(new YearCoverage(year, 250, 300 + i, 280, 250, 200, 2, 75_000, 4_000 + i, 300));
        }
        for (Severity severity : Severity.values()) {
            findings.add(new Finding(
                    "finding_" + severity.text(),
                    severity,
                    "Something about " + text,
                    1_234,
                    "rows",
                    98_765,
                    4_321,
                    "Right " + text,
                    "Effect " + text,
                    List.of(new Example(text, "2020-01-02", text), new Example("T".repeat(200), "", "")),
                    byYear));
        }
        return new DataCheckReport(
                "duckdb:" + text,
                "canonical",
                "2015-01-02 to 2022-12-30",
                findings,
                List.of("passed: " + text),
                List.of("skipped: " + text),
                coverage,
                text,
                "name: " + text);
    }

    private Page show(DataCheckReport report, int width, boolean dark) throws IOException {
        Path file = Files.writeString(folder.resolve("check.html"), DataCheckPage.render(report));
        return browser.open(file, width, dark);
    }

    @ParameterizedTest
    @CsvSource({"390, false", "390, true", "800, false", "800, true", "1280, false", "1280, true"})
    void page_is_complete_and_fits_at_every_width(int width, boolean dark) throws IOException {
        try (Page page = show(sample("steel", 8), width, dark)) {
            PageChecks.assertSound(page, 2);
            assertThat(page.visibleText())
                    .contains("Verdict: unfit", "Something about steel", "1,234 of 98,765 rows", "4,321", "1.2 %")
                    .contains("Effect steel", "Right steel", "2020-01-02", "finding_error");
        }
    }

    @Test
    void markup_in_the_data_stays_text() throws IOException {
        try (Page page = show(sample(MARKUP, 3), 1280, false)) {
            PageChecks.assertSound(page, 2);
            assertThat(page.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");
            assertThat(page.evaluate("document.querySelectorAll('script').length")
                            .asInt())
                    .isEqualTo(3);
            assertThat(page.evaluate("document.querySelectorAll('img').length").asInt())
                    .isZero();
            assertThat(page.evaluate("document.querySelector('.finding tbody th').textContent")
                            .asString())
                    .isEqualTo(MARKUP);
        }
    }

    @Test
    void data_without_a_finding_and_data_that_could_not_be_loaded_are_pages_too() throws IOException {
        DataCheckReport clean = new DataCheckReport(
                "duckdb:x",
                "canonical",
                "1 day",
                List.of(),
                List.of("gaps: Gaps"),
                List.of(),
                List.of(new YearCoverage(2020, 1, 3, 0, 0, 0, 0, 0, 0, 0)),
                "default",
                "");
        try (Page page = show(clean, 390, false)) {
            PageChecks.assertSound(page, 2);
            assertThat(page.visibleText()).contains("Verdict: fit", "No check found anything");
        }
        DataCheckReport nothing = new DataCheckReport(
                "duckdb:x",
                "canonical",
                "nothing could be loaded",
                sample("x", 1).findings(),
                List.of(),
                List.of(),
                List.of(),
                "default",
                "");
        try (Page page = show(nothing, 390, false)) {
            PageChecks.assertSound(page, 0);
        }
    }

    @Test
    void tables_have_captions_and_scopes_and_links_lead_somewhere() throws IOException {
        try (Page page = show(sample("steel", 20), 1280, false)) {
            assertThat(page.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption).length")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("document.querySelectorAll('th:not([scope])').length")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("[...document.querySelectorAll('a')].filter(a => !document.querySelector("
                                    + "a.getAttribute('href'))).length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void page_prints() throws IOException {
        try (Page page = show(sample("steel", 8), 1280, true)) {
            assertThat(new String(page.pdf(), 0, 5, StandardCharsets.ISO_8859_1))
                    .isEqualTo("%PDF-");
            assertThat(page.complaints()).isEmpty();
        }
    }
}
