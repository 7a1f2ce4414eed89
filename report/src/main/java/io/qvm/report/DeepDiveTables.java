package io.qvm.report;

import static io.qvm.analysis.MetricUnit.AVERAGE;
import static io.qvm.analysis.MetricUnit.COUNT;
import static io.qvm.analysis.MetricUnit.NONE;
import static io.qvm.analysis.MetricUnit.PERCENT;
import static io.qvm.analysis.MetricUnit.RATIO;

import io.qvm.analysis.Drawdown;
import io.qvm.analysis.Metric;
import io.qvm.analysis.RegimeReturns;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.MonthReview;
import io.qvm.analysis.annual.RebalanceReview;
import io.qvm.analysis.annual.RebalanceReview.Move;
import io.qvm.analysis.annual.YearContribution;
import io.qvm.analysis.annual.YearReview;
import io.qvm.analysis.attribution.BrinsonAttribution;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.report.Dossier.Row;
import io.qvm.report.Dossier.Table;
import io.qvm.report.TearsheetPage.Cell;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of an annual deep-dive. */
final class DeepDiveTables {
    private static final int BEST = 10;
    private static final int MOST_REASONS = 15;

    /** More rows make a page that nobody reads; all of them stand in decisions.csv. */
    private static final int MOST_MOVES = 40;

    private final YearReview review;
    private final RunAnalysis own;
    private final SourceCommands commands;
    private final String benchmark;

    DeepDiveTables(YearReview review, SourceCommands commands) {
        this.review = review;
        this.own = review.own();
        this.commands = commands;
        String symbol = own.run().benchmarkSymbol();
        this.benchmark = symbol.isBlank() ? "Benchmark" : symbol;
    }

    /** A table of words with a heading row. */
    static Table words(String caption, List<String> header, List<List<String>> rows) {
        return new Table(
                caption,
                header,
                rows.stream()
                        .map(row -> new Row(row.get(0), cells(row.subList(1, row.size()))))
                        .toList(),
                IntStream.range(1, header.size()).boxed().collect(Collectors.toSet()));
    }

    /** A table of names and what they stand for. */
    static Table words(String caption, List<List<String>> rows) {
        return words(caption, List.of("What", "Value"), rows);
    }

    Table months() {
        List<Row> rows = new ArrayList<>();
        for (MonthReview m : review.months()) {
            String name = m.month().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            rows.add(new Row(
                    name,
                    List.of(
                            shaded(m.strategy(), 0.1),
                            shaded(m.benchmark(), 0.1),
                            shaded(m.active(), 0.1),
                            plain(PERCENT.format(m.exposure())),
                            plain(PERCENT.format(m.turnover())),
                            plain(PERCENT.format(m.cost())))));
        }
        double strategy = own.strategy().totalReturn();
        double other = own.benchmark().totalReturn();
        rows.add(new Row(
                "Year",
                List.of(
                        shaded(strategy, 0.3),
                        shaded(other, 0.3),
                        shaded(strategy - other, 0.3),
                        plain(PERCENT.format(own.trading().averageExposure())),
                        plain(PERCENT.format(
                                Arrays.stream(own.record().turnover()).sum())),
                        plain(PERCENT.format(own.trading().totalCost())))));
        return new Table(
                "Months of " + review.year() + ", net of costs; costs as a share of capital",
                List.of("Month", "Strategy", benchmark, "Difference", "Exposure", "Turnover", "Costs"),
                rows);
    }

