package io.qvm.notebook;

import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.analysis.annual.YearReview;
import io.qvm.analysis.attribution.Attribution;
import io.qvm.analysis.attribution.BrinsonModel;
import io.qvm.analysis.attribution.Comparison;
import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.analysis.attribution.FactorTable;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.report.ChartPage;
import io.qvm.report.DatedNote;
import io.qvm.report.DeepDive;
import io.qvm.report.MetricsJson;
import io.qvm.report.PageContext;
import io.qvm.report.SourceCommands;
import io.qvm.report.Tearsheet;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.ChartSet;
import io.qvm.store.RunFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.dflib.DataFrame;

/** One backtest: its tables as data frames, its charts, its tearsheet. All returns are net of costs unless said otherwise. */
public final class RunStudy implements Shown {
    private static final List<String> KEY_FIGURES = List.of(
            "total_return",
            "annual_return",
            "annual_volatility",
            "sharpe",
            "sortino",
            "max_drawdown",
            "calmar",
            "beta",
            "information_ratio",
            "annual_turnover",
            "annual_cost",
            "average_exposure");

    private final Session session;
    private final RunAnalysis analysis;

    RunStudy(Session session, RunAnalysis analysis) {
        this.session = session;
        this.analysis = analysis;
    }

    /** The run as it would be kept. */
    public BacktestRun run() {
        return analysis.run();
    }

    /** All figures about it. */
    public RunAnalysis analysis() {
        return analysis;
    }

    public String name() {
        return run().strategyName();
    }

    /**
     * The daily account: {@code date}, {@code gross}, {@code cost}, {@code net}, {@code benchmark}, {@code exposure},
     * {@code turnover}, {@code equity}, {@code positions}, {@code regime}.
     */
    public DataFrame returns() {
        DailyReturns daily = run().daily();
        return Frames.of(IntStream.range(0, daily.dates().size()).boxed().toList())
                .text("date", i -> daily.dates().date(i))
                .number("gross", i -> daily.gross()[i])
                .number("cost", i -> daily.cost()[i])
                .number("net", i -> daily.net()[i])
                .number("benchmark", i -> daily.benchmark()[i])
                .number("exposure", i -> daily.exposure()[i])
                .number("turnover", i -> daily.turnover()[i])
                .number("equity", i -> daily.equity()[i])
                .count("positions", i -> daily.positions()[i])
                .text("regime", i -> daily.regime()[i])
                .frame();
    }

    /** Targets of every rebalance: {@code date}, {@code ticker}, {@code sector}, {@code rank}, {@code signal}, {@code weight}, {@code shares}. */
    public DataFrame holdings() {
        return Frames.of(run().holdings())
                .text("date", h -> h.date())
                .text("ticker", h -> h.ticker())
                .text("sector", h -> h.sector())
                .count("rank", h -> h.rank())
                .number("signal", h -> h.signal())
                .number("weight", h -> h.weight())
                .number("shares", h -> h.shares())
                .frame();
    }

    /** Executions: {@code date}, {@code ticker}, {@code shares}, {@code price}, {@code cost}, {@code reason}. */
    public DataFrame trades() {
        return Frames.of(run().trades())
                .text("date", t -> t.date())
                .text("ticker", t -> t.ticker())
                .number("shares", t -> t.shares())
                .number("price", t -> t.price())
                .number("cost", t -> t.cost())
                .text("reason", t -> t.reason())
                .frame();
    }

    /** What the funnel did with each stock on each rebalance day, and why. */
    public DataFrame decisions() {
        return Frames.of(run().decisions())
                .text("date", d -> d.date())
                .text("ticker", d -> d.ticker())
                .text("stage", d -> d.stage().name())
                .text("reason", d -> d.reason())
                .count("rank", d -> d.rank())
                .number("signal", d -> d.signal())
                .number("weight", d -> d.weight())
                .frame();
    }

    /** All figures: {@code key}, {@code figure}, {@code strategy}, {@code benchmark}. */
    public DataFrame metrics() {
        return Frames.of(analysis.metrics())
                .text("key", Metric::key)
                .text("figure", Metric::name)
                .number("strategy", Metric::strategy)
                .number("benchmark", Metric::benchmark)
                .frame();
    }

