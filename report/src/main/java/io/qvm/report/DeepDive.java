package io.qvm.report;

import io.qvm.analysis.Metric;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.annual.YearContribution;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.Dossier.Table;
import io.qvm.report.TearsheetPage.Card;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One year of a run on one self-contained page: what happened, what drove it, and every decision behind it. */
public final class DeepDive {
    private static final String KICKER = "Annual deep-dive";
    private static final int SHORT_YEAR = 200;

    private final YearReview review;
    private final List<DatedNote> notes;
    private final SourceCommands commands;
    private final PageContext context;

    private DeepDive(YearReview review, PageContext context) {
        this.review = review;
        this.context = context;
        this.commands = context.commands();
        LocalDate first = review.own().record().dates().date(0);
        LocalDate last =
                review.own().record().dates().date(review.own().record().dates().size() - 1);
        this.notes = context.notes().stream()
                .filter(note -> note.date().getYear() == review.year())
                .filter(note -> !note.date().isBefore(first) && !note.date().isAfter(last))
                .sorted(java.util.Comparator.comparing(DatedNote::date))
                .toList();
    }

    /**
     * Renders a year.
     *
     * @param context notes outside the year's days are left out
     * @return the HTML; every text of the run and of the notes is escaped in it
     */
    public static String render(YearReview review, PageContext context) {
        DeepDive page = new DeepDive(review, context);
        return page.sections()
                .identity(PageIdentity.deepDive(review, context).toJson())
                .render(KICKER, page.title(), page.facts());
    }

    /** The same page as Markdown, without its charts. */
    public static String markdown(YearReview review, PageContext context) {
        DeepDive page = new DeepDive(review, context);
        return Markdown.of(page.sections().page(KICKER, page.title(), page.facts()));
    }

    private String title() {
        return review.whole().run().strategyName() + " in " + review.year();
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Days", days());
        facts.put("Benchmark", benchmark().isBlank() ? "none" : benchmark());
        facts.put("Scores", review.whole().run().scoresVersion());
        facts.put("Returns", "daily, net of modelled costs");
        facts.put(
                "Risk-free rate",
                MetricUnit.PERCENT.format(review.own().conventions().riskFreeAnnual()) + " a year");
        return facts;
    }

    private String benchmark() {
        return review.whole().run().benchmarkSymbol();
    }

    private String days() {
        var dates = review.own().record().dates();
        return dates.date(0) + " to " + dates.date(dates.size() - 1) + " (" + MetricUnit.COUNT.format(dates.size())
                + " trading days)";
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        int days = review.own().record().dates().size();
        if (days < SHORT_YEAR) {
            warnings.add("The track record has only " + MetricUnit.COUNT.format(days) + (days == 1 ? " day" : " days")
                    + " in " + review.year() + "; returns are of these days, and annualised figures say little.");
        }
        String ahead = review.whole().run().provenance().get("LOOKS_AHEAD");
        if (ahead != null) {
            warnings.add("This run looks ahead and could not have been traded: " + ahead + ".");
        }
        return warnings;
    }

    private Dossier.Builder sections() {
        DeepDiveCharts charts = new DeepDiveCharts(review, notes);
        DeepDiveTables tables = new DeepDiveTables(review, commands);
        Dossier.Builder page = new Dossier.Builder();
        charts.axes().forEach(page::axis);
        page.notes(warnings()).cards(cards());
        page.section("The year in words", DeepDiveText.of(review), List.of(), List.of());
        page.section(
                "Performance",
                List.of(),
                List.of(charts.growth(), charts.drawdown()),
                notes.isEmpty() ? List.of() : List.of(notesTable()));
        page.section("Months", List.of(), List.of(charts.months()), List.of(tables.months()));
        page.section(
                "Drawdowns within the year",
                tables.drawdowns().isEmpty() ? List.of("The strategy never fell below an earlier value.") : List.of(),
                List.of(),
                tables.drawdowns().stream().toList());
        contributions(page, charts, tables);
        page.section(
                "Regimes met",
                regimeText(),
                List.of(),
                tables.regimes().stream().toList());
        page.section(
                "Exposure, turnover and costs",
                List.of(),
                List.of(charts.exposure(), charts.turnover()),
                List.of(tables.trading()),
                Map.of(),
                2,
                Map.of());
        page.section(
                "From scores to portfolio",
                tables.funnel().isEmpty() ? List.of("The run has no recorded decisions in the year.") : List.of(),
                List.of(),
                tables.funnel());
        rebalances(page, tables);
        page.section("All figures of the year", List.of(), List.of(), List.of(tables.metrics()));
        origin(page);
        return page;
    }

    private void contributions(Dossier.Builder page, DeepDiveCharts charts, DeepDiveTables tables) {
        if (review.stocks().isEmpty()) {
            String none = "The run has no contributions by stock: runs in constant-weight mode, and those of earlier"
                    + " versions, record none.";
            page.section("What paid and what cost", List.of(none), List.of(), List.of());
            page.section("Sectors", List.of(), List.of(charts.sectors()), List.of());
            return;
        }
        double total =
                review.stocks().stream().mapToDouble(YearContribution::net).sum();
        page.section(
                "What paid and what cost",
                List.of(
                        "Contributions are points of the year's return, net of the costs of trading the stock, linked over"
                                + " the months: over all stocks and cash they add up to "
                                + MetricUnit.PERCENT.format(total) + "."),
                List.of(charts.contributions()),
                tables.contributions(),
                Map.of(),
                1,
                Map.of("Contributions of every month", commands.export("contributions")));
        List<Table> sectors = new ArrayList<>(List.of(tables.sectors()));
        tables.effects().ifPresent(sectors::add);
        page.section("Sectors", effects(), List.of(charts.sectors()), sectors);
    }

