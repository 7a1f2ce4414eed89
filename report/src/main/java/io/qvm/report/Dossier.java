package io.qvm.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.TearsheetPage.Figure;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.ChartSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of sections with texts, charts and tables, in the looks of the tearsheet: one self-contained HTML file that opens
 * offline.
 *
 * @param kicker kind of page
 * @param title heading
 * @param facts what stands below it, by name
 * @param sections in order
 */
public record Dossier(String kicker, String title, Map<String, String> facts, List<Section> sections) {
    /**
     * One section.
     *
     * @param heading its title
     * @param paragraphs texts
     * @param figures charts, those without values say so
     * @param tables tables
     * @param details long texts that are folded away, by title
     */
    public record Section(
            String heading,
            List<String> paragraphs,
            List<Figure> figures,
            List<Table> tables,
            Map<String, String> details) {}

    /**
     * A table; its first column heads the rows.
     *
     * @param caption what it shows
     * @param header of all columns
     * @param rows each as long as the header
     */
    public record Table(String caption, List<String> header, List<Row> rows) {
        /** A table whose cells are texts. */
        static Table of(String caption, List<String> header, List<List<String>> rows) {
            return new Table(
                    caption,
                    header,
                    rows.stream()
                            .map(row -> new Row(
                                    row.get(0),
                                    row.subList(1, row.size()).stream()
                                            .map(text -> new Cell(text, 0))
                                            .toList()))
                            .toList());
        }
    }

    /** A row with its heading. */
    public record Row(String head, List<Cell> cells) {}

    /** Collects the sections of a page and the charts in them. */
    static final class Builder {
        private final Map<String, List<String>> axes = new LinkedHashMap<>();
        private final List<Chart> charts = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();

        Builder axis(String name, List<String> positions) {
            axes.put(name, positions);
            return this;
        }

        Builder section(String heading, List<String> paragraphs, List<Chart> drawn, List<Table> tables) {
            return section(heading, paragraphs, drawn, tables, Map.of());
        }

        Builder section(
                String heading,
                List<String> paragraphs,
                List<Chart> drawn,
                List<Table> tables,
                Map<String, String> details) {
            List<Figure> figures = new ArrayList<>();
            for (Chart chart : drawn) {
                boolean any = chart.hasValues();
                if (any) {
                    charts.add(chart);
                }
                figures.add(new Figure(
                        chart.id(),
                        chart.title(),
                        chart.description(),
                        chart.logarithmic(),
                        any ? "" : "No values to draw."));
            }
            sections.add(new Section(heading, paragraphs, figures, tables, details));
            return this;
        }

        /** Renders the page; every text of a user is escaped in it. */
        String render(String kicker, String title, Map<String, String> facts) {
            StringOutput html = new StringOutput(1 << 20);
            TemplateEngine.createPrecompiled(
                            null, ContentType.Html, Dossier.class.getClassLoader(), "io.qvm.report.pages")
                    .render(
                            "dossier.jte",
                            Map.of(
                                    "page", new Dossier(kicker, title, facts, List.copyOf(sections)),
                                    "charts", new ChartSet(axes, charts).toJson(),
                                    "style", Resources.text("tearsheet.css"),
                                    "script", Resources.text("charts.js"),
                                    "library", Resources.text("echarts.min.js")),
                            html);
            return html.toString();
        }
    }
}
