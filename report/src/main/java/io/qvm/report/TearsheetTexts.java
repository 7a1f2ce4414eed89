package io.qvm.report;

import io.qvm.analysis.Drawdown;
import io.qvm.analysis.FunnelSummary;
import io.qvm.analysis.Metric;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RegimeBand;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.TrackRecord;
import io.qvm.market.run.Holding;
import io.qvm.report.TearsheetPage.Card;
import io.qvm.report.TearsheetPage.DrawdownRow;
import io.qvm.report.TearsheetPage.Figure;
import io.qvm.report.TearsheetPage.Funnel;
import io.qvm.report.TearsheetPage.HoldingRow;
import io.qvm.report.TearsheetPage.Holdings;
import io.qvm.report.TearsheetPage.ReasonRow;
import io.qvm.report.TearsheetPage.RegimeRow;
import io.qvm.report.TearsheetPage.StageRow;
import io.qvm.report.TearsheetPage.TopWeight;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.ChartSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Words a {@link RunAnalysis} as a {@link TearsheetPage}. */
final class TearsheetTexts {
    /** More rows make a page that nobody reads; all of them stand in holdings.csv. */
    private static final int MOST_HOLDINGS = 60;

    private static final int MOST_REASONS = 12;
    private static final int SHORT_RECORD = 252;
    private static final List<String> CARD_KEYS = List.of(
            "annual_return",
            "annual_volatility",
            "sharpe",
            "max_drawdown",
            "total_return",
            "active_return",
            "information_ratio",
            "beta");

    private final RunAnalysis analysis;
    private final PageContext context;
    private final TrackRecord record;
    private final String benchmarkName;

    private TearsheetTexts(RunAnalysis analysis, PageContext context) {
        this.analysis = analysis;
        this.context = context;
        this.record = analysis.record();
        String symbol = analysis.run().benchmarkSymbol();
        this.benchmarkName = symbol.isBlank() ? "Benchmark" : symbol;
    }

    static TearsheetPage of(RunAnalysis analysis, ChartSet charts, PageContext context) {
        TearsheetTexts texts = new TearsheetTexts(analysis, context);
        return new TearsheetPage(
                analysis.run().strategyName(),
                texts.facts(),
                texts.notes(),
                texts.cards(),
                texts.figures(charts),
                texts.drawdowns(),
                MonthlyTable.of(analysis.calendar(), analysis.benchmarkCalendar()),
                texts.metrics(),
                texts.benchmarkName,
                texts.regimes(),
                texts.shades(),
                texts.holdings(),
                texts.funnel(),
                analysis.metrics().stream()
                        .filter(metric -> metric.group().equals("Trading"))
                        .toList(),
                analysis.run().strategyText(),
                context.modelText(),
                analysis.run().provenance(),
                ConfidenceCards.of(analysis, context.trials()),
                texts.sources());
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        SourceCommands commands = context.commands();
        sources.put("This page, recomputed", commands.verify("tearsheet.html"));
        analysis.lastHoldings().stream().findFirst().ifPresent(first -> {
            sources.put("All decisions of a day", commands.funnel(first.date()));
            sources.put("One decision", commands.funnel(first.date(), first.ticker()));
            sources.put("One score, down to filings and prices", commands.explain(first.ticker(), first.date()));
        });
        sources.put("Daily returns", commands.export("returns"));
        return sources;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        LocalDate first = record.dates().date(0);
        LocalDate last = record.dates().date(record.dates().size() - 1);
        int days = record.dates().size();
        facts.put("Track record", first + " to " + last + " (" + MetricUnit.COUNT.format(days) + " trading days)");
        facts.put("Benchmark", analysis.run().benchmarkSymbol().isBlank() ? "none" : benchmarkName);
        facts.put("Scores", analysis.run().scoresVersion());
        facts.put("Returns", "daily, net of modelled costs");
        facts.put(
                "Risk-free rate",
                String.format(
                        Locale.ROOT,
                        "%.2f %% a year",
                        100 * analysis.conventions().riskFreeAnnual()));
        return facts;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        int days = record.dates().size();
        if (days < SHORT_RECORD) {
            notes.add("The track record has " + MetricUnit.COUNT.format(days) + (days == 1 ? " day" : " days")
                    + ", less than a year: annualised figures say little.");
        }
        boolean wanted = !analysis.run().benchmarkSymbol().isBlank();
        if (wanted && !record.hasBenchmark()) {
            notes.add("The benchmark " + benchmarkName
                    + " has no return in the track record; figures against it are missing.");
        } else if (wanted && record.benchmarkDays() < days) {
            notes.add("The benchmark " + benchmarkName + " has no return on "
                    + MetricUnit.COUNT.format(days - record.benchmarkDays()) + " of " + MetricUnit.COUNT.format(days)
                    + " days; figures against it leave these days out.");
        }
        noteOf(notes, "LOOKS_AHEAD", "This run looks ahead and could not have been traded: ");
        noteOf(
                notes,
                "rebalances_in_cash",
                "No stock passed the funnel, so capital stayed in cash, on the rebalances of ");
        noteOf(
                notes,
                "delistings_at_assumed_return",
                "Delistings without a known final return were settled at the strategy's assumption: ");
        if (analysis.strategy().totalReturn() <= -1) {
            notes.add("The capital was lost completely; there is nothing to show on a logarithmic scale after that.");
        }
        return notes;
    }

