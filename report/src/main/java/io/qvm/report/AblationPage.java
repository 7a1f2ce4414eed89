package io.qvm.report;

import io.qvm.analysis.Metric;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import io.qvm.report.Dossier.Row;
import io.qvm.report.Dossier.Table;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each stage of a strategy's funnel and each overlay costs and brings. */
public final class AblationPage {
    private static final List<String> KEYS = List.of(
            "annual_return",
            "annual_volatility",
            "sharpe",
            "max_drawdown",
            "annual_turnover",
            "annual_cost",
            "average_exposure");

    private AblationPage() {}

    /**
     * Renders the page.
     *
     * @param names of the variants, the strategy itself first
     * @param runs theirs
     * @param context what it takes to make the page again
     */
    public static String render(String title, List<String> names, List<RunAnalysis> runs, PageContext context) {
        List<String> without = names.stream()
                .skip(1)
                .map(name -> name.replaceFirst("^with(out)? ", "").replaceFirst(" \\(.*", ""))
                .toList();
        double[] sharpe = brings("sharpe", runs);
        double[] growth = brings("annual_return", runs);
        Dossier.Builder page = new Dossier.Builder()
                .identity(PageIdentity.ablation(title, names, runs, context).toJson())
                .axis("stages", without)
                .section(
                        "What each stage brings",
                        List.of(
                                "The strategy as it is, less the strategy without the stage: above zero, the stage helps. The"
                                        + " parts do not add up to the whole, as stages work on each other."),
                        List.of(
                                Chart.of(
                                        "sharpe",
                                        "Sharpe ratio that each stage brings",
                                        "Sharpe ratio as it is less that without the stage.",
                                        "stages",
                                        Format.RATIO,
                                        List.of(new Series("Sharpe ratio", "strategy", Kind.BAR, sharpe))),
                                Chart.of(
                                        "growth",
                                        "Annual return that each stage brings",
                                        "CAGR as it is less that without the stage.",
                                        "stages",
                                        Format.PERCENT,
                                        List.of(new Series("CAGR", "strategy", Kind.BAR, growth)))),
                        List.of(figures(names, runs), differences(names, runs)));
        return RunOrigins.close(page, names, runs, context.commands().verify("ablation.html"))
                .render("Ablation", title, Map.of("Variants", String.valueOf(names.size() - 1)));
    }

    private static double[] brings(String key, List<RunAnalysis> runs) {
        double base = value(runs.get(0), key);
        return runs.stream().skip(1).mapToDouble(run -> base - value(run, key)).toArray();
    }

    private static Table figures(List<String> names, List<RunAnalysis> runs) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            RunAnalysis run = runs.get(i);
            rows.add(new Row(
                    names.get(i),
                    KEYS.stream()
                            .map(key -> new Cell(metric(run, key).strategyText(), 0))
                            .toList()));
        }
        return new Table("Figures of each variant, net of costs", header(runs), rows);
    }

    private static Table differences(List<String> names, List<RunAnalysis> runs) {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < names.size(); i++) {
            RunAnalysis run = runs.get(i);
            rows.add(new Row(
                    names.get(i),
                    KEYS.stream()
                            .map(key -> new Cell(
                                    metric(run, key).unit().format(value(run, key) - value(runs.get(0), key)), 0))
                            .toList()));
        }
        return new Table("The same, less that of the strategy as it is", header(runs), rows);
    }

    private static List<String> header(List<RunAnalysis> runs) {
        List<String> header = new ArrayList<>(List.of("Variant"));
        KEYS.forEach(key -> header.add(metric(runs.get(0), key).name()));
        return header;
    }

    private static double value(RunAnalysis run, String key) {
        return metric(run, key).strategy();
    }

    private static Metric metric(RunAnalysis run, String key) {
        return run.metrics().stream()
                .filter(m -> m.key().equals(key))
                .findFirst()
                .orElseGet(() -> new Metric(key, "", key, MetricUnit.RATIO, Double.NaN, Double.NaN, ""));
    }
}
