package io.qvm.report;

import io.qvm.report.Dossier.Row;
import io.qvm.report.Dossier.Table;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The trials of a sweep: ranks, heatmaps, and what was earned by choosing in time. */
public final class SweepPage {
    private static final int MOST_ROWS = 200;

    private SweepPage() {}

    /** Renders the page. */
    public static String render(SweepView view) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Trials", String.format(Locale.ROOT, "%,d", view.rows().size()));
        facts.put("Ranked by", view.objective());
        facts.put("Parameters", String.join(", ", view.parameterNames()));
        long failed = view.rows().stream().filter(r -> !r.error().isEmpty()).count();
        if (failed > 0) {
            facts.put("Failed", String.format(Locale.ROOT, "%,d", failed));
        }
        Dossier.Builder page = new Dossier.Builder()
                .axis(
                        "ranks",
                        view.rows().stream().map(r -> String.valueOf(r.rank())).toList())
                .section(
                        "Ranks",
                        List.of(String.format(
                                Locale.ROOT,
                                "The best of %,d trials looks better than it is, the more so the more there were: look at the"
                                        + " plateau rather than at the peak, and at what choosing in time would have"
                                        + " earned.",
                                view.rows().size())),
                        List.of(curve(view)),
                        List.of(table(view)));
        if (!view.heatmaps().isEmpty()) {
            page.section(
                    "Pairs of parameters",
                    List.of("Mean " + view.objective() + " over all other parameters; darker is better."),
                    List.of(),
                    view.heatmaps().stream().map(map -> heatmap(view, map)).toList());
        }
        if (!view.walkForward().isEmpty()) {
            page.section("Walking forward", view.notes(), List.of(), List.of(walk(view)));
        }
        return page.render("Sweep", view.title(), facts);
    }

    private static Chart curve(SweepView view) {
        int at = view.metricNames().indexOf(view.objective());
        double[] values = view.rows().stream()
                .mapToDouble(r -> at < 0 || r.metrics().isEmpty()
                        ? Double.NaN
                        : r.metrics().get(at))
                .toArray();
        return Chart.of(
                "objective",
                view.objective() + " by rank",
                "The objective of all trials, the best first.",
                "ranks",
                view.unit() == io.qvm.analysis.MetricUnit.PERCENT ? Format.PERCENT : Format.RATIO,
                List.of(new Series(view.objective(), "strategy", Kind.LINE, values)));
    }

    private static Table table(SweepView view) {
        List<String> header = new ArrayList<>(List.of("Rank"));
        header.addAll(view.parameterNames());
        header.addAll(view.metricNames());
        List<Row> rows = new ArrayList<>();
        for (SweepView.SweepRow trial : view.rows()) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            List<Cell> cells = new ArrayList<>();
            trial.values().forEach(value -> cells.add(new Cell(value, 0)));
            for (int m = 0; m < view.metricNames().size(); m++) {
                String text = !trial.error().isEmpty()
                        ? (m == 0 ? trial.error() : "")
                        : view.metricUnits().get(m).format(trial.metrics().get(m));
                cells.add(new Cell(text, 0));
            }
            rows.add(new Row(String.valueOf(trial.rank()), cells));
        }
        String shown = view.rows().size() > MOST_ROWS
                ? String.format(
                        Locale.ROOT,
                        "The best %,d of %,d trials",
                        MOST_ROWS,
                        view.rows().size())
                : "All trials, the best first";
        return new Table(shown, header, rows);
    }

    private static Table heatmap(SweepView view, SweepView.Heatmap map) {
        double[] all = Arrays.stream(map.values())
                .flatMapToDouble(Arrays::stream)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double least = Arrays.stream(all).min().orElse(0);
        double largest = Arrays.stream(all).max().orElse(0);
        List<String> header = new ArrayList<>(List.of(map.rowParameter() + " \\ " + map.columnParameter()));
        header.addAll(map.columns());
        List<Row> rows = IntStream.range(0, map.rows().size())
                .mapToObj(i -> new Row(
                        map.rows().get(i),
                        Arrays.stream(map.values()[i])
                                .mapToObj(v -> new Cell(view.unit().format(v), Shades.between(v, least, largest)))
                                .toList()))
                .toList();
        return new Table(map.rowParameter() + " by " + map.columnParameter(), header, rows);
    }

    private static Table walk(SweepView view) {
        return Table.of(
                "The best trial of each training window, held through the test window after it; its rank is among all trials"
                        + " over the test window",
                List.of("Train from", "Test from", "Test to", "Chosen", "Training", "Test", "Rank in test"),
                view.walkForward().stream()
                        .map(w -> List.of(
                                w.trainFrom().toString(),
                                w.testFrom().toString(),
                                w.testTo().toString(),
                                w.chosen(),
                                view.unit().format(w.train()),
                                view.unit().format(w.test()),
                                String.valueOf(w.rankInTest())))
                        .toList());
    }
}
