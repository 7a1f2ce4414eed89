package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import io.qvm.testing.ReferenceData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the figures that the reference engine computed on the reference market. */
class ReferenceMetricsTest {
    private static final String FOLDER = "golden/alphabeta-small/";
    private static final LocalDate WINDOW_START = LocalDate.of(2019, 7, 1);
    private static final LocalDate WINDOW_END = LocalDate.of(2022, 12, 31);
    private static final double TOLERANCE = 1e-10;

    @ParameterizedTest
    @ValueSource(strings = {"Q_VALUE", "Q_QVM", "M_VALUE", "M_QVM", "M_QVM_WIDE", "M_BLEND_RENORM"})
    void figures_of_every_strategy_are_the_reference_ones(String strategy) {
        List<String[]> rows = rows("golden_backtest_daily.csv.gz").stream()
                .filter(row -> row[0].equals(strategy))
                .toList();
        Series net = series(rows, 1, 5);
        Series gross = series(rows, 1, 2);
        Series benchmark = benchmarkReturns();

        assertFigures(official(net, benchmark), expected(strategy, "official_metrics_net", ""));
        assertFigures(official(gross, benchmark), expected(strategy, "official_metrics_gross", ""));
        assertFigures(official(benchmark, benchmark), expected(strategy, "official_metrics_benchmark", ""));
        assertFigures(performance(net, benchmark), expected(strategy, "performance_metrics_net", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q_VALUE", "Q_QVM", "M_VALUE", "M_QVM", "M_QVM_WIDE", "M_BLEND_RENORM"})
    void figures_of_every_overlay_are_the_reference_ones(String strategy) {
        Map<String, String> overlays = Map.of("regime_0.5", "regime_overlay", "voltarget_0.15", "voltarget_overlay");
        List<String[]> all = rows("golden_backtest_overlay.csv.gz");
        overlays.forEach((overlay, key) -> {
            Series net = series(
                    all.stream()
                            .filter(row -> row[0].equals(strategy) && row[1].equals(overlay))
                            .toList(),
                    2,
                    6);
            Series benchmark = benchmarkReturns();
            assertFigures(official(net, benchmark), expected(strategy, key, "official_metrics"));
            assertFigures(performance(net, benchmark), expected(strategy, key, "performance_metrics"));
        });
    }

    @Test
    void benchmark_with_nan_days_gives_the_same_as_one_without_these_days() {
        Series net = series(
                rows("golden_backtest_daily.csv.gz").stream()
                        .filter(row -> row[0].equals("M_QVM"))
                        .toList(),
                1,
                5);
        Series benchmark = benchmarkReturns();
        double[] aligned = new double[net.values.length];
        for (int i = 0; i < aligned.length; i++) {
            int row = benchmark.dates.indexOf(net.dates.date(i));
            aligned[i] = row < 0 ? Double.NaN : benchmark.values[row];
        }
        Series asInARun = new Series(net.dates, aligned);
        assertThat(aligned).contains(Double.NaN);
        assertFigures(official(net, asInARun), expected("M_QVM", "official_metrics_net", ""));
        assertFigures(performance(net, asInARun), expected("M_QVM", "performance_metrics_net", ""));
    }

    @Test
    void a_series_that_never_moves_has_ratios_of_zero() {
        DateIndex dates = DateIndex.of(new int[] {1, 2, 3});
        Map<String, Double> figures = ReferenceMetrics.performance(dates, new double[3], dates, new double[3]);
        assertThat(figures.get("Sharpe Ratio")).isZero();
        assertThat(figures.get("Information Ratio")).isZero();
    }

    private record Series(DateIndex dates, double[] values) {}

    private static Map<String, Double> official(Series r, Series b) {
        return ReferenceMetrics.official(r.dates, r.values, b.dates, b.values);
    }

    private static Map<String, Double> performance(Series r, Series b) {
        return ReferenceMetrics.performance(r.dates, r.values, b.dates, b.values);
    }

    private static void assertFigures(Map<String, Double> actual, Map<String, Double> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, value) -> assertThat(Math.abs(actual.getOrDefault(name, Double.NaN) - value))
                .as("%s: %s instead of %s", name, actual.get(name), value)
                .isLessThanOrEqualTo(TOLERANCE * Math.abs(value)));
    }

    /** Rule B10: close over previous available close, starting three months before the window. */
    private static Series benchmarkReturns() {
        NavigableMap<LocalDate, Double> close = new TreeMap<>();
        for (String[] row : rows("etf_history.csv.gz")) {
            if (row[1].equals("VNINDEX")) {
                close.put(LocalDate.parse(row[0]), Double.parseDouble(row[2]));
            }
        }
        close = close.subMap(WINDOW_START.minusMonths(3), true, WINDOW_END, true);
        double[] values = new double[close.size()];
        double before = Double.NaN;
        int i = 0;
        for (double value : close.values()) {
            values[i++] = value / before - 1;
            before = value;
        }
        return new Series(DateIndex.ofDates(close.keySet()), values);
    }

    private static Series series(List<String[]> rows, int dateColumn, int column) {
        return new Series(
                DateIndex.ofDates(rows.stream()
                        .map(row -> LocalDate.parse(row[dateColumn]))
                        .toList()),
                rows.stream()
                        .mapToDouble(row -> Double.parseDouble(row[column]))
                        .toArray());
    }

    private static List<String[]> rows(String file) {
        Path path = ReferenceData.path(FOLDER + file);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of one flat object of the metrics file, found by the names on the way to it. */
    private static Map<String, Double> expected(String strategy, String key, String inner) {
        String text;
        try {
            text = Files.readString(ReferenceData.path(FOLDER + "golden_backtest_metrics.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = text.indexOf("\n \"" + strategy + "\": {");
        at = text.indexOf("\"" + key + "\": {", at);
        at = inner.isEmpty() ? at : text.indexOf("\"" + inner + "\": {", at);
        String object = text.substring(text.indexOf('{', at), text.indexOf('}', at));
        Map<String, Double> numbers = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("\"([^\"]+)\": ([-0-9.eE]+)").matcher(object);
        while (matcher.find()) {
            numbers.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
        assertThat(numbers).isNotEmpty();
        return numbers;
    }
}
