package io.qvm.cli;

import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.attribution.BrinsonAttribution;
import io.qvm.analysis.attribution.BrinsonModel;
import io.qvm.analysis.attribution.ContributionAnalysis;
import io.qvm.analysis.attribution.ContributionAnalysis.Line;
import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.analysis.attribution.FactorRegression.Coefficient;
import io.qvm.analysis.attribution.FactorRegression.RollingBetas;
import io.qvm.analysis.attribution.FactorTable.Frequency;
import io.qvm.analysis.attribution.StageAttribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** An attribution as tables, on the terminal or in Markdown. */
final class AttributionTables {
    /**
     * One table.
     *
     * @param title heading
     * @param note what the figures are stated under
     */
    private record Table(String title, String note, List<String> header, List<List<String>> rows) {}

    private AttributionTables() {}

    static void text(AttributionResult result, int top, Terminal terminal) {
        boolean first = true;
        for (Table table : tables(result, top)) {
            if (!first) {
                terminal.line("");
            }
            first = false;
            terminal.line("%s", table.title());
            if (!table.note().isEmpty()) {
                terminal.line("%s", table.note());
            }
            terminal.line("");
            terminal.table(table.header(), table.rows());
        }
    }

    /** Lines of Markdown. */
    static List<String> markdown(AttributionResult result, int top) {
        List<String> lines = new ArrayList<>();
        for (Table table : tables(result, top)) {
            lines.add("## " + table.title());
            lines.add("");
            if (!table.note().isEmpty()) {
                lines.add(table.note());
                lines.add("");
            }
            lines.add(row(table.header()));
            lines.add("|" + " --- |" + " ---: |".repeat(table.header().size() - 1));
            table.rows().forEach(cells -> lines.add(row(cells)));
            lines.add("");
        }
        return lines;
    }

