package io.qvm.notebook;

import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.InvalidInputException;
import io.qvm.report.ChartPage;
import io.qvm.report.ComparisonPage;
import io.qvm.report.chart.ChartSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.dflib.DataFrame;

/** Several runs on common axes, each over its own track record. */
public final class ComparisonStudy implements Shown {
    private final String title;
    private final List<RunStudy> runs;

    ComparisonStudy(String title, List<RunStudy> runs) {
        if (runs.isEmpty()) {
            throw new InvalidInputException("a comparison needs at least one run");
        }
        this.title = title;
        this.runs = List.copyOf(runs);
    }

    /** The runs in their order. */
    public List<RunStudy> runs() {
        return runs;
    }

    /**
     * One of the runs.
     *
     * @throws InvalidInputException if no run has this name
     */
    public RunStudy run(String name) {
        return runs.stream()
                .filter(run -> run.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no run '" + name + "'; the runs are "
                        + String.join(", ", runs.stream().map(RunStudy::name).toList())));
    }

    private List<RunAnalysis> analyses() {
        return runs.stream().map(RunStudy::analysis).toList();
    }

    /**
     * The key figures, a row for each run and one for the benchmark: {@code name}, {@code cagr}, {@code volatility},
     * {@code sharpe}, {@code max_drawdown}, {@code calmar}, {@code turnover} and {@code cost} a year, {@code exposure}.
     */
    public DataFrame summary() {
        record Line(String name, RunStudy run, boolean benchmark) {
            double value(String key) {
                return run.analysis().metrics().stream()
                        .filter(m -> m.key().equals(key))
                        .mapToDouble(benchmark ? Metric::benchmark : Metric::strategy)
                        .findFirst()
                        .orElse(Double.NaN);
            }
        }
        List<Line> lines = new java.util.ArrayList<>(
                runs.stream().map(run -> new Line(run.name(), run, false)).toList());
        Optional<RunStudy> compared =
                runs.stream().filter(r -> r.analysis().record().hasBenchmark()).findFirst();
        compared.ifPresent(r -> lines.add(new Line(r.run().benchmarkSymbol(), r, true)));
        return Frames.of(lines)
                .text("name", Line::name)
                .number("cagr", l -> l.value("annual_return"))
                .number("volatility", l -> l.value("annual_volatility"))
                .number("sharpe", l -> l.value("sharpe"))
                .number("max_drawdown", l -> l.value("max_drawdown"))
                .number("calmar", l -> l.value("calmar"))
                .number("turnover", l -> l.value("annual_turnover"))
                .number("cost", l -> l.value("annual_cost"))
                .number("exposure", l -> l.value("average_exposure"))
                .frame();
    }

    /** The same with shares in per cent and columns shaded. */
    public Table table() {
        return Table.of(summary())
                .percent("cagr", "volatility", "max_drawdown", "cost", "exposure")
                .shaded("cagr", "sharpe", "max_drawdown", "calmar");
    }

    /** Calendar years, a column for each run and one for the benchmark. */
    public DataFrame years() {
        TreeSet<Integer> all = new TreeSet<>();
        runs.forEach(run -> all.addAll(run.analysis().calendar().annual().keySet()));
        var columns = Frames.of(List.copyOf(all)).text("year", y -> y);
        for (RunStudy run : runs) {
            columns.number(run.name(), y -> run.analysis().calendar().annual().getOrDefault(y, Double.NaN));
        }
        if (!runs.get(0).run().benchmarkSymbol().isEmpty()) {
            columns.number(
                    "benchmark",
                    y -> runs.get(0).analysis().benchmarkCalendar().annual().getOrDefault(y, Double.NaN));
        }
        return columns.frame();
    }

    /** Growth of one unit of capital, on a logarithmic scale. */
    public Page growth() {
        return chart("growth").log();
    }

    /** Drawdowns with the line at -25 % that a committee watches. */
    public Page drawdowns() {
        return chart("drawdown");
    }

    /** Share of capital invested, by day. */
    public Page exposure() {
        return chart("exposure");
    }

    private Page chart(String id) {
        ChartSet all = ChartPage.of(analyses());
        return new Page(
                title + ": " + id,
                ChartPage.render(new ChartSet(
                        all.axes(),
                        all.charts().stream().filter(c -> c.id().equals(id)).toList())));
    }

    /** The whole comparison page. */
    public Page page() {
        return new Page(title, ComparisonPage.render(title, analyses()));
    }

    @Override
    public String html() {
        return table().html();
    }

    @Override
    public String text() {
        return table().text();
    }

    @Override
    public String toString() {
        return text();
    }
}