    /**
     * One figure.
     *
     * @param key as in {@link #metrics}, e.g. {@code sharpe}
     * @throws InvalidInputException if there is none of this name
     */
    public double metric(String key) {
        return analysis.metrics().stream()
                .filter(m -> m.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no figure '" + key + "'; the figures are "
                        + String.join(
                                ", ",
                                analysis.metrics().stream().map(Metric::key).toList())))
                .strategy();
    }

    /** Calendar years: {@code year}, {@code strategy}, {@code benchmark}, {@code active} (the difference). */
    public DataFrame years() {
        return Frames.of(List.copyOf(analysis.calendar().annual().keySet()))
                .text("year", y -> y)
                .number("strategy", y -> analysis.calendar().year(y))
                .number("benchmark", y -> analysis.benchmarkCalendar().year(y))
                .number(
                        "active",
                        y -> analysis.calendar().year(y)
                                - analysis.benchmarkCalendar().year(y))
                .frame();
    }

    /** Figures by market regime; empty if the strategy looks at none. */
    public DataFrame regimes() {
        return Frames.of(analysis.regimeFigures())
                .text("regime", r -> r.regime())
                .count("days", r -> r.days())
                .number("annual_mean", r -> r.annualMean())
                .number("annual_volatility", r -> r.annualVolatility())
                .number("sharpe", r -> r.sharpe())
                .number("benchmark_mean", r -> r.benchmarkMean())
                .number("beta", r -> r.beta())
                .number("exposure", r -> r.averageExposure())
                .frame();
    }

    /** The deepest drawdowns: {@code start}, {@code trough}, {@code recovery}, {@code depth}, {@code days}. */
    public DataFrame drawdowns() {
        return Frames.of(analysis.worstDrawdowns())
                .text("start", d -> d.start())
                .text("trough", d -> d.trough())
                .text("recovery", d -> d.recovery().map(LocalDate::toString).orElse("not yet"))
                .number("depth", d -> d.depth())
                .count("days", d -> d.tradingDays())
                .frame();
    }

    /** Return against a comparison portfolio by sector, linked over the days: Brinson and Fachler's effects. */
    public DataFrame sectorAttribution(Comparison comparison) {
        var dates = analysis.record().dates();
        var brinson = Attribution.of(run(), session.market())
                .brinson(comparison, BrinsonModel.BRINSON_FACHLER, dates.date(0), dates.date(dates.size() - 1));
        return Frames.of(brinson.sectors())
                .text("sector", s -> s.name())
                .number("weight", s -> s.portfolioWeight())
                .number("comparison_weight", s -> s.comparisonWeight())
                .number("allocation", s -> s.allocation())
                .number("selection", s -> s.selection())
                .number("interaction", s -> s.interaction())
                .number("total", s -> s.total())
                .frame();
    }

    /** Sector attribution against the liquid stocks, equally weighted: what selection added to the universe it chose from. */
    public DataFrame sectorAttribution() {
        return sectorAttribution(Comparison.LIQUID_EQUAL);
    }

    /** What each stage of the funnel added: {@code stage}, {@code total_return}, {@code added}. */
    public DataFrame stageAttribution() {
        var dates = analysis.record().dates();
        return Frames.of(Attribution.of(run(), session.market())
                        .stages(dates.date(0), dates.date(dates.size() - 1))
                        .steps())
                .text("stage", s -> s.stage().label())
                .number("total_return", s -> s.totalReturn())
                .number("added", s -> s.added())
                .frame();
    }

    /**
     * Net returns regressed on the daily returns of the model's own factors, top less bottom portfolio: {@code name},
     * {@code beta} (of alpha: a year), {@code t} (Newey-West).
     */
    public DataFrame factorAttribution() {
        FactorEvaluation evaluation = FactorEvaluation.of(session.scores(run().scoresVersion()), session.market());
        FactorTable factors = FactorTable.of(evaluation, List.of("quality", "value", "momentum"));
        FactorRegression fit =
                FactorRegression.of(analysis.record().dates(), analysis.record().net(), factors);
        List<FactorRegression.Coefficient> all = new java.util.ArrayList<>(List.of(fit.alpha()));
        all.addAll(fit.betas());
        return Frames.of(all)
                .text("name", c -> c == fit.alpha() ? "alpha, a year" : c.name())
                .number("beta", c -> c == fit.alpha() ? fit.alphaAnnual() : c.value())
                .number("t", c -> c.tStatistic())
                .frame();
    }

    /** Value of one unit of capital against the benchmark, with regimes shaded. */
    public Page growth() {
        return chart("growth");
    }

    /** Distance from the highest value so far. */
    public Page drawdown() {
        return chart("drawdown");
    }

    /**
     * One chart of the tearsheet.
     *
     * @param id {@code growth}, {@code drawdown}, {@code annual}, {@code rolling-sharpe}, {@code exposure}, {@code sectors} ...
     * @throws InvalidInputException if the run has no such chart
     */
    public Page chart(String id) {
        ChartSet all = ChartPage.of(analysis);
        List<Chart> one = all.charts().stream().filter(c -> c.id().equals(id)).toList();
        if (one.isEmpty()) {
            throw new InvalidInputException("run of " + name() + " has no chart '" + id + "'; it has "
                    + String.join(", ", all.charts().stream().map(Chart::id).toList()));
        }
        String axis = one.get(0).axis();
        return new Page(
                name() + ": " + one.get(0).title(),
                ChartPage.render(new ChartSet(
                        java.util.Map.of(
                                axis,
                                java.util.Objects.requireNonNull(all.axes().get(axis))),
                        one)));
    }

    /** The whole tearsheet. */
    public Page tearsheet() {
        return new Page("Tearsheet of " + name(), Tearsheet.render(analysis));
    }

    /**
     * One year on a page: what happened, what drove it, every decision behind it.
     *
     * @param notes of the user; those of other years are left out
     */
    public Page deepDive(int year, DatedNote... notes) {
        return new Page(
                name() + " in " + year,
                DeepDive.render(
                        YearReview.of(analysis, year),
                        new PageContext(
                                SourceCommands.unnamed(run().scoresVersion()), Trials.UNKNOWN, "", List.of(notes))));
    }

    /** Writes the run to a folder that {@code ./qvm report}, {@code runs diff} and Python read. */
    public Path save(String folder) {
        Path path = Path.of(folder);
        RunFolder.write(path, session.withOrigin(run()), MetricsJson.render(analysis));
        return path;
    }

    private DataFrame keyFigures() {
        return Frames.of(analysis.metrics().stream()
                        .filter(m -> KEY_FIGURES.contains(m.key()))
                        .toList())
                .text("figure", Metric::name)
                .text("strategy", Metric::strategyText)
                .text("benchmark", Metric::benchmarkText)
                .frame();
    }

    @Override
    public String html() {
        return "<div style=\"font:13px system-ui\"><b>" + Html.escape(name()) + "</b> on "
                + Html.escape(run().scoresVersion() + ", " + run().start() + " to " + run().end()) + "</div>"
                + Table.of(keyFigures()).html();
    }

    @Override
    public String text() {
        return name() + " on " + run().scoresVersion() + ", " + run().start() + " to " + run().end() + "\n"
                + Table.of(keyFigures()).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
