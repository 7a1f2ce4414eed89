package io.qvm.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.qvm.market.check.DataCheckReport;
import io.qvm.report.chart.ChartSet;
import java.util.Map;

/** A data check on one self-contained HTML page, which opens from disk without a network. */
public final class DataCheckPage {
    private DataCheckPage() {}

    /**
     * Renders a data check.
     *
     * @return the HTML; every text of the data is escaped in it
     */
    public static String render(DataCheckReport report) {
        ChartSet charts = DataCheckTexts.charts(report);
        StringOutput html = new StringOutput(1 << 21);
        TemplateEngine.createPrecompiled(
                        null, ContentType.Html, DataCheckPage.class.getClassLoader(), "io.qvm.report.pages")
                .render(
                        "datacheck.jte",
                        Map.of(
                                "page", DataCheckTexts.of(report, charts),
                                "charts", charts.toJson(),
                                "style", Resources.text("tearsheet.css") + Resources.text("datacheck.css"),
                                "script", Resources.text("charts.js"),
                                "library", Resources.text("echarts.min.js")),
                        html);
        return html.toString();
    }
}
