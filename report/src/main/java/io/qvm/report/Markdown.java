package io.qvm.report;

import io.qvm.report.TearsheetPage.Card;
import io.qvm.report.TearsheetPage.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Pages as Markdown: headings, sentences and tables; charts stay behind. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    private Markdown() {}

    /** A page of sections. */
    static String of(Dossier page) {
        Markdown markdown = new Markdown();
        markdown.line("# " + escaped(page.title()))
                .line("")
                .line(escaped(page.kicker()))
                .line("");
        page.facts().forEach((name, value) -> markdown.line("- " + escaped(name) + ": " + escaped(value)));
        markdown.line("");
        page.notes().forEach(note -> markdown.line("> " + escaped(note)).line(""));
        if (!page.cards().isEmpty()) {
            markdown.cards(page.cards());
        }
        for (Dossier.Section section : page.sections()) {
            markdown.line("## " + escaped(section.heading())).line("");
            section.paragraphs().forEach(p -> markdown.line(escaped(p)).line(""));
            section.tables().forEach(markdown::table);
            section.sources()
                    .forEach((what, command) ->
                            markdown.line(escaped(what) + ": `" + command + "`").line(""));
            section.details().forEach(markdown::file);
        }
        return markdown.text.toString().stripTrailing() + "\n";
    }

    private void cards(List<Card> cards) {
        List<Dossier.Row> rows = cards.stream()
                .map(c -> new Dossier.Row(
                        c.name(),
                        List.of(new Cell(c.value(), 0), new Cell(c.against(), 0), new Cell(c.convention(), 0))))
                .toList();
        table(new Dossier.Table("Key figures", List.of("Figure", "Value", "Beside", "Convention"), rows, Set.of(2, 3)));
    }

    private void table(Dossier.Table table) {
        line("**" + escaped(table.caption()) + "**").line("");
        line(row(table.header()));
        List<String> rule = new ArrayList<>();
        for (int c = 0; c < table.header().size(); c++) {
            rule.add(c == 0 || table.texts().contains(c) ? ":--" : "--:");
        }
        line("| " + String.join(" | ", rule) + " |");
        for (Dossier.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.head()));
            row.cells().forEach(cell -> cells.add(cell.text()));
            line(row(cells));
        }
        line("");
    }

    private void file(String title, String content) {
        String fence = content.contains("```") ? "~~~~~~" : "```";
        line("### " + escaped(title))
                .line("")
                .line(fence)
                .line(content.stripTrailing())
                .line(fence)
                .line("");
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private Markdown line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Signs that Markdown or HTML would take for its own, as texts. */
    private static String escaped(String words) {
        String plain = words.replace('\n', ' ')
                .replace("\\", "\\\\")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        for (Map.Entry<String, String> sign :
                Map.of("|", "\\|", "*", "\\*", "[", "\\[", "`", "\\`").entrySet()) {
            plain = plain.replace(sign.getKey(), sign.getValue());
        }
        return plain;
    }
}
