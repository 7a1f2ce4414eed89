package io.qvm.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.chart.ChartSet;
import java.util.Map;

/** One run on one self-contained HTML page, which opens from disk without a network. */
public final class Tearsheet {
    private Tearsheet() {}

    /** Renders a run under the default conventions: daily returns, 252 a year, no risk-free rate. */
    public static String render(BacktestRun run) {
        return render(run, Conventions.DEFAULT);
    }

    /** Renders a run under conventions. */
    public static String render(BacktestRun run, Conventions conventions) {
        return render(RunAnalysis.of(run, conventions));
    }

    /**
     * Renders an analysed run.
     *
     * @return the HTML; every text of the run is escaped in it
     * @throws InvalidInputException if the run never held a position: a page without a track record would say nothing
     */
    public static String render(RunAnalysis analysis) {
        return render(analysis, PageContext.unnamed(analysis.run().scoresVersion()));
    }

    /**
     * Renders an analysed run with what is known beside it.
     *
     * @return the HTML; every text of the run is escaped in it
     * @throws InvalidInputException if the run never held a position
     */
    public static String render(RunAnalysis analysis, PageContext context) {
        requireRecord(analysis);
        ChartSet charts = TearsheetCharts.of(analysis);
        StringOutput html = new StringOutput(1 << 21);
        TemplateEngine.createPrecompiled(
                        null, ContentType.Html, Tearsheet.class.getClassLoader(), "io.qvm.report.pages")
                .render(
                        "tearsheet.jte",
                        Map.of(
                                "page", TearsheetTexts.of(analysis, charts, context),
                                "identity",
                                        PageIdentity.tearsheet(analysis, context)
                                                .toJson(),
                                "charts", charts.toJson(),
                                "style", Resources.text("tearsheet.css"),
                                "script", Resources.text("charts.js"),
                                "library", Resources.text("echarts.min.js")),
                        html);
        return html.toString();
    }

    /** The same page as Markdown, without its charts. */
    public static String markdown(RunAnalysis analysis, PageContext context) {
        requireRecord(analysis);
        return TearsheetMarkdown.of(TearsheetTexts.of(analysis, TearsheetCharts.of(analysis), context));
    }

    private static void requireRecord(RunAnalysis analysis) {
        if (analysis.record().isEmpty()) {
            BacktestRun run = analysis.run();
            throw new InvalidInputException("run of " + run.strategyName() + " from " + run.start() + " to " + run.end()
                    + " never held a position, so there is no track record to report; check that the strategy's"
                    + " scores cover the range and that its filters let stocks through");
        }
    }
}
