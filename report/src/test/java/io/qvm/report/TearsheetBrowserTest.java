package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Holding;
import io.qvm.report.browser.Browser;
import io.qvm.report.browser.Page;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a reader sees: the page in a real browser, opened from disk. */
class TearsheetBrowserTest {
    private static final String MARKUP = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>&\"'";
    private static final int FEWEST_PIXELS = 20;

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

    @ParameterizedTest
    @CsvSource({"390, false", "390, true", "800, false", "800, true", "1280, false", "1280, true"})
    void page_is_complete_and_fits_at_every_width(int width, boolean dark) throws IOException {
        try (Page page = show(SampleRuns.plausible(8, 25, 7), width, dark)) {
            assertSound(page, 10, dark);
        }
    }

    @Test
    void page_asks_for_nothing_but_itself() throws IOException {
        try (Page page = show(SampleRuns.plausible(2, 25, 3), 1280, false)) {
            assertThat(page.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
        }
    }

    @Test
    void logarithmic_scale_is_drawn_on_demand() throws IOException {
        try (Page page = show(SampleRuns.plausible(8, 25, 7), 1280, false)) {
            page.evaluate("document.querySelector('[data-scale=log]').click()");
            assertThat(page.evaluate("document.querySelector('[data-scale=log]').getAttribute('aria-pressed')")
                            .asString())
                    .isEqualTo("true");
            assertSound(page, 10, false);
        }
    }

    @Test
    void page_prints() throws IOException {
        try (Page page = show(SampleRuns.plausible(8, 25, 7), 1280, true)) {
            byte[] pdf = page.pdf();
            assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void tables_have_captions_and_scopes() throws IOException {
        try (Page page = show(SampleRuns.plausible(3, 25, 3), 1280, false)) {
            assertThat(page.evaluate("document.querySelectorAll('table').length")
                            .asInt())
                    .isGreaterThanOrEqualTo(7);
            assertThat(page.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption).length")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("document.querySelectorAll('th:not([scope])').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void markup_in_names_stays_text() throws IOException {
        try (Page page = show(withNames(MARKUP), 1280, false)) {
            page.evaluate("document.querySelectorAll('.chart').forEach(c => "
                    + "echarts.getInstanceByDom(c).dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 2}))");
            assertThat(page.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");
            assertThat(page.evaluate("document.querySelectorAll('script').length")
                            .asInt())
                    .isEqualTo(4);
            assertThat(page.evaluate("document.querySelectorAll('img').length").asInt())
                    .isZero();
            assertThat(page.evaluate("document.querySelector('h1').textContent").asString())
                    .isEqualTo(MARKUP);
            assertSound(page, 10, false);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0, -0.02, -1})
    void one_day_is_a_page_without_annual_figures(double r) throws IOException {
        try (Page page = show(SampleRuns.of(new double[] {r}, new double[] {Double.NaN}), 1280, false)) {
            assertThat(page.visibleText()).contains("less than a year").contains("has no return");
            assertSound(page, 6, false);
        }
    }

    @Test
    void returns_that_are_all_zero_have_no_ratios() throws IOException {
        try (Page page = show(SampleRuns.of(new double[600], new double[600]), 1280, false)) {
            assertThat(page.evaluate("document.querySelectorAll('.cards strong')[2].textContent")
                            .asString())
                    .isEqualTo("–");
            assertSound(page, 7, false);
        }
    }

    @Test
    void total_loss_is_shown_on_both_scales() throws IOException {
        double[] net = SampleRuns.plausible(3, 25, 5).daily().net().clone();
        net[400] = -1;
        try (Page page = show(SampleRuns.of(net, new double[net.length]), 1280, false)) {
            assertThat(page.visibleText()).contains("−100.00 %").contains("lost completely");
            assertSound(page, 8, false);
            page.evaluate("document.querySelector('[data-scale=log]').click()");
            assertSound(page, 8, false);
        }
    }

    @Test
    void benchmark_without_returns_leaves_the_strategy_alone() throws IOException {
        double[] net = SampleRuns.plausible(3, 25, 5).daily().net();
        double[] none = new double[net.length];
        Arrays.fill(none, Double.NaN);
        try (Page page = show(SampleRuns.of(net, none), 390, false)) {
            assertThat(page.visibleText()).contains("SIMINDEX has no return in the track record");
            assertSound(page, 8, false);
        }
    }

    @Test
    void benchmark_with_gaps_is_told() throws IOException {
        BacktestRun run = SampleRuns.plausible(3, 25, 5);
        double[] benchmark = run.daily().benchmark().clone();
        Arrays.fill(benchmark, 300, 420, Double.NaN);
        try (Page page = show(SampleRuns.of(run.daily().net(), benchmark), 1280, false)) {
            assertThat(page.visibleText()).contains("no return on 120 of 756 days");
            assertSound(page, 9, false);
        }
    }

    @Test
    void five_thousand_holdings_are_cut_and_said_to_be() throws IOException {
        try (Page page = show(SampleRuns.plausible(1, 5000, 5), 390, false)) {
            assertThat(page.visibleText()).contains("4,940 more positions").contains("holdings.csv");
            assertSound(page, 7, false);
        }
    }

    private Page show(BacktestRun run, int width, boolean dark) throws IOException {
        Path file = Files.writeString(folder.resolve("tearsheet.html"), Tearsheet.render(run));
        return browser.open(file, width, dark);
    }

    /** What every page must be, and every chart painted where it can be seen. */
    private static void assertSound(Page page, int charts, boolean dark) {
        PageChecks.assertSound(page, charts);
        Map<String, Integer> painted = paintedPixels(page, dark);
        assertThat(painted.values())
                .as("pixels in the colour of the first series, by chart: %s", painted)
                .allMatch(pixels -> pixels >= FEWEST_PIXELS);
    }

    private static Map<String, Integer> paintedPixels(Page page, boolean dark) {
        Map<String, Integer> painted = new TreeMap<>();
        BufferedImage picture = page.picture();
        JsonNode ids = page.evaluate("[...document.querySelectorAll('.chart')].map(c => c.id)");
        for (JsonNode id : ids) {
            Color color = id.asString().equals("chart-sectors")
                    ? new Color(dark ? 0x3b9bd9 : 0x0072b2)
                    : new Color(dark ? 0x56b4e9 : 0x0072b2);
            painted.put(
                    id.asString(), count(picture, page.place(id.asString()), color, legendHeight(page, id.asString())));
        }
        return painted;
    }

    /** A legend shows the colour too; only what lies below it counts. */
    private static int legendHeight(Page page, String id) {
        return page.evaluate("echarts.getInstanceByDom(document.getElementById('" + id
                                + "')).getOption().legend[0].show")
                        .asBoolean()
                ? 34
                : 0;
    }

    private static int count(BufferedImage picture, Rectangle place, Color color, int from) {
        int pixels = 0;
        for (int y = place.y + from; y < place.y + place.height; y++) {
            for (int x = place.x; x < place.x + place.width; x++) {
                Color c = new Color(picture.getRGB(x, y));
                boolean near = Math.abs(c.getRed() - color.getRed()) < 24
                        && Math.abs(c.getGreen() - color.getGreen()) < 24
                        && Math.abs(c.getBlue() - color.getBlue()) < 24;
                pixels += near ? 1 : 0;
            }
        }
        return pixels;
    }

    private static BacktestRun withNames(String name) {
        BacktestRun run = SampleRuns.plausible(2, 25, 3);
        List<Holding> holdings = new ArrayList<>();
        for (Holding h : run.holdings()) {
            holdings.add(new Holding(
                    h.date(), h.ticker() + name, name, h.rank(), h.signal(), h.rawWeight(), h.weight(), h.shares()));
        }
        DailyReturns d = run.daily();
        String[] regime = new String[d.dates().size()];
        Arrays.fill(regime, name);
        return new BacktestRun(
                name,
                name,
                name,
                name,
                run.start(),
                run.end(),
                new DailyReturns(
                        d.dates(),
                        d.gross(),
                        d.cost(),
                        d.net(),
                        d.benchmark(),
                        d.exposure(),
                        d.turnover(),
                        d.equity(),
                        d.positions(),
                        regime,
                        d.exposureCause()),
                holdings,
                run.trades(),
                run.decisions(),
                Map.of(name, name));
    }
}
