package io.qvm.report;

import io.qvm.analysis.Metric;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Statistics;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import io.qvm.report.chart.ChartSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Several runs side by side: the products of a suite, or versions of a strategy. */
public final class ComparisonPage {
    /** The committee's line. */
    private static final double DRAWDOWN_LINE = -0.25;

    private static final String DAYS = "days";

    /** Colours that are neither the first run's nor the benchmark's. */
    private static final int[] OTHERS = {3, 4, 8, 5, 9, 7, 10};

    private final List<String> names;
    private final List<RunAnalysis> runs;
    private final List<LocalDate> days;

    private ComparisonPage(List<String> names, List<RunAnalysis> runs) {
        this.names = names;
        this.runs = runs;
        TreeSet<LocalDate> all = new TreeSet<>();
        for (RunAnalysis run : runs) {
            for (int i = 0; i < run.record().dates().size(); i++) {
                all.add(run.record().dates().date(i));
            }
        }
        this.days = List.copyOf(all);
    }

    /**
     * Renders the page.
     *
     * @param runs at least one; each is shown over its own track record
     * @return the HTML
     */
    public static String render(String title, List<RunAnalysis> runs) {
        List<String> names = runs.stream().map(r -> r.run().strategyName()).toList();
        return render(title, names, runs, PageContext.unnamed(runs.get(0).run().scoresVersion()));
    }