    Optional<Table> drawdowns() {
        if (own.worstDrawdowns().isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (Drawdown d : own.worstDrawdowns()) {
            rows.add(List.of(
                    String.valueOf(rows.size() + 1),
                    PERCENT.format(d.depth()),
                    d.start().toString(),
                    d.trough().toString(),
                    d.recovery().map(LocalDate::toString).orElse("not in the year"),
                    COUNT.format(d.tradingDaysToTrough()),
                    COUNT.format(d.tradingDays())));
        }
        return Optional.of(Table.of(
                "The worst drawdowns that began in the year; lengths in trading days",
                List.of("#", "Depth", "Peak", "Trough", "Recovered", "To trough", "In all"),
                rows));
    }

    List<Table> contributions() {
        List<YearContribution> stocks =
                review.stocks().stream().filter(c -> !c.isCash()).toList();
        int n = stocks.size();
        List<YearContribution> best =
                stocks.stream().filter(c -> c.net() > 0).limit(BEST).toList();
        List<YearContribution> worst = new ArrayList<>(stocks.subList(Math.max(0, n - BEST), n).stream()
                .filter(c -> c.net() < 0)
                .toList());
        java.util.Collections.reverse(worst);
        return List.of(stockTable("Best contributors", best), stockTable("Worst contributors", worst));
    }

    private Table stockTable(String caption, List<YearContribution> stocks) {
        return new Table(
                caption,
                List.of("Ticker", "Sector", "Contribution", "Before costs", "Costs", "Average weight", "Days held"),
                stocks.stream()
                        .map(c -> new Row(
                                c.name(),
                                List.of(
                                        plain(c.sector()),
                                        plain(PERCENT.format(c.net())),
                                        plain(PERCENT.format(c.profit())),
                                        plain(PERCENT.format(c.cost())),
                                        plain(PERCENT.format(c.averageWeight())),
                                        plain(COUNT.format(c.daysHeld()))),
                                lastDecision(c.name())))
                        .toList(),
                Set.of(1));
    }

    /** Commands for the last decision of the year that held the stock. */
    private Map<String, String> lastDecision(String ticker) {
        return own.run().holdings().stream()
                .filter(h -> h.ticker().equals(ticker))
                .map(h -> h.date())
                .max(LocalDate::compareTo)
                .map(day -> both(ticker, day))
                .orElse(Map.of());
    }

    private Map<String, String> both(String ticker, LocalDate day) {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("funnel", commands.funnel(day, ticker));
        both.put("explain", commands.explain(ticker, day));
        return both;
    }

    Table sectors() {
        List<Row> rows = new ArrayList<>();
        double profit = 0;
        double cost = 0;
        for (YearContribution c : review.sectors()) {
            profit += c.profit();
            cost += c.cost();
            rows.add(sector(c.name(), c));
        }
        rows.add(sector("All", new YearContribution("All", "", profit, cost, Double.NaN, 0)));
        return new Table(
                "Contributions by sector; weights decided at the rebalances, averaged over the year's days",
                List.of("Sector", "Contribution", "Before costs", "Costs", "Average weight"),
                rows);
    }

    private static Row sector(String name, YearContribution c) {
        return new Row(
                name,
                List.of(
                        shaded(c.net(), 0.15),
                        plain(PERCENT.format(c.profit())),
                        plain(PERCENT.format(c.cost())),
                        plain(PERCENT.format(c.averageWeight()))));
    }

    /** Allocation, selection and interaction, where they were computed. */
    Optional<Table> effects() {
        return review.effects().map(e -> {
            List<Row> rows = new ArrayList<>();
            for (BrinsonAttribution.Sector s : e.sectors()) {
                rows.add(new Row(
                        s.name(),
                        List.of(
                                plain(PERCENT.format(s.portfolioWeight())),
                                plain(PERCENT.format(s.comparisonWeight())),
                                plain(PERCENT.format(s.portfolioReturn())),
                                plain(PERCENT.format(s.comparisonReturn())),
                                shaded(s.allocation(), 0.05),
                                shaded(s.selection(), 0.05),
                                shaded(s.interaction(), 0.05),
                                shaded(s.total(), 0.05))));
            }
            rows.add(new Row("Costs", cells(List.of("", "", "", "", "", "", "", PERCENT.format(-e.costs())))));
            rows.add(new Row(
                    "All",
                    List.of(
                            plain(""),
                            plain(""),
                            plain(PERCENT.format(e.portfolioReturn())),
                            plain(PERCENT.format(e.comparisonReturn())),
                            shaded(e.allocation(), 0.05),
                            shaded(e.selection(), 0.05),
                            shaded(e.interaction(), 0.05),
                            shaded(e.portfolioReturn() - e.comparisonReturn(), 0.05))));
            return new Table(
                    "Brinson-Fachler effects against " + e.comparison().label()
                            + ", of single days with the weights that the account had, linked over the year",
                    List.of(
                            "Sector",
                            "Weight",
                            "Weight there",
                            "Return",
                            "Return there",
                            "Allocation",
                            "Selection",
                            "Interaction",
                            "Total"),
                    rows);
        });
    }

    Optional<Table> regimes() {
        if (own.regimes().isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (RegimeReturns r : own.regimes()) {
            rows.add(List.of(
                    r.regime(),
                    COUNT.format(r.days()),
                    PERCENT.format(r.share()),
                    PERCENT.format(r.strategy()),
                    PERCENT.format(r.benchmark()),
                    PERCENT.format(r.averageExposure())));
        }
        return Optional.of(Table.of(
                "Returns by market regime, compounded over its days",
                List.of("Regime", "Days", "Share", "Strategy", benchmark, "Exposure"),
                rows));
    }

    Table trading() {
        return new Table(
                "Trading, in the year and over the whole track record",
                List.of("Figure", "Year", "Whole record", "Convention"),
                own.metrics().stream()
                        .filter(m -> m.group().equals("Trading"))
                        .map(m -> new Row(m.name(), cells(List.of(m.strategyText(), whole(m), m.convention()))))
                        .toList(),
                Set.of(3));
    }

    Table metrics() {
        return new Table(
                "Figures over the year's days beside those of the whole track record; r = strategy, b = " + benchmark,
                List.of("Figure", "Year", benchmark, "Whole record", "Convention"),
                own.metrics().stream()
                        .filter(m -> !m.group().equals("Trading"))
                        .map(m -> new Row(
                                m.name(),
                                cells(List.of(m.strategyText(), m.benchmarkText(), whole(m), m.convention()))))
                        .toList(),
                Set.of(4));
    }

    private String whole(Metric metric) {
        return review.whole().metrics().stream()
                .filter(m -> m.key().equals(metric.key()))
                .findFirst()
                .map(Metric::strategyText)
                .orElse(NONE);
    }

    /** Counts by stage and day, and the rules that decided over the year; empty without decisions. */
    List<Table> funnel() {
        List<RebalanceReview> decided =
                review.rebalances().stream().filter(r -> !r.reached().isEmpty()).toList();
        if (decided.isEmpty()) {
            return List.of();
        }
        List<String> header = new ArrayList<>(List.of("Rebalance"));
        for (FunnelStage stage : FunnelStage.values()) {
            header.add(Reasons.stage(stage));
        }
        List<Row> rows = new ArrayList<>();
        for (RebalanceReview r : decided) {
            rows.add(new Row(
                    r.date().toString(),
                    cells(r.reached().stream().map(COUNT::format).toList()),
                    Map.of("funnel", commands.funnel(r.date()))));
        }
        rows.add(new Row(
                "Average",
                IntStream.range(0, FunnelStage.values().length)
                        .mapToObj(s -> plain(AVERAGE.format(decided.stream()
                                .mapToInt(r -> r.reached().get(s))
                                .average()
                                .orElse(Double.NaN))))
                        .toList()));
        return List.of(
                new Table("Stocks that came at least as far, on each rebalance day", header, rows),
                reasons(decided.size()));
    }

    private Table reasons(int days) {
        Map<FunnelStage, Map<String, Long>> counts = own.run().decisions().stream()
                .filter(d -> d.stage().compareTo(FunnelStage.WEIGHTED) < 0)
                .collect(Collectors.groupingBy(
                        FunnelDecision::stage,
                        TreeMap::new,
                        Collectors.groupingBy(FunnelDecision::rule, TreeMap::new, Collectors.counting())));
        List<Row> rows = counts.entrySet().stream()
                .flatMap(stage -> stage.getValue().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(rule -> new Row(
                                Reasons.stage(stage.getKey()),
                                cells(List.of(
                                        Reasons.rule(rule.getKey()),
                                        COUNT.format(rule.getValue()),
                                        AVERAGE.format(rule.getValue() / (double) days))))))
                .limit(MOST_REASONS)
                .toList();
        return new Table(
                "Why stocks were left out, over all rebalances of the year",
                List.of("Last stage", "Rule", "Decisions", "A rebalance"),
                rows,
                Set.of(1));
    }

    Table rebalances() {
        return new Table(
                "Every rebalance; turnover, costs, exposure and returns of the days up to the next one",
                List.of("Decided on", "Held", "In", "Out", "Turnover", "Costs", "Exposure", "Strategy", benchmark),
                review.rebalances().stream()
                        .map(r -> new Row(
                                r.date().toString(),
                                List.of(
                                        plain(COUNT.format(r.held())),
                                        plain(COUNT.format(r.in().size())),
                                        plain(COUNT.format(r.out().size())),
                                        plain(PERCENT.format(r.turnover())),
                                        plain(PERCENT.format(r.cost())),
                                        plain(PERCENT.format(r.exposure())),
                                        shaded(r.strategy(), 0.1),
                                        shaded(r.benchmark(), 0.1)),
                                Map.of("funnel", commands.funnel(r.date()))))
                        .toList());
    }

    /** One table for each rebalance that changed the portfolio. */
    List<Table> moves() {
        return review.rebalances().stream()
                .filter(r -> !r.in().isEmpty() || !r.out().isEmpty())
                .map(this::moves)
                .toList();
    }

    private Table moves(RebalanceReview r) {
        List<Row> rows = new ArrayList<>();
        r.in().stream().limit(MOST_MOVES).forEach(m -> rows.add(move(r.date(), "in", m)));
        r.out().stream().limit(MOST_MOVES).forEach(m -> rows.add(move(r.date(), "out", m)));
        int most = Math.max(r.in().size(), r.out().size());
        return new Table(
                "Rebalance of " + r.date() + ": " + COUNT.format(r.in().size()) + " in, "
                        + COUNT.format(r.out().size()) + " out"
                        + (most > MOST_MOVES ? ", the first " + MOST_MOVES + " of each" : "")
                        + "; new weight of those in, former weight of those out",
                List.of("Ticker", "Move", "Sector", "Weight", "Rank", "Signal", "Why"),
                rows,
                Set.of(1, 2, 6));
    }

    private Row move(LocalDate day, String kind, Move move) {
        int rank = move.decision().map(FunnelDecision::rank).orElse(0);
        String now = rank == 0 ? NONE : COUNT.format(rank);
        return new Row(
                move.ticker(),
                cells(List.of(
                        kind,
                        move.sector().isBlank() ? NONE : move.sector(),
                        PERCENT.format(move.weight()),
                        move.formerRank() > 0 ? COUNT.format(move.formerRank()) + " → " + now : now,
                        RATIO.format(move.decision().map(FunnelDecision::signal).orElse(Double.NaN)),
                        why(kind, move))),
                both(move.ticker(), day));
    }

    private static String why(String kind, Move move) {
        if (move.decision().isEmpty()) {
            return kind.equals("out") ? "no score on the day" : "";
        }
        FunnelDecision decision = move.decision().get();
        return kind.equals("in") ? "" : Reasons.of(decision);
    }

    private static List<Cell> cells(List<String> texts) {
        return texts.stream().map(DeepDiveTables::plain).toList();
    }

    private static Cell plain(String text) {
        return new Cell(text, 0);
    }

    private static Cell shaded(double value, double most) {
        return new Cell(PERCENT.format(value), Shades.ofReturn(value, most));
    }
}
