package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RegimeBand;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.SectorWeights;
import io.qvm.analysis.annual.MonthReview;
import io.qvm.analysis.annual.YearContribution;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.DateIndex;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Band;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Mark;
import io.qvm.report.chart.Chart.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of an annual deep-dive. */
final class DeepDiveCharts {
    private static final int BEST = 10;
    private static final int MOST_SECTORS = 10;
    private static final String DAYS = "days";
    private static final String MONTHS = "months";
    private static final String STOCKS = "stocks";
    private static final String REBALANCES = "rebalances";

    private final YearReview review;
    private final RunAnalysis own;
    private final List<DatedNote> notes;
    private final String strategyName;
    private final String benchmarkName;

    DeepDiveCharts(YearReview review, List<DatedNote> notes) {
        this.review = review;
        this.own = review.own();
        this.notes = notes;
        this.strategyName = own.run().strategyName();
        String symbol = own.run().benchmarkSymbol();
        this.benchmarkName = symbol.isBlank() ? "Benchmark" : symbol;
    }

    Map<String, List<String>> axes() {
        DateIndex dates = own.record().dates();
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(
                DAYS,
                IntStream.range(0, dates.size())
                        .mapToObj(i -> dates.date(i).toString())
                        .toList());
        axes.put(MONTHS, review.months().stream().map(m -> m.month().toString()).toList());
        axes.put(STOCKS, extremes().stream().map(YearContribution::name).toList());
        axes.put(
                REBALANCES,
                own.sectors().dates().stream().map(LocalDate::toString).toList());
        return axes;
    }

    Chart growth() {
        return marked(Chart.of(
                "growth",
                "Growth of one unit of capital from the year's first day",
                "Net of costs: " + strategyName + " returned "
                        + MetricUnit.PERCENT.format(own.strategy().totalReturn())
                        + (own.record().hasBenchmark()
                                ? ", " + benchmarkName + " "
                                        + MetricUnit.PERCENT.format(
                                                own.benchmark().totalReturn())
                                : "")
                        + ".",
                DAYS,
                Format.GROWTH,
                both(Kind.LINE, own.growth(), own.benchmarkGrowth())));
    }

    Chart drawdown() {
        return marked(Chart.of(
                "drawdown",
                "Drawdown within the year",
                "Distance from the highest value since the year's first day; the deepest was "
                        + MetricUnit.PERCENT.format(own.strategy().maxDrawdown()) + ".",
                DAYS,
                Format.PERCENT,
                drawn(
                        new Series(strategyName, "strategy", Kind.AREA, own.drawdown()),
                        new Series(benchmarkName, "benchmark", Kind.LINE, own.benchmarkDrawdown()))));
    }

    Chart months() {
        return Chart.of(
                "months",
                "Return of each month",
                "Net of costs; the numbers stand in the table below.",
                MONTHS,
                Format.PERCENT,
                both(Kind.BAR, monthly(MonthReview::strategy), monthly(MonthReview::benchmark)));
    }

    Chart contributions() {
        return Chart.of(
                "contributions",
                "The best and the worst contributors",
                "Points of the year's return that each added or took, net of costs.",
                STOCKS,
                Format.PERCENT,
                List.of(new Series(
                        "Contribution",
                        "strategy",
                        Kind.BAR,
                        extremes().stream().mapToDouble(YearContribution::net).toArray())));
    }

    Chart sectors() {
        SectorWeights sectors = own.sectors().largest(MOST_SECTORS);
        return Chart.of(
                "sectors",
                "Sector weights",
                "Target weights on every rebalance day, before the overlay; what is missing to 100 % is cash.",
                REBALANCES,
                Format.PERCENT,
                IntStream.range(0, sectors.sectors().size())
                        .mapToObj(i -> new Series(
                                sectors.sectors().get(i), "sector-" + (i + 1), Kind.STACKED_BAR, sectors.weights()[i]))
                        .toList());
    }

    Chart exposure() {
        return Chart.of(
                        "exposure",
                        "Exposure",
                        "Share of capital invested, "
                                + MetricUnit.PERCENT.format(own.trading().averageExposure()) + " on average.",
                        DAYS,
                        Format.PERCENT,
                        List.of(new Series(
                                strategyName,
                                "strategy",
                                Kind.AREA,
                                own.record().exposure())))
                .withBands(bands());
    }

    Chart turnover() {
        return Chart.of(
                "turnover",
                "Turnover by month",
                "Half the sum of absolute weight changes, added up by month.",
                MONTHS,
                Format.PERCENT,
                List.of(new Series(strategyName, "strategy", Kind.BAR, monthly(MonthReview::turnover))));
    }

    /** The best and the worst stocks, best first; all of them where there are few. */
    private List<YearContribution> extremes() {
        List<YearContribution> stocks =
                review.stocks().stream().filter(c -> !c.isCash()).toList();
        if (stocks.size() <= 2 * BEST) {
            return stocks;
        }
        List<YearContribution> both = new ArrayList<>(stocks.subList(0, BEST));
        both.addAll(stocks.subList(stocks.size() - BEST, stocks.size()));
        return both;
    }

    private double[] monthly(ToDoubleFunction<MonthReview> figure) {
        return review.months().stream().mapToDouble(figure).toArray();
    }

    private Chart marked(Chart chart) {
        DateIndex dates = own.record().dates();
        List<Mark> marks = IntStream.range(0, notes.size())
                .mapToObj(i -> new Mark(
                        String.valueOf(i + 1),
                        dates.date(Math.min(
                                        dates.size() - 1,
                                        dates.ceiling(notes.get(i).date())))
                                .toString()))
                .toList();
        return chart.withBands(bands()).withMarks(marks);
    }

    private List<Band> bands() {
        List<Band> bands = new ArrayList<>();
        for (RegimeBand band : own.regimeBands()) {
            String role = TearsheetCharts.role(band.regime());
            if (!role.isEmpty()) {
                bands.add(new Band(
                        band.regime(), role, band.from().toString(), band.to().toString()));
            }
        }
        return bands;
    }

    private List<Series> both(Kind kind, double[] strategy, double[] benchmark) {
        return drawn(
                new Series(strategyName, "strategy", kind, strategy),
                new Series(benchmarkName, "benchmark", kind, benchmark));
    }

    private static List<Series> drawn(Series... series) {
        return List.of(series).stream().filter(Series::hasValues).toList();
    }
}