    private static String row(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream()
                                .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
                                .toList())
                + " |";
    }

    private static List<Table> tables(AttributionResult result, int top) {
        List<Table> tables = new ArrayList<>();
        result.contributions.ifPresent(c -> {
            if (result.byStock) {
                tables.add(stocks(c, top));
            }
            if (result.bySector) {
                tables.add(sectors(c));
            }
        });
        result.brinson.ifPresent(b -> {
            tables.add(brinson(b));
            if (result.months) {
                tables.add(months(b));
            }
        });
        result.stages.ifPresent(s -> tables.add(stages(s)));
        result.regression.ifPresent(r -> tables.add(regression(r, result.factorSource)));
        result.rolling.ifPresent(r -> tables.add(rolling(r)));
        return tables;
    }

    private static Table stocks(ContributionAnalysis c, int top) {
        List<Line> best = c.best(top);
        List<Line> worst = new ArrayList<>(c.worst(top));
        Collections.reverse(worst);
        List<List<String>> rows = new ArrayList<>();
        best.forEach(line -> rows.add(stock(line)));
        double profit = 0;
        double cost = 0;
        for (Line line : c.stocks()) {
            if (!best.contains(line) && !worst.contains(line)) {
                profit += line.profit();
                cost += line.cost();
            }
        }
        int others = c.stocks().size() - best.size() - worst.size();
        if (others > 0) {
            rows.add(List.of(
                    String.format(Locale.ROOT, "%,d others", others),
                    "",
                    percent(profit),
                    percent(-cost),
                    percent(profit - cost)));
        }
        worst.forEach(line -> rows.add(stock(line)));
        rows.add(List.of("cash", "", percent(c.cash()), "", percent(c.cash())));
        rows.add(List.of(
                "sum", "", percent(c.totalReturn() + c.costs()), percent(-c.costs()), percent(c.totalReturn())));
        return new Table(
                "Contributions by stock, " + c.from() + " to " + c.to(),
                "Percentage points of the net return; linked by Cariño (1999); residual "
                        + String.format(Locale.ROOT, "%.1e", c.residual()),
                List.of("stock", "sector", "profit", "costs", "net"),
                rows);
    }

    private static List<String> stock(Line line) {
        return List.of(line.name(), line.sector(), percent(line.profit()), percent(-line.cost()), percent(line.net()));
    }

    private static Table sectors(ContributionAnalysis c) {
        List<List<String>> rows = new ArrayList<>();
        c.sectors()
                .forEach(line -> rows.add(
                        List.of(line.name(), percent(line.profit()), percent(-line.cost()), percent(line.net()))));
        rows.add(List.of("cash", percent(c.cash()), "", percent(c.cash())));
        rows.add(List.of("sum", percent(c.totalReturn() + c.costs()), percent(-c.costs()), percent(c.totalReturn())));
        return new Table(
                "Contributions by sector, " + c.from() + " to " + c.to(),
                "",
                List.of("sector", "profit", "costs", "net"),
                rows);
    }

    private static Table brinson(BrinsonAttribution b) {
        List<List<String>> rows = new ArrayList<>();
        for (BrinsonAttribution.Sector s : b.sectors()) {
            rows.add(List.of(
                    s.name(),
                    percent(s.portfolioWeight()),
                    percent(s.comparisonWeight()),
                    percent(s.portfolioReturn()),
                    percent(s.comparisonReturn()),
                    percent(s.allocation()),
                    percent(s.selection()),
                    percent(s.interaction()),
                    percent(s.total())));
        }
        rows.add(List.of("costs", "", "", "", "", "", "", "", percent(-b.costs())));
        rows.add(List.of(
                "sum",
                "",
                "",
                percent(b.portfolioReturn()),
                percent(b.comparisonReturn()),
                percent(b.allocation()),
                percent(b.selection()),
                percent(b.interaction()),
                percent(b.portfolioReturn() - b.comparisonReturn())));
        return new Table(
                "Allocation and selection by sector, " + b.from() + " to " + b.to(),
                (b.model() == BrinsonModel.BRINSON_FACHLER ? "Brinson-Fachler" : "Brinson-Hood-Beebower") + " against "
                        + b.comparison().label() + "; daily, linked by Cariño (1999); residual "
                        + String.format(Locale.ROOT, "%.1e", b.residual()),
                List.of(
                        "sector",
                        "weight",
                        "compared",
                        "return",
                        "compared",
                        "allocation",
                        "selection",
                        "interaction",
                        "together"),
                rows);
    }

    private static Table months(BrinsonAttribution b) {
        return new Table(
                "Allocation and selection by month",
                "",
                List.of("month", "return", "compared", "allocation", "selection", "interaction", "costs"),
                b.months().stream()
                        .map(m -> List.of(
                                m.month().toString(),
                                percent(m.portfolioReturn()),
                                percent(m.comparisonReturn()),
                                percent(m.allocation()),
                                percent(m.selection()),
                                percent(m.interaction()),
                                percent(-m.costs())))
                        .toList());
    }

    private static Table stages(StageAttribution s) {
        return new Table(
                "By stage of the funnel, " + s.from() + " to " + s.to(),
                "Compounded returns of portfolios; up to selection equally weighted, without costs",
                List.of("stage", "return", "added"),
                s.steps().stream()
                        .map(step -> List.of(step.stage().label(), percent(step.totalReturn()), percent(step.added())))
                        .toList());
    }

    private static Table regression(FactorRegression r, String source) {
        List<List<String>> rows = new ArrayList<>();
        double years = r.frequency().perYear();
        rows.add(List.of(
                "alpha a year",
                percent(r.alphaAnnual()),
                percent(r.alpha().standardError() * years),
                ratio(r.alpha().tStatistic()),
                ""));
        for (Coefficient beta : r.betas()) {
            rows.add(List.of(
                    beta.name(),
                    ratio(beta.value()),
                    ratio(beta.standardError()),
                    ratio(beta.tStatistic()),
                    percent(beta.explained() * years)));
        }
        return new Table(
                "Explained by factors, " + r.from() + " to " + r.to(),
                String.format(
                        Locale.ROOT,
                        "%s; %,d %s returns; R2 %s, adjusted %s; unexplained volatility %s a year; Newey-West, %d lags",
                        source,
                        r.periods(),
                        r.frequency() == Frequency.DAILY ? "daily" : "monthly",
                        ratio(r.rSquared()),
                        ratio(r.adjustedRSquared()),
                        percent(r.residualVolatility()),
                        r.lags()),
                List.of("factor", "estimate", "std. error", "t", "beta x mean, a year"),
                rows);
    }

    /** The last window of each year. */
    private static Table rolling(RollingBetas r) {
        List<String> header = new ArrayList<>(List.of("window to"));
        header.addAll(r.names());
        header.add("alpha a year");
        header.add("R2");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < r.dates().size(); i++) {
            boolean last = i + 1 == r.dates().size()
                    || r.dates().date(i + 1).getYear() != r.dates().date(i).getYear();
            if (last) {
                List<String> row = new ArrayList<>(List.of(r.dates().date(i).toString()));
                for (double[] beta : r.betas()) {
                    row.add(ratio(beta[i]));
                }
                row.add(percent(r.alphaAnnual()[i]));
                row.add(ratio(r.rSquared()[i]));
                rows.add(row);
            }
        }
        return new Table("Rolling betas", "", header, rows);
    }

    private static String percent(double value) {
        return MetricUnit.PERCENT.format(value);
    }

    private static String ratio(double value) {
        return MetricUnit.RATIO.format(value);
    }
}