    private List<String> effects() {
        return review.effects()
                .map(e -> List.of("Against " + e.comparison().label() + ", " + MetricUnit.PERCENT.format(e.allocation())
                        + " came from how the sectors were weighted, " + MetricUnit.PERCENT.format(e.selection())
                        + " from the stocks within them, " + MetricUnit.PERCENT.format(e.interaction())
                        + " from both together, and " + MetricUnit.PERCENT.format(-e.costs()) + " from costs."))
                .orElse(List.of("Allocation and selection effects need market data: make the page with --db."));
    }

    private List<String> regimeText() {
        return review.own().regimes().isEmpty() ? List.of("The strategy looks at no market regime.") : List.of();
    }

    private void rebalances(Dossier.Builder page, DeepDiveTables tables) {
        if (review.rebalances().isEmpty()) {
            page.section("Rebalances", List.of("The strategy was not rebalanced in the year."), List.of(), List.of());
            return;
        }
        List<Table> all = new ArrayList<>(List.of(tables.rebalances()));
        all.addAll(tables.moves());
        LocalDate last = review.rebalances().get(review.rebalances().size() - 1).date();
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("All decisions of a day", commands.funnel(last));
        sources.put("One decision", commands.funnel(last, "TICKER"));
        sources.put("One score", commands.explain("TICKER", last));
        page.section("Rebalances", List.of(), List.of(), all, Map.of(), 1, sources);
    }

    private void origin(Dossier.Builder page) {
        BacktestRun run = review.whole().run();
        Map<String, String> files = new LinkedHashMap<>();
        if (!run.strategyText().isBlank()) {
            files.put("Strategy file", run.strategyText());
        }
        if (!context.modelText().isBlank()) {
            files.put("Factor model file", context.modelText());
        }
        List<List<String>> rows = run.provenance().entrySet().stream()
                .map(e -> List.of(e.getKey(), e.getValue()))
                .toList();
        List<Table> tables = rows.isEmpty()
                ? List.of()
                : List.of(DeepDiveTables.words("Versions and digests that make this run repeatable", rows));
        page.section("Where the numbers come from", List.of(), List.of(), tables, files, 1, verification());
    }

    private Map<String, String> verification() {
        return Map.of("This page, recomputed", commands.verify("deepdive-" + review.year() + ".html"));
    }

    private Table notesTable() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < notes.size(); i++) {
            DatedNote note = notes.get(i);
            rows.add(List.of(String.valueOf(i + 1), note.date().toString(), note.title(), note.text()));
        }
        return DeepDiveTables.words("Notes, numbered as on the charts", List.of("#", "Date", "What", "More"), rows);
    }

    private List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (String key : List.of(
                "total_return",
                "active_return",
                "annual_volatility",
                "sharpe",
                "max_drawdown",
                "annual_turnover",
                "total_cost",
                "average_exposure")) {
            metric(key).ifPresent(m -> cards.add(card(m)));
        }
        return cards;
    }

    private Card card(Metric metric) {
        if (metric.key().equals("active_return")) {
            double active = review.own().strategy().totalReturn()
                    - review.own().benchmark().totalReturn();
            return new Card(
                    "Difference to the benchmark",
                    MetricUnit.PERCENT.format(active),
                    "strategy less " + (benchmark().isBlank() ? "benchmark" : benchmark()),
                    "return of the strategy less return of the benchmark over the year's days");
        }
        if (metric.key().equals("annual_turnover")) {
            // The sum, as text and table give it; only the whole record's is by the year.
            return new Card(
                    "Turnover",
                    MetricUnit.PERCENT.format(
                            Arrays.stream(review.own().record().turnover()).sum()),
                    wholeRecord(metric) + " a year",
                    "sum of |weight changes| / 2 over the year's days");
        }
        boolean isReturn = metric.key().equals("total_return");
        String against =
                Double.isNaN(metric.benchmark()) ? wholeRecord(metric) : benchmark() + " " + metric.benchmarkText();
        return new Card(
                isReturn ? "Return" : metric.name(),
                metric.strategyText(),
                isReturn && Double.isNaN(metric.benchmark()) ? "" : against,
                metric.convention());
    }

    /** The same figure over the whole track record, where it is one by the year. */
    private String wholeRecord(Metric metric) {
        if (metric.key().equals("total_cost")) {
            return "sum of the days, shares of capital";
        }
        return review.whole().metrics().stream()
                .filter(m -> m.key().equals(metric.key()))
                .findFirst()
                .map(m -> "whole record " + m.strategyText())
                .orElse("");
    }

    private Optional<Metric> metric(String key) {
        return review.own().metrics().stream().filter(m -> m.key().equals(key)).findFirst();
    }
}
