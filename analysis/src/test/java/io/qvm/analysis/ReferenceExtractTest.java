package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The reference engine's figures on a small extract that comes with the project. */
class ReferenceExtractTest {
    private static final double TOLERANCE = 1e-10;

    @Test
    void figures_of_the_extract_are_the_reference_ones() throws IOException {
        List<String[]> rows = rows("returns.csv.gz");
        DateIndex dates = DateIndex.ofDates(
                rows.stream().map(row -> LocalDate.parse(row[0])).toList());
        double[] gross = column(rows, 1);
        double[] net = column(rows, 2);
        double[] benchmark = column(rows, 3);
        Map<String, Map<String, Double>> actual = Map.of(
                "official_metrics_net", ReferenceMetrics.official(dates, net, dates, benchmark),
                "official_metrics_gross", ReferenceMetrics.official(dates, gross, dates, benchmark),
                "performance_metrics_net", ReferenceMetrics.performance(dates, net, dates, benchmark));
        List<String[]> figures = rows("figures.csv");
        assertThat(figures).hasSize(24);
        for (String[] figure : figures) {
            double expected = Double.parseDouble(figure[2]);
            double value = actual.get(figure[0]).get(figure[1]);
            assertThat(Math.abs(value - expected))
                    .as("%s %s: %s instead of %s", figure[0], figure[1], value, expected)
                    .isLessThanOrEqualTo(TOLERANCE * Math.abs(expected));
        }
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream()
                .mapToDouble(row -> row[column].isEmpty() ? Double.NaN : Double.parseDouble(row[column]))
                .toArray();
    }

    private static List<String[]> rows(String name) throws IOException {
        try (InputStream in = ReferenceExtractTest.class.getResourceAsStream("/reference-extract/" + name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        name.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }
}
