package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.browser.Browser;
import io.qvm.report.browser.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison, sweep, ablation and capacity in a real browser, opened from disk. */
class DossierBrowserTest {
    private static final String MARKUP = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>&\"'";

    private static final PageContext UNNAMED = PageContext.unnamed("qvm_v2.1");

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

    private static RunAnalysis analysis(long seed) {
        return RunAnalysis.of(SampleRuns.plausible(5, 25, seed), Conventions.DEFAULT);
    }

    private static List<RunAnalysis> runs(int count) {
        return IntStream.range(0, count).mapToObj(DossierBrowserTest::analysis).toList();
    }

    private static SweepView sweep(String name) {
        List<SweepView.SweepRow> rows = Stream.of(1, 2, 3)
                .map(rank -> new SweepView.SweepRow(rank, List.of(name, "" + rank), List.of(1.5 - rank, 0.1), ""))
                .toList();
        SweepView.SweepRow failed =
                new SweepView.SweepRow(4, List.of(name, "4"), List.of(Double.NaN, Double.NaN), "no score " + name);
        return new SweepView(
                name,
                "sharpe",
                MetricUnit.RATIO,
                List.of("selection.top_n", "weighting"),
                List.of("sharpe", "annual_return"),
                List.of(MetricUnit.RATIO, MetricUnit.PERCENT),
                Stream.concat(rows.stream(), Stream.of(failed)).toList(),
                List.of(new SweepView.Heatmap(
                        "selection.top_n", List.of("1", "2"), "weighting", List.of("a", name), new double[][] {
                            {1, 2}, {Double.NaN, 0.5}
                        })),
                List.of(new SweepView.WalkForwardRow(
                        LocalDate.of(2018, 1, 2),
                        LocalDate.of(2020, 1, 2),
                        LocalDate.of(2020, 12, 31),
                        name,
                        1.2,
                        -0.3,
                        3)),
                List.of("Over all test windows the objective is −0.30."));
    }

    @ParameterizedTest
    @CsvSource({"390, false", "390, true", "800, false", "800, true", "1280, false", "1280, true"})
    void pages_are_complete_and_fit_at_every_width(int width, boolean dark) throws IOException {
        assertSound(ComparisonPage.render("Three products", runs(3)), width, dark, 3);
        assertSound(sweepPage("grid"), width, dark, 1);
        assertSound(
                AblationPage.render("House", List.of("as it is", "without costs", "without overlay"), runs(3), UNNAMED),
                width,
                dark,
                2);
        assertSound(CapacityPage.render("House", new double[] {1e8, 1e9, 1e10}, runs(3), UNNAMED), width, dark, 1);
        assertSound(FactorPage.render(SampleScores.evaluation("qvm_v2.1", "Banks", 300)), width, dark, 5);
    }

    private static String sweepPage(String name) {
        return SweepPage.render(sweep(name));
    }

    @Test
    void markup_in_names_stays_text() throws IOException {
        assertSound(FactorPage.render(SampleScores.evaluation(MARKUP, MARKUP, 120)), 1280, false, 5);
        BacktestRun run = SampleRuns.plausible(2, 25, 3);
        BacktestRun named = new BacktestRun(
                MARKUP,
                MARKUP,
                MARKUP,
                MARKUP,
                run.start(),
                run.end(),
                run.daily(),
                run.holdings(),
                run.trades(),
                run.decisions(),
                run.provenance());
        RunAnalysis analysis = RunAnalysis.of(named, Conventions.DEFAULT);
        for (String html : List.of(
                ComparisonPage.render(MARKUP, List.of(analysis, analysis)),
                sweepPage(MARKUP),
                AblationPage.render(MARKUP, List.of("as it is", MARKUP), List.of(analysis, analysis), UNNAMED),
                CapacityPage.render(MARKUP, new double[] {1}, List.of(analysis), UNNAMED))) {
            try (Page page = show(html, 1280, false)) {
                assertThat(page.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");
                assertThat(page.evaluate("document.querySelectorAll('img').length")
                                .asInt())
                        .isZero();
                assertThat(page.evaluate("document.querySelector('h1').textContent")
                                .asString())
                        .isEqualTo(MARKUP);
            }
        }
    }

    @Test
    void one_run_of_one_day_without_benchmark_is_a_page() throws IOException {
        RunAnalysis day =
                RunAnalysis.of(SampleRuns.of(new double[] {0.01}, new double[] {Double.NaN}), Conventions.DEFAULT);
        try (Page page = show(ComparisonPage.render("One day", List.of(day)), 390, false)) {
            assertThat(page.complaints()).isEmpty();
            assertThat(page.overflow()).isLessThanOrEqualTo(0);
            assertThat(page.visibleText()).doesNotContainPattern("\\b(NaN|Infinity|undefined)\\b");
        }
    }

    private void assertSound(String html, int width, boolean dark, int charts) throws IOException {
        try (Page page = show(html, width, dark)) {
            PageChecks.assertSound(page, charts);
        }
    }

    private Page show(String html, int width, boolean dark) throws IOException {
        return browser.open(Files.writeString(folder.resolve("page.html"), html), width, dark);
    }

    @Test
    void an_evaluation_of_a_single_day_says_that_there_is_nothing_to_draw() throws IOException {
        String page = FactorPage.render(SampleScores.evaluation("one day", "Banks", 1));
        assertThat(page.contains("No values to draw.")).isTrue();
        assertThat(page.contains(">NaN")).as("no figure without a value").isFalse();
    }
}
