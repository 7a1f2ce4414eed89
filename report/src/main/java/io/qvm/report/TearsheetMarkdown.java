package io.qvm.report;

import io.qvm.analysis.Metric;
import io.qvm.report.Dossier.Row;
import io.qvm.report.Dossier.Section;
import io.qvm.report.Dossier.Table;
import io.qvm.report.TearsheetPage.Card;
import io.qvm.report.TearsheetPage.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of a tearsheet as Markdown. */
final class TearsheetMarkdown {
    private TearsheetMarkdown() {}

    static String of(TearsheetPage page) {
        List<Section> sections = new ArrayList<>();
        sections.add(section("Years and months", List.of(months(page))));
        sections.add(section("Drawdowns", List.of(drawdowns(page))));
        sections.add(section("Returns by regime", page.regimes().isEmpty() ? List.of() : List.of(regimes(page))));
        sections.add(section("How sure these figures are", List.of(confidence(page))));
        sections.add(section("Figures", List.of(metrics(page))));
        sections.add(section("Portfolio", List.of(holdings(page))));
        sections.add(section("From scores to portfolio", funnel(page)));
        Map<String, String> files = new LinkedHashMap<>();
        if (!page.strategyText().isBlank()) {
            files.put("Strategy file", page.strategyText());
        }
        if (!page.modelText().isBlank()) {
            files.put("Factor model file", page.modelText());
        }
        List<List<String>> origin = page.provenance().entrySet().stream()
                .map(e -> List.of(e.getKey(), e.getValue()))
                .toList();
        sections.add(new Section(
                "Where the numbers come from",
                List.of(),
                List.of(),
                origin.isEmpty()
                        ? List.of()
                        : List.of(DeepDiveTables.words("Versions and digests that make this run repeatable", origin)),
                files,
                1,
                page.sources()));
        sections.removeIf(s -> s.tables().isEmpty() && s.details().isEmpty());
        return Markdown.of(new Dossier(
                "Strategy tearsheet", page.title(), page.facts(), page.notes(), page.cards(), sections, ""));
    }

    private static Section section(String heading, List<Table> tables) {
        return new Section(heading, List.of(), List.of(), tables, Map.of(), 1, Map.of());
    }

    private static Table months(TearsheetPage page) {
        List<String> header = new ArrayList<>(List.of("Year"));
        header.addAll(List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"));
        header.addAll(List.of("Year", page.benchmarkName()));
        List<Row> rows = page.months().stream()
                .map(year -> {
                    List<Cell> cells = new ArrayList<>(year.months());
                    cells.add(year.total());
                    cells.add(year.benchmark());
                    return new Row(year.year(), cells);
                })
                .toList();
        return new Table("Monthly returns, %, net of costs", header, rows);
    }

    private static Table drawdowns(TearsheetPage page) {
        return Table.of(
                "The worst drawdowns; lengths in trading days",
                List.of("Depth", "Peak", "Trough", "Recovered", "To trough", "In all"),
                page.drawdowns().stream()
                        .map(d -> List.of(d.depth(), d.start(), d.trough(), d.recovery(), d.toTrough(), d.length()))
                        .toList());
    }

    private static Table regimes(TearsheetPage page) {
        return Table.of(
                "Returns by market regime, compounded over its days",
                List.of("Regime", "Days", "Share", "Strategy", page.benchmarkName(), "Exposure"),
                page.regimes().stream()
                        .map(r -> List.of(r.regime(), r.days(), r.share(), r.strategy(), r.benchmark(), r.exposure()))
                        .toList());
    }

    private static Table confidence(TearsheetPage page) {
        List<List<String>> rows = new ArrayList<>();
        for (Card card : page.confidence()) {
            rows.add(List.of(card.name(), card.value(), card.against(), card.convention()));
        }
        return DeepDiveTables.words("Confidence", List.of("Figure", "Value", "Beside", "Convention"), rows);
    }

    private static Table metrics(TearsheetPage page) {
        List<Row> rows = new ArrayList<>();
        for (List<Metric> group : page.metrics().values()) {
            for (Metric m : group) {
                rows.add(new Row(
                        m.name(),
                        List.of(
                                new Cell(m.strategyText(), 0),
                                new Cell(m.benchmarkText(), 0),
                                new Cell(m.convention(), 0))));
            }
        }
        return new Table(
                "All figures over the track record, daily returns net of costs",
                List.of("Figure", "Strategy", page.benchmarkName(), "Convention"),
                rows,
                Set.of(3));
    }

    private static Table holdings(TearsheetPage page) {
        return Table.of(
                "Target portfolio of the last rebalance, " + page.holdings().date() + ", before the overlay",
                List.of("Ticker", "Sector", "Weight", "Rank", "Signal", "Shares"),
                page.holdings().rows().stream()
                        .map(h -> List.of(h.ticker(), h.sector(), h.weight(), h.rank(), h.signal(), h.shares()))
                        .toList());
    }

    private static List<Table> funnel(TearsheetPage page) {
        if (page.funnel().stages().isEmpty()) {
            return List.of();
        }
        return List.of(
                Table.of(
                        "Stocks that came at least as far",
                        List.of("Stage", "Last", "Average"),
                        page.funnel().stages().stream()
                                .map(s -> List.of(s.stage(), s.last(), s.average()))
                                .toList()),
                Table.of(
                        "Why stocks were left out on " + page.funnel().date(),
                        List.of("Last stage", "Rule", "Stocks"),
                        page.funnel().reasons().stream()
                                .map(r -> List.of(r.stage(), r.rule(), r.stocks()))
                                .toList()));
    }
}
