package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.market.check.YearCoverage;
import io.qvm.report.DataCheckView.Card;
import io.qvm.report.DataCheckView.FindingView;
import io.qvm.report.DataCheckView.HeatRow;
import io.qvm.report.DataCheckView.YearRow;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.TearsheetPage.Figure;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import io.qvm.report.chart.ChartSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Words a {@link DataCheckReport} as a {@link DataCheckView} and its charts. */
final class DataCheckTexts {
    static final String COVERAGE = "coverage";
    static final String DOUBTS = "doubts";
    private static final String YEARS = "years";
    /** More columns do not fit on paper; the others are in the examples. */
    private static final int MOST_YEARS = 16;

    private DataCheckTexts() {}

    static ChartSet charts(DataCheckReport report) {
        List<YearCoverage> years = report.years();
        if (years.isEmpty()) {
            return new ChartSet(Map.of(), List.of());
        }
        Chart coverage = Chart.of(
                COVERAGE,
                "Tickers by year",
                "With a price, and of these with market caps, with facts of four quarters, and with publication dates.",
                YEARS,
                Format.COUNT,
                List.of(
                        line("prices", "sector-1", years, YearCoverage::priced),
                        line("market caps", "sector-2", years, YearCoverage::capped),
                        line("four quarters", "sector-3", years, YearCoverage::fullYear),
                        line("publication dates", "sector-4", years, YearCoverage::dated)));
        Chart doubts = Chart.of(
                DOUBTS,
                "Scores in doubt by year",
                "Share of stock-days that single faults touch. Findings about the data set as a whole, such as"
                        + " survivorship, and scores that are merely missing do not count here.",
                YEARS,
                Format.PERCENT,
                List.of(
                        new Series("by warnings or errors", "warning", Kind.BAR, values(years, DataCheckTexts::doubt)),
                        new Series("by errors", "error", Kind.BAR, values(years, DataCheckTexts::error))));
        return new ChartSet(
                Map.of(YEARS, years.stream().map(y -> String.valueOf(y.year())).toList()), List.of(coverage, doubts));
    }

    private static Series line(
            String name, String role, List<YearCoverage> years, ToDoubleFunction<YearCoverage> value) {
        return new Series(name, role, Kind.LINE, values(years, value));
    }

    private static double[] values(List<YearCoverage> years, ToDoubleFunction<YearCoverage> value) {
        return years.stream().mapToDouble(value).toArray();
    }

    private static double doubt(YearCoverage year) {
        return year.stockDays() == 0 ? Double.NaN : (double) year.stockDaysInDoubt() / year.stockDays();
    }

    private static double error(YearCoverage year) {
        return year.stockDays() == 0 ? Double.NaN : (double) year.stockDaysInError() / year.stockDays();
    }

    static DataCheckView of(DataCheckReport report, ChartSet charts) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Database", report.source());
        facts.put("Layout", report.layout());
        facts.put("Data", report.extent());
        facts.put("Thresholds", report.thresholdsName());
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Chart chart : charts.charts()) {
            figures.put(chart.id(), new Figure(chart.id(), chart.title(), chart.description(), false, ""));
        }
        List<Integer> heatYears = heatYears(report);
        return new DataCheckView(
                report.verdict().text(),
                switch (report.verdict()) {
                    case FIT -> "good";
                    case FIT_WITH_WARNINGS -> "warning";
                    case UNFIT -> "error";
                },
                facts,
                cards(report),
                report.findings().stream().map(DataCheckTexts::finding).toList(),
                figures,
                report.years().stream().map(DataCheckTexts::year).toList(),
                heatYears.stream().map(String::valueOf).toList(),
                report.findings().stream()
                        .filter(f -> !f.byYear().isEmpty())
                        .map(f -> heat(f, heatYears))
                        .toList(),
                report.passed(),
                report.skipped(),
                report.thresholdsText());
    }

    private static List<Card> cards(DataCheckReport report) {
        long all = report.years().stream().mapToLong(YearCoverage::stockDays).sum();
        long doubt = report.years().stream()
                .mapToLong(YearCoverage::stockDaysInDoubt)
                .sum();
        return List.of(
                new Card("Errors", count(report.count(Severity.ERROR)), "make the data unfit"),
                new Card("Warnings", count(report.count(Severity.WARNING)), "some scores are wrong or missing"),
                new Card("Infos", count(report.count(Severity.INFO)), "worth knowing"),
                new Card(
                        "Scores in doubt",
                        all == 0 ? "–" : MetricUnit.PERCENT.format((double) doubt / all),
                        "of " + count(all) + " stock-days"));
    }

    private static FindingView finding(Finding f) {
        boolean share = f.checked() > 0 && f.count() <= f.checked();
        String rows = f.examples().size() == 1 && f.count() > 1
                ? "In a line"
                : f.examples().size() < f.count()
                        ? "The first " + count(f.examples().size()) + " of " + count(f.count()) + " " + f.unit()
                        : "All of them";
        return new FindingView(
                f.id(),
                f.severity().text(),
                f.title(),
                count(f.count()) + (share ? " of " + count(f.checked()) : "") + " " + f.unit(),
                share ? percent(f.share()) : "",
                count(f.stockDays()),
                f.effect(),
                f.right(),
                f.examples(),
                rows);
    }

    private static YearRow year(YearCoverage y) {
        return new YearRow(
                String.valueOf(y.year()),
                List.of(
                        count(y.tradingDays()),
                        count(y.priced()),
                        count(y.capped()),
                        count(y.fullYear()),
                        count(y.dated()),
                        count(y.ended()),
                        Double.isNaN(doubt(y)) ? "–" : percent(doubt(y)),
                        Double.isNaN(error(y)) ? "–" : percent(error(y))));
    }

    private static List<Integer> heatYears(DataCheckReport report) {
        TreeSet<Integer> years = new TreeSet<>();
        report.findings().forEach(f -> years.addAll(f.byYear().keySet()));
        List<Integer> all = List.copyOf(years);
        return all.subList(Math.max(0, all.size() - MOST_YEARS), all.size());
    }

    private static HeatRow heat(Finding finding, List<Integer> years) {
        return new HeatRow(
                finding.id(),
                finding.severity().text(),
                IntStream.range(0, years.size())
                        .mapToObj(i -> finding.byYear().getOrDefault(years.get(i), 0L))
                        .map(n -> new Cell(n == 0 ? "" : count(n), n == 0 ? 0 : -shade(n)))
                        .toList());
    }

    /** One step a power of ten. */
    private static int shade(long count) {
        return Math.min(5, 1 + (int) Math.log10(count));
    }

    private static String count(long number) {
        return MetricUnit.COUNT.format(number);
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return percent > 0 && percent < 0.01
                ? "< 0.01 %"
                : String.format(Locale.ROOT, percent < 1 ? "%.2f %%" : "%.1f %%", percent);
    }
}