    /**
     * Renders the page of named runs, with what it takes to make it again.
     *
     * @param names one per run
     * @param runs at least one; each is shown over its own track record
     */
    public static String render(String title, List<String> names, List<RunAnalysis> runs, PageContext context) {
        if (names.size() != runs.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + runs.size() + " runs");
        }
        return new ComparisonPage(List.copyOf(names), List.copyOf(runs)).render(title, context);
    }

    private String render(String title, PageContext context) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Runs", String.valueOf(runs.size()));
        facts.put("Benchmark", benchmark().isEmpty() ? "none" : benchmark());
        if (!days.isEmpty()) {
            facts.put("Days", days.get(0) + " to " + days.get(days.size() - 1));
        }
        Dossier.Builder page = new Dossier.Builder()
                .identity(PageIdentity.comparison(title, names, runs, context).toJson())
                .axis(DAYS, days.stream().map(LocalDate::toString).toList())
                .section("Performance", List.of(ranges()), List.of(growth(), drawdown()), List.of(metrics()))
                .section("Years", List.of(), List.of(), List.of(years()))
                .section("Risk taken", List.of(), List.of(exposure()), List.of(correlations()));
        return RunOrigins.close(page, names, runs, context.commands().verify("comparison.html"))
                .render("Comparison", title, facts);
    }

    /** The charts alone. */
    static ChartSet charts(List<RunAnalysis> runs) {
        ComparisonPage page = new ComparisonPage(
                runs.stream().map(r -> r.run().strategyName()).toList(), List.copyOf(runs));
        return new ChartSet(
                Map.of(DAYS, page.days.stream().map(LocalDate::toString).toList()),
                List.of(page.growth(), page.drawdown(), page.exposure()));
    }

    private String benchmark() {
        return runs.get(0).run().benchmarkSymbol();
    }

    private String ranges() {
        boolean same = runs.stream()
                .allMatch(r -> r.record().dates().equals(runs.get(0).record().dates()));
        return same
                ? "All figures are net of costs, over the same days."
                : "The runs have different track records; each figure is over the run's own days, and correlations over common"
                        + " ones.";
    }

    private Chart growth() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(line(i, runs.get(i).growth()));
        }
        if (!benchmark().isEmpty()) {
            series.add(new Series(
                    benchmark(),
                    "benchmark",
                    Kind.LINE,
                    align(runs.get(0), runs.get(0).benchmarkGrowth())));
        }
        return Chart.of(
                        "growth",
                        "Growth of one unit of capital",
                        "Value of one unit of capital in each run, net of costs.",
                        DAYS,
                        Format.GROWTH,
                        series)
                .withLogarithmicScale();
    }

    private Chart drawdown() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(line(i, runs.get(i).drawdown()));
        }
        double[] limit = new double[days.size()];
        Arrays.fill(limit, DRAWDOWN_LINE);
        series.add(new Series("-25 % line", "benchmark", Kind.LINE, limit));
        return Chart.of(
                "drawdown",
                "Drawdowns",
                "Distance from the highest value so far, with the line at -25 % that a committee watches.",
                DAYS,
                Format.PERCENT,
                series);
    }

    private Chart exposure() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunAnalysis run = runs.get(i);
            series.add(new Series(
                    names.get(i), role(i), Kind.STEP, align(run, run.record().exposure())));
        }
        return Chart.of("exposure", "Exposure", "Share of capital invested, by day.", DAYS, Format.PERCENT, series);
    }

    private Series line(int i, double[] values) {
        return new Series(names.get(i), role(i), Kind.LINE, align(runs.get(i), values));
    }

    private static String role(int i) {
        return i == 0 ? "strategy" : "sector-" + OTHERS[(i - 1) % OTHERS.length];
    }

    private double[] align(RunAnalysis run, double[] values) {
        double[] out = new double[days.size()];
        for (int k = 0; k < out.length; k++) {
            int at = run.record().dates().indexOf(days.get(k));
            out[k] = at < 0 || at >= values.length ? Double.NaN : values[at];
        }
        return out;
    }

    private Dossier.Table metrics() {
        List<String> header = new ArrayList<>(List.of("Figure"));
        header.addAll(names);
        if (!benchmark().isEmpty()) {
            header.add(benchmark());
        }
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : runs.get(0).metrics()) {
            List<String> row = new ArrayList<>(List.of(metric.name()));
            for (RunAnalysis run : runs) {
                row.add(run.metrics().stream()
                        .filter(m -> m.key().equals(metric.key()))
                        .findFirst()
                        .map(Metric::strategyText)
                        .orElse(MetricUnit.NONE));
            }
            if (!benchmark().isEmpty()) {
                row.add(metric.benchmarkText());
            }
            rows.add(row);
        }
        return Dossier.Table.of("All figures, net of costs", header, rows);
    }

    private Dossier.Table years() {
        TreeMap<Integer, List<Cell>> rows = new TreeMap<>();
        TreeSet<Integer> years = new TreeSet<>();
        runs.forEach(r -> years.addAll(r.calendar().annual().keySet()));
        List<String> header = new ArrayList<>(List.of("Year"));
        header.addAll(names);
        for (int year : years) {
            List<Cell> cells = new ArrayList<>();
            for (RunAnalysis run : runs) {
                cells.add(annual(run.calendar().annual().getOrDefault(year, Double.NaN)));
            }
            if (!benchmark().isEmpty()) {
                cells.add(annual(runs.get(0).benchmarkCalendar().annual().getOrDefault(year, Double.NaN)));
            }
            rows.put(year, cells);
        }
        if (!benchmark().isEmpty()) {
            header.add(benchmark());
        }
        return new Dossier.Table(
                "Return of each calendar year, net of costs",
                header,
                rows.entrySet().stream()
                        .map(e -> new Dossier.Row(String.valueOf(e.getKey()), e.getValue()))
                        .toList());
    }

    private static Cell annual(double value) {
        return new Cell(MetricUnit.PERCENT.format(value), Shades.ofReturn(value, 0.4));
    }

    private Dossier.Table correlations() {
        List<String> header = new ArrayList<>(List.of("Correlation"));
        header.addAll(names);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunAnalysis a = runs.get(i);
            List<String> row = new ArrayList<>(List.of(names.get(i)));
            for (RunAnalysis b : runs) {
                row.add(MetricUnit.RATIO.format(correlation(a, b)));
            }
            rows.add(row);
        }
        return Dossier.Table.of("Correlation of daily net returns over common days", header, rows);
    }

    private double correlation(RunAnalysis a, RunAnalysis b) {
        double[] x = align(a, a.record().net());
        double[] y = align(b, b.record().net());
        List<Integer> common = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (!Double.isNaN(x[k]) && !Double.isNaN(y[k])) {
                common.add(k);
            }
        }
        return Statistics.correlation(
                common.stream().mapToDouble(k -> x[k]).toArray(),
                common.stream().mapToDouble(k -> y[k]).toArray());
    }
}
