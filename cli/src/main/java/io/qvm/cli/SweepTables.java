package io.qvm.cli;

import io.qvm.report.SweepView;
import io.qvm.research.SweepPlan;
import io.qvm.research.Trial;
import io.qvm.research.WalkForwardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results of a sweep as tables: for the terminal, for files, for the page. */
final class SweepTables {
    static final List<String> WALK_HEADER =
            List.of("train from", "test from", "test to", "best in training", "training", "test", "rank in test");

    private static final List<String> SHOWN =
            List.of("annual_return", "annual_volatility", "sharpe", "max_drawdown", "annual_turnover");

    private final SweepPlan plan;
    private final List<Trial> ranked;
    private final List<String> parameters;

    /**
     * @param ranked trials, best first
     */
    SweepTables(SweepPlan plan, List<Trial> ranked) {
        this.plan = plan;
        this.ranked = ranked;
        this.parameters = List.copyOf(plan.parameters().keySet());
    }

    List<String> header() {
        List<String> header = new ArrayList<>(List.of("rank"));
        header.addAll(parameters);
        header.addAll(SHOWN);
        return header;
    }

    /** The best trials. */
    List<List<String>> rows(int most) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(most, ranked.size()); i++) {
            Trial trial = ranked.get(i);
            List<String> row = new ArrayList<>(List.of(String.valueOf(i + 1)));
            parameters.forEach(key -> row.add(String.valueOf(trial.values().get(key))));
            SHOWN.forEach(metric -> row.add(text(metric, trial.metric(metric))));
            rows.add(row);
        }
        return rows;
    }

    String text(String metric, double value) {
        return SweepCommand.unit(metric).format(value);
    }

    String csv() {
        StringBuilder csv = new StringBuilder("rank");
        parameters.forEach(key -> csv.append(',').append(quote(key)));
        Trial.METRICS.forEach(metric -> csv.append(',').append(metric));
        csv.append(",error\n");
        for (int i = 0; i < ranked.size(); i++) {
            Trial trial = ranked.get(i);
            csv.append(i + 1);
            parameters.forEach(key ->
                    csv.append(',').append(quote(String.valueOf(trial.values().get(key)))));
            Trial.METRICS.forEach(metric -> csv.append(',').append(number(trial.metric(metric))));
            csv.append(',').append(quote(trial.error())).append('\n');
        }
        return csv.toString();
    }

    List<List<String>> walk(WalkForwardResult result) {
        return result.windows().stream()
                .map(w -> List.of(
                        w.trainFrom().toString(),
                        w.testFrom().toString(),
                        w.testTo().toString(),
                        w.chosen().label(),
                        text(plan.objective(), w.train()),
                        text(plan.objective(), w.test()),
                        String.valueOf(w.rankInTest())))
                .toList();
    }

    String walkCsv(WalkForwardResult result) {
        StringBuilder csv = new StringBuilder("train_from,test_from,test_to,chosen,train,test,rank_in_test\n");
        result.windows()
                .forEach(w -> csv.append(w.trainFrom())
                        .append(',')
                        .append(w.testFrom())
                        .append(',')
                        .append(w.testTo())
                        .append(',')
                        .append(quote(w.chosen().label()))
                        .append(',')
                        .append(number(w.train()))
                        .append(',')
                        .append(number(w.test()))
                        .append(',')
                        .append(w.rankInTest())
                        .append('\n'));
        return csv.toString();
    }

    /** What the page shows. */
    SweepView view(String title, Optional<WalkForwardResult> walk) {
        List<SweepView.SweepRow> rows = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            Trial trial = ranked.get(i);
            rows.add(new SweepView.SweepRow(
                    i + 1,
                    parameters.stream()
                            .map(key -> String.valueOf(trial.values().get(key)))
                            .toList(),
                    Trial.METRICS.stream().map(trial::metric).toList(),
                    trial.error()));
        }
        return new SweepView(
                title,
                plan.objective(),
                SweepCommand.unit(plan.objective()),
                parameters,
                Trial.METRICS,
                Trial.METRICS.stream().map(SweepCommand::unit).toList(),
                rows,
                heatmaps(),
                walk.map(result -> result.windows().stream()
                                .map(w -> new SweepView.WalkForwardRow(
                                        w.trainFrom(),
                                        w.testFrom(),
                                        w.testTo(),
                                        w.chosen().label(),
                                        w.train(),
                                        w.test(),
                                        w.rankInTest()))
                                .toList())
                        .orElse(List.of()),
                walk.map(result -> List.of("Over all test windows the objective is "
                                + text(plan.objective(), result.objective()) + "."))
                        .orElse(List.of()));
    }

    /** For each pair of parameters the mean objective over the others. */
    private List<SweepView.Heatmap> heatmaps() {
        List<SweepView.Heatmap> maps = new ArrayList<>();
        for (int a = 0; a < parameters.size(); a++) {
            for (int b = a + 1; b < parameters.size(); b++) {
                List<Object> rows = plan.parameters().getOrDefault(parameters.get(a), List.of());
                List<Object> columns = plan.parameters().getOrDefault(parameters.get(b), List.of());
                if (rows.size() < 2 || columns.size() < 2) {
                    continue;
                }
                double[][] values = new double[rows.size()][columns.size()];
                for (int i = 0; i < rows.size(); i++) {
                    for (int j = 0; j < columns.size(); j++) {
                        values[i][j] = mean(Map.of(parameters.get(a), rows.get(i), parameters.get(b), columns.get(j)));
                    }
                }
                maps.add(new SweepView.Heatmap(
                        parameters.get(a),
                        rows.stream().map(String::valueOf).toList(),
                        parameters.get(b),
                        columns.stream().map(String::valueOf).toList(),
                        values));
            }
        }
        return maps;
    }

    private double mean(Map<String, Object> fixed) {
        OptionalDouble mean = ranked.stream()
                .filter(t -> fixed.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(t.values().get(e.getKey()))))
                .mapToDouble(t -> t.metric(plan.objective()))
                .filter(v -> !Double.isNaN(v))
                .average();
        return mean.orElse(Double.NaN);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quote(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
