package io.qvm.report;

import io.qvm.analysis.CalendarReturns;
import io.qvm.analysis.Histogram;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RegimeBand;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.SectorWeights;
import io.qvm.market.DateIndex;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Band;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Mark;
import io.qvm.report.chart.Chart.Series;
import io.qvm.report.chart.ChartSet;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The charts of a tearsheet. */
final class TearsheetCharts {
    static final String GROWTH = "growth";
    static final String DRAWDOWN = "drawdown";
    static final String ANNUAL = "annual";
    static final String ROLLING_SHARPE = "rolling-sharpe";
    static final String ROLLING_VOLATILITY = "rolling-volatility";
    static final String ROLLING_BETA = "rolling-beta";
    static final String DISTRIBUTION = "distribution";
    static final String EXPOSURE = "exposure";
    static final String TURNOVER = "turnover";
    static final String SECTORS = "sectors";

    private static final int MOST_SECTORS = 10;
    private static final String DAYS = "days";

    private final RunAnalysis analysis;
    private final String strategyName;
    private final String benchmarkName;
    private final Map<String, List<String>> axes = new LinkedHashMap<>();
    private final List<Chart> charts = new ArrayList<>();

    private TearsheetCharts(RunAnalysis analysis) {
        this.analysis = analysis;
        this.strategyName = analysis.run().strategyName();
        String symbol = analysis.run().benchmarkSymbol();
        this.benchmarkName = symbol.isBlank() ? "Benchmark" : symbol;
    }

    static ChartSet of(RunAnalysis analysis) {
        TearsheetCharts charts = new TearsheetCharts(analysis);
        DateIndex dates = analysis.record().dates();
        charts.axes.put(
                DAYS,
                IntStream.range(0, dates.size())
                        .mapToObj(i -> dates.date(i).toString())
                        .toList());
        charts.growth();
        charts.drawdown();
        charts.annual();
        charts.rolling();
        charts.distribution();
        charts.trading();
        charts.sectors();
        return new ChartSet(charts.axes, charts.charts);
    }

    private void growth() {
        String description = "Value of one unit of capital, net of costs: "
                + strategyName
                + " ends with a total return of "
                + MetricUnit.PERCENT.format(analysis.strategy().totalReturn())
                + (analysis.record().hasBenchmark()
                        ? ", " + benchmarkName + " with "
                                + MetricUnit.PERCENT.format(analysis.benchmark().totalReturn())
                        : "")
                + ".";
        add(Chart.of(
                        GROWTH,
                        "Growth of one unit of capital",
                        description,
                        DAYS,
                        Format.GROWTH,
                        both(Kind.LINE, analysis.growth(), analysis.benchmarkGrowth()))
                .withBands(bands())
                .withLogarithmicScale());
    }

    private void drawdown() {
        add(Chart.of(
                        DRAWDOWN,
                        "Drawdown",
                        "Distance from the highest value so far; the deepest was "
                                + MetricUnit.PERCENT.format(analysis.strategy().maxDrawdown()) + ".",
                        DAYS,
                        Format.PERCENT,
                        List.of(
                                new Series(strategyName, "strategy", Kind.AREA, analysis.drawdown()),
                                new Series(benchmarkName, "benchmark", Kind.LINE, analysis.benchmarkDrawdown())))
                .withBands(bands()));
    }

    private void annual() {
        CalendarReturns strategy = analysis.calendar();
        CalendarReturns benchmark = analysis.benchmarkCalendar();
        List<Integer> years = List.copyOf(strategy.annual().keySet());
        axes.put("years", years.stream().map(String::valueOf).toList());
        add(Chart.of(
                ANNUAL,
                "Annual returns",
                "Return of every calendar year; the same numbers stand in the table of monthly returns.",
                "years",
                Format.PERCENT,
                both(
                        Kind.BAR,
                        years.stream().mapToDouble(strategy::year).toArray(),
                        years.stream().mapToDouble(benchmark::year).toArray())));
    }

    private void rolling() {
        String window = analysis.conventions().rollingWindow() + " trading days";
        add(Chart.of(
                ROLLING_SHARPE,
                "Rolling Sharpe ratio",
                "Sharpe ratio over the last " + window + ".",
                DAYS,
                Format.RATIO,
                both(Kind.LINE, analysis.rollingSharpe(), analysis.benchmarkRollingSharpe())));
        add(Chart.of(
                ROLLING_VOLATILITY,
                "Rolling volatility",
                "Annualised volatility over the last " + window + ".",
                DAYS,
                Format.PERCENT,
                both(Kind.LINE, analysis.rollingVolatility(), analysis.benchmarkRollingVolatility())));
        add(Chart.of(
                ROLLING_BETA,
                "Rolling beta",
                "Beta to " + benchmarkName + " over the last " + window + ".",
                DAYS,
                Format.RATIO,
                List.of(new Series(strategyName, "strategy", Kind.LINE, analysis.rollingBeta()))));
    }

