package io.qvm.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.qvm.analysis.RunAnalysis;
import io.qvm.report.TearsheetPage.Figure;
import io.qvm.report.chart.ChartSet;
import java.util.List;
import java.util.Map;

/** Charts without a report around them: a page that stands in a cell of a notebook. */
public final class ChartPage {
    private ChartPage() {}

    /** The charts of a run's tearsheet. */
    public static ChartSet of(RunAnalysis analysis) {
        return TearsheetCharts.of(analysis);
    }

    /** Growth, drawdowns and exposure of several runs, as the comparison page draws them. */
    public static ChartSet of(List<RunAnalysis> analyses) {
        return ComparisonPage.charts(analyses);
    }

    /** Renders charts below each other; every text is escaped in the page. */
    public static String render(ChartSet charts) {
        List<Figure> figures = charts.charts().stream()
                .map(c -> new Figure(
                        c.id(), c.title(), c.description(), c.logarithmic(), c.hasValues() ? "" : "No values to draw."))
                .toList();
        ChartSet drawn = new ChartSet(
                charts.axes(),
                charts.charts().stream().filter(c -> c.hasValues()).toList());
        StringOutput html = new StringOutput(1 << 20);
        TemplateEngine.createPrecompiled(
                        null, ContentType.Html, ChartPage.class.getClassLoader(), "io.qvm.report.pages")
                .render(
                        "charts.jte",
                        Map.of(
                                "figures", figures,
                                "charts", drawn.toJson(),
                                "style", Resources.text("tearsheet.css"),
                                "script", Resources.text("charts.js"),
                                "library", Resources.text("echarts.min.js")),
                        html);
        return html.toString();
    }

    /**
     * Texts that every page of this module contains: the chart library, the script that draws and the style sheet, by name.
     * Whoever shows many pages beside each other may keep them once.
     */
    public static Map<String, String> sharedParts() {
        return Map.of(
                "library", Resources.text("echarts.min.js"),
                "script", Resources.text("charts.js"),
                "style", Resources.text("tearsheet.css"));
    }
}
