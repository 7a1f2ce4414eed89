package io.qvm.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.qvm.report.TearsheetPage.Card;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.TearsheetPage.Figure;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.ChartSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page of sections with texts, charts and tables, in the looks of the tearsheet: one self-contained HTML file that opens
 * offline.
 *
 * @param kicker kind of page
 * @param title heading
 * @param facts what stands below it, by name
 * @param notes what a reader must know before trusting the figures
 * @param cards key figures
 * @param sections in order
 * @param identity what the page was made from, as JSON for a program that makes it again; empty if nothing
 */
public record Dossier(
        String kicker,
        String title,
        Map<String, String> facts,
        List<String> notes,
        List<Card> cards,
        List<Section> sections,
        String identity) {
    /**
     * One section.
     *
     * @param heading its title
     * @param paragraphs texts
     * @param figures charts, those without values say so
     * @param tables tables
     * @param details long texts that are folded away, by title
     * @param columns charts beside each other on a wide screen, 1 to 3
     * @param sources commands that show where the section's figures come from, by what they show
     */
    public record Section(
            String heading,
            List<String> paragraphs,
            List<Figure> figures,
            List<Table> tables,
            Map<String, String> details,
            int columns,
            Map<String, String> sources) {
        /** Class of the charts' frame in the style sheet. */
        public String layout() {
            return columns == 3 ? "columns three" : columns == 2 ? "columns two" : "";
        }
    }

    /**
     * A table; its first column heads the rows.
     *
     * @param caption what it shows
     * @param header of all columns
     * @param rows each as long as the header
     * @param texts positions of columns that hold words and stand on the left; the first one always does
     */
    public record Table(String caption, List<String> header, List<Row> rows, Set<Integer> texts) {
        /** A table whose columns all hold numbers, but for the first. */
        public Table(String caption, List<String> header, List<Row> rows) {
            this(caption, header, rows, Set.of());
        }

        /** True if a row has commands to copy. */
        public boolean hasCommands() {
            return rows.stream().anyMatch(row -> !row.commands().isEmpty());
        }

        /** Class of a column in the style sheet. */
        public String align(int column) {
            return texts.contains(column) ? "text" : "";
        }

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

    /**
     * A row with its heading.
     *
     * @param commands that show where its figures come from, by a short name
     */
    public record Row(String head, List<Cell> cells, Map<String, String> commands) {
        /** A row without commands. */
        public Row(String head, List<Cell> cells) {
            this(head, cells, Map.of());
        }
    }

    /** Collects the sections of a page and the charts in them. */
    static final class Builder {
        private final Map<String, List<String>> axes = new LinkedHashMap<>();
        private final List<Chart> charts = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<Card> cards = new ArrayList<>();
        private String identity = "";

        Builder axis(String name, List<String> positions) {
            axes.put(name, positions);
            return this;
        }

        Builder notes(List<String> texts) {
            notes.addAll(texts);
            return this;
        }

        Builder cards(List<Card> figures) {
            cards.addAll(figures);
            return this;
        }

        /** What the page was made from, as JSON. */
        Builder identity(String json) {
            identity = json;
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
            return section(heading, paragraphs, drawn, tables, details, 1, Map.of());
        }

        Builder section(
                String heading,
                List<String> paragraphs,
                List<Chart> drawn,
                List<Table> tables,
                Map<String, String> details,
                int columns,
                Map<String, String> sources) {
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
            sections.add(new Section(heading, paragraphs, figures, tables, details, columns, sources));
            return this;
        }

        /** The page as it stands. */
        Dossier page(String kicker, String title, Map<String, String> facts) {
            return new Dossier(
                    kicker, title, facts, List.copyOf(notes), List.copyOf(cards), List.copyOf(sections), identity);
        }

        /** Renders the page; every text of a user is escaped in it. */
        String render(String kicker, String title, Map<String, String> facts) {
            StringOutput html = new StringOutput(1 << 20);
            TemplateEngine.createPrecompiled(
                            null, ContentType.Html, Dossier.class.getClassLoader(), "io.qvm.report.pages")
                    .render(
                            "dossier.jte",
                            Map.of(
                                    "page", page(kicker, title, facts),
                                    "charts", new ChartSet(axes, charts).toJson(),
                                    "style", Resources.text("tearsheet.css"),
                                    "script", Resources.text("charts.js"),
                                    "library", Resources.text("echarts.min.js")),
                            html);
            return html.toString();
        }
    }
}