    private void distribution() {
        Histogram histogram = analysis.dailyReturns();
        int decimals = histogram.width() * 1000 % 1 == 0 ? 1 : 2;
        List<String> labels = IntStream.range(0, histogram.bins())
                .mapToObj(bin ->
                        percent(histogram.edge(bin), decimals) + " to " + percent(histogram.edge(bin + 1), decimals))
                .toList();
        axes.put("returns", labels);
        double[] benchmarkShares = analysis.record().hasBenchmark() ? histogram.benchmark() : new double[0];
        double valueAtRisk = analysis.strategy().valueAtRisk();
        int bin = (int) Math.floor((valueAtRisk - histogram.firstEdge()) / histogram.width());
        List<Mark> marks = bin >= 0 && bin < labels.size() && labels.size() > 1
                ? List.of(new Mark("VaR 95 " + MetricUnit.PERCENT.format(valueAtRisk), labels.get(bin)))
                : List.of();
        add(Chart.of(
                        DISTRIBUTION,
                        "Distribution of daily returns",
                        "Share of days by return; the outer bins hold everything beyond them.",
                        "returns",
                        Format.PERCENT,
                        List.of(
                                new Series(strategyName, "strategy", Kind.BAR, histogram.strategy()),
                                new Series(benchmarkName, "benchmark", Kind.STEP, benchmarkShares)))
                .withMarks(marks));
    }

    private void trading() {
        add(Chart.of(
                        EXPOSURE,
                        "Exposure",
                        "Share of capital invested, "
                                + MetricUnit.PERCENT.format(analysis.trading().averageExposure()) + " on average.",
                        DAYS,
                        Format.PERCENT,
                        List.of(new Series(
                                strategyName,
                                "strategy",
                                Kind.AREA,
                                analysis.record().exposure())))
                .withBands(bands()));
        if (!(analysis.trading().annualTurnover() > 0)) {
            return;
        }
        Map<YearMonth, Double> months = analysis.monthlyTurnover();
        axes.put("months", months.keySet().stream().map(YearMonth::toString).toList());
        add(Chart.of(
                TURNOVER,
                "Turnover by month",
                "Half the sum of absolute weight changes, added up by month.",
                "months",
                Format.PERCENT,
                List.of(new Series(
                        strategyName,
                        "strategy",
                        Kind.BAR,
                        months.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()))));
    }

    private void sectors() {
        SectorWeights sectors = analysis.sectors().largest(MOST_SECTORS);
        axes.put("rebalances", sectors.dates().stream().map(LocalDate::toString).toList());
        List<Series> series = IntStream.range(0, sectors.sectors().size())
                .mapToObj(i -> new Series(
                        sectors.sectors().get(i), "sector-" + (i + 1), Kind.STACKED_BAR, sectors.weights()[i]))
                .toList();
        add(Chart.of(
                SECTORS,
                "Sector weights",
                "Target weights by sector on every rebalance day, before the overlay; what is missing to 100 % is cash.",
                "rebalances",
                Format.PERCENT,
                series));
    }

    /** Leaves out series, and charts, without a single number: nothing blank is drawn. */
    private void add(Chart chart) {
        List<Series> drawn = chart.series().stream().filter(Series::hasValues).toList();
        if (!drawn.isEmpty()) {
            charts.add(new Chart(
                    chart.id(),
                    chart.title(),
                    chart.description(),
                    chart.axis(),
                    chart.format(),
                    drawn,
                    chart.bands(),
                    chart.marks(),
                    chart.logarithmic()));
        }
    }

    private List<Series> both(Kind kind, double[] strategy, double[] benchmark) {
        return List.of(
                new Series(strategyName, "strategy", kind, strategy),
                new Series(benchmarkName, "benchmark", kind, benchmark));
    }

    /** Only regimes that a reader should notice are shaded; calm ones stay white. */
    private List<Band> bands() {
        List<Band> bands = new ArrayList<>();
        for (RegimeBand band : analysis.regimeBands()) {
            String role = role(band.regime());
            if (!role.isEmpty()) {
                bands.add(new Band(
                        band.regime(), role, band.from().toString(), band.to().toString()));
            }
        }
        return bands;
    }

    static String role(String regime) {
        return switch (regime.toLowerCase(Locale.ROOT)) {
            case "bear" -> "bear";
            case "stress" -> "stress";
            case "bull", "sideways", "normal", "undefined" -> "";
            default -> "other";
        };
    }

    private static String percent(double share, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f %%", share * 100);
        return text.matches("-[0.]+ %") ? text.substring(1) : text.replace('-', '−');
    }
}