    /** What a backtest records about itself and a reader must not miss. */
    private void noteOf(List<String> notes, String fact, String words) {
        String value = analysis.run().provenance().get(fact);
        if (value != null) {
            notes.add(words + value + ".");
        }
    }

    private List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (String key : CARD_KEYS) {
            for (Metric metric : analysis.metrics()) {
                if (metric.key().equals(key)) {
                    String against = Double.isNaN(metric.benchmark())
                            ? metric.group().startsWith("Against") ? "against " + benchmarkName : ""
                            : benchmarkName + " " + metric.benchmarkText();
                    cards.add(new Card(metric.name(), metric.strategyText(), against, metric.convention()));
                }
            }
        }
        return cards;
    }

    private Map<String, Figure> figures(ChartSet charts) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        String window = "Needs " + analysis.conventions().rollingWindow() + " trading days; the track record has "
                + MetricUnit.COUNT.format(record.dates().size()) + ".";
        String rollingReason = record.dates().size() < analysis.conventions().rollingWindow()
                ? window
                : "The returns do not vary, or there is no benchmark to compare them with.";
        missing(figures, TearsheetCharts.ROLLING_SHARPE, "Rolling Sharpe ratio", rollingReason);
        missing(figures, TearsheetCharts.ROLLING_VOLATILITY, "Rolling volatility", rollingReason);
        missing(figures, TearsheetCharts.ROLLING_BETA, "Rolling beta", rollingReason);
        missing(figures, TearsheetCharts.TURNOVER, "Turnover by month", "Nothing was traded in the track record.");
        missing(figures, TearsheetCharts.SECTORS, "Sector weights", "The run has no rebalance.");
        for (Chart chart : charts.charts()) {
            figures.put(
                    chart.id(), new Figure(chart.id(), chart.title(), chart.description(), chart.logarithmic(), ""));
        }
        return figures;
    }

    private static void missing(Map<String, Figure> figures, String id, String title, String reason) {
        figures.put(id, new Figure(id, title, "", false, reason));
    }

    private List<DrawdownRow> drawdowns() {
        return analysis.worstDrawdowns().stream().map(TearsheetTexts::row).toList();
    }

    private static DrawdownRow row(Drawdown drawdown) {
        return new DrawdownRow(
                MetricUnit.PERCENT.format(drawdown.depth()),
                drawdown.start().toString(),
                drawdown.trough().toString(),
                drawdown.recovery().map(LocalDate::toString).orElse("not yet"),
                MetricUnit.COUNT.format(drawdown.tradingDaysToTrough()),
                MetricUnit.COUNT.format(drawdown.tradingDays()));
    }

    private Map<String, List<Metric>> metrics() {
        Map<String, List<Metric>> groups = new LinkedHashMap<>();
        for (Metric metric : analysis.metrics()) {
            groups.computeIfAbsent(metric.group(), group -> new ArrayList<>()).add(metric);
        }
        return groups;
    }

    private List<RegimeRow> regimes() {
        return analysis.regimes().stream()
                .map(regime -> new RegimeRow(
                        regime.regime(),
                        MetricUnit.COUNT.format(regime.days()),
                        MetricUnit.PERCENT.format(regime.share()),
                        MetricUnit.PERCENT.format(regime.strategy()),
                        MetricUnit.PERCENT.format(regime.benchmark()),
                        MetricUnit.PERCENT.format(regime.averageExposure())))
                .toList();
    }

    private Map<String, String> shades() {
        Map<String, String> shades = new LinkedHashMap<>();
        for (RegimeBand band : analysis.regimeBands()) {
            String role = TearsheetCharts.role(band.regime());
            if (!role.isEmpty()) {
                shades.put(band.regime(), role);
            }
        }
        return shades;
    }

    private Holdings holdings() {
        List<Holding> all = analysis.lastHoldings();
        List<Holding> shown = all.subList(0, Math.min(all.size(), MOST_HOLDINGS));
        String rest = all.size() == shown.size()
                ? ""
                : MetricUnit.COUNT.format(all.size() - shown.size()) + " more positions, together "
                        + MetricUnit.PERCENT.format(
                                analysis.lastWeightOf(all.size()) - analysis.lastWeightOf(shown.size()))
                        + ", are not listed here; holdings.csv has them all.";
        List<TopWeight> top = IntStream.of(1, 5, 10, all.size())
                .filter(n -> n <= all.size() && n > 0)
                .distinct()
                .sorted()
                .mapToObj(n -> new TopWeight(
                        n == all.size() ? "All " + MetricUnit.COUNT.format(n) : n == 1 ? "Largest" : "Largest " + n,
                        MetricUnit.PERCENT.format(analysis.lastWeightOf(n))))
                .toList();
        return new Holdings(
                all.isEmpty() ? "" : all.get(0).date().toString(),
                shown.stream().map(this::row).toList(),
                all.stream().anyMatch(holding -> !Double.isNaN(holding.shares())),
                rest,
                top);
    }

    private HoldingRow row(Holding holding) {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("funnel", context.commands().funnel(holding.date(), holding.ticker()));
        commands.put("explain", context.commands().explain(holding.ticker(), holding.date()));
        return new HoldingRow(
                holding.ticker(),
                holding.sector().isBlank() ? "–" : holding.sector(),
                MetricUnit.COUNT.format(holding.rank()),
                MetricUnit.RATIO.format(holding.signal()),
                MetricUnit.PERCENT.format(holding.weight()),
                MetricUnit.COUNT.format(holding.shares()),
                commands);
    }

    private Funnel funnel() {
        FunnelSummary funnel = analysis.funnel();
        int first = funnel.stages().stream()
                .mapToInt(FunnelSummary.Stage::last)
                .max()
                .orElse(0);
        return new Funnel(
                funnel.lastDate().map(LocalDate::toString).orElse(""),
                MetricUnit.COUNT.format(funnel.rebalances()),
                funnel.stages().stream()
                        .map(stage -> new StageRow(
                                Reasons.stage(stage.stage()),
                                MetricUnit.COUNT.format(stage.last()),
                                MetricUnit.AVERAGE.format(stage.average()),
                                first == 0 ? 0 : Math.round(100f * stage.last() / first)))
                        .toList(),
                funnel.reasons().stream()
                        .limit(MOST_REASONS)
                        .map(reason -> new ReasonRow(
                                Reasons.stage(reason.stage()),
                                Reasons.rule(reason.rule()),
                                MetricUnit.COUNT.format(reason.stocks())))
                        .toList());
    }
}
