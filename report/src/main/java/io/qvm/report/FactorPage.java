package io.qvm.report;

import io.qvm.analysis.Growth;
import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.analysis.factor.FactorResult;
import io.qvm.analysis.factor.GroupResult;
import io.qvm.analysis.factor.HorizonResult;
import io.qvm.analysis.factor.MeanEstimate;
import io.qvm.market.DateIndex;
import io.qvm.report.Dossier.Table;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the scores of a version say about later returns. */
public final class FactorPage {
    private static final String DAYS = "day";
    private static final String KICKER = "Factor evaluation";
    private static final int COLOURS = 10;

    private final FactorEvaluation evaluation;
    private final int main;
    private final Dossier.Builder page = new Dossier.Builder();

    private FactorPage(FactorEvaluation evaluation) {
        this.evaluation = evaluation;
        this.main = evaluation.settings().mainHorizon();
    }

    /** Renders the page. */
    public static String render(FactorEvaluation evaluation) {
        return new FactorPage(evaluation).render();
    }

    /**
     * Renders the page with what it takes to make it again.
     *
     * @param identity of this evaluation
     */
    public static String render(FactorEvaluation evaluation, EvaluationIdentity identity) {
        FactorPage page = new FactorPage(evaluation);
        page.fill();
        page.origin(identity);
        return page.page.render(KICKER, evaluation.version(), page.facts());
    }

    /** The page's texts and tables as Markdown. */
    public static String markdown(FactorEvaluation evaluation, EvaluationIdentity identity) {
        FactorPage page = new FactorPage(evaluation);
        page.fill();
        page.origin(identity);
        return Markdown.of(page.page.page(KICKER, evaluation.version(), page.facts()));
    }

    private String render() {
        fill();
        return page.render(KICKER, evaluation.version(), facts());
    }

    private void origin(EvaluationIdentity identity) {
        SourceCommands commands = identity.commands();
        LocalDate last = evaluation.dates().date(evaluation.dates().size() - 1);
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("This page, recomputed", commands.verify("evaluation-" + evaluation.version() + ".html"));
        sources.put("A score, down to facts and prices", commands.explain(identity.ticker(), last));
        page.identity(identity.toJson())
                .section(
                        "Where the numbers come from",
                        List.of(),
                        List.of(),
                        List.of(DeepDiveTables.words(
                                "Versions and digests that make this page repeatable",
                                List.of("What", "Value"),
                                identity.provenance().entrySet().stream()
                                        .map(e -> List.of(e.getKey(), e.getValue()))
                                        .toList())),
                        Map.of(),
                        1,
                        sources);
    }

    private void fill() {
        DateIndex dates = evaluation.dates();
        page.axis(DAYS, texts(dates));
        page.axis(
                "age",
                evaluation.settings().ages().stream().map(age -> age + " d").toList());
        page.axis(
                "portfolio",
                IntStream.rangeClosed(1, evaluation.settings().quantiles())
                        .mapToObj(q -> q == 1 ? "1 lowest" : String.valueOf(q))
                        .toList());
        summary();
        overTime();
        portfolios();
        returns();
        parts();
        together();
    }

    private Map<String, String> facts() {
        DateIndex dates = evaluation.dates();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Scores", evaluation.version());
        facts.put("Days", dates.date(0) + " to " + dates.date(dates.size() - 1));
        facts.put("Score days", String.format(Locale.ROOT, "%,d", dates.size()));
        facts.put("Main horizon", main + " trading days");
        return facts;
    }

    private void summary() {
        List<List<String>> rows = new ArrayList<>();
        for (FactorResult factor : evaluation.factors()) {
            for (HorizonResult h : factor.horizons()) {
                rows.add(List.of(
                        factor.name() + ", " + h.horizon() + " d",
                        ic(h.rank().mean()),
                        MetricUnit.RATIO.format(h.rank().tStatistic()),
                        MetricUnit.RATIO.format(h.rank().ratio()),
                        MetricUnit.PERCENT.format(h.rank().positive()),
                        ic(h.linear().mean()),
                        MetricUnit.PERCENT.format(h.spread().mean()),
                        MetricUnit.RATIO.format(h.spread().tStatistic()),
                        MetricUnit.RATIO.format(h.monotonicity()),
                        MetricUnit.PERCENT.format(h.topTurnover()),
                        MetricUnit.RATIO.format(h.autocorrelation())));
            }
        }
        page.section(
                "Scores and later returns",
                List.of(
                        "The information coefficient (IC) of a day is the correlation across stocks of the day's scores with"
                                + " the returns that follow: bought at the close "
                                + evaluation.settings().executionLag()
                                + " trading day(s) after the score, held for the horizon. By rank (Spearman) unless it says linear"
                                + " (Pearson).",
                        "t is the mean over its standard error, corrected for the overlap of neighbouring days (Newey and West"
                                + " 1987, horizon less one lags). IC / std is per day, not annualised. The spread is the mean return of"
                                + " the top portfolio less that of the bottom one over the horizon. Nothing is filtered by liquidity and"
                                + " there are no costs: this measures information, not profit."),
                List.of(),
                List.of(Table.of(
                        "By factor and horizon",
                        List.of(
                                "Factor, horizon",
                                "IC",
                                "t",
                                "IC / std",
                                "IC > 0",
                                "IC linear",
                                "Spread",
                                "t of spread",
                                "Monotony",
                                "Turnover of top",
                                "Autocorr."),
                        rows)));
    }

    private void overTime() {
        page.section(
                "Over time, and as scores age",
                List.of(
                        "A line that rises steadily is information that was there all the time; one that jumps was there once."),
                List.of(
                        Chart.of(
                                "ic-sum",
                                "Sum of daily rank ICs, " + main + " days",
                                "Cumulated information coefficients by factor; days without one add nothing.",
                                DAYS,
                                Format.RATIO,
                                lines(f -> sums(f.horizon(main).rankIc()))),
                        Chart.of(
                                "ic-age",
                                "Rank IC by age of the score",
                                "Mean information coefficient when the score is acted on so many trading days late.",
                                "age",
                                Format.RATIO,
                                lines(f -> f.ages().stream()
                                        .mapToDouble(age -> age.rank().mean())
                                        .toArray())),
                        Chart.of(
                                "coverage",
                                "Stocks with a score",
                                "Number of stocks with a score on each day, by factor.",
                                DAYS,
                                Format.COUNT,
                                lines(f -> Arrays.stream(f.coverage().perDay())
                                        .asDoubleStream()
                                        .toArray()))),
                List.of(Table.of(
                        "Coverage",
                        List.of("Factor", "Score days", "Stocks a day", "Of those with a price", "Could be bought"),
                        evaluation.factors().stream()
                                .map(f -> List.of(
                                        f.name(),
                                        MetricUnit.COUNT.format(f.coverage().days()),
                                        MetricUnit.AVERAGE.format(f.coverage().scored()),
                                        MetricUnit.PERCENT.format(f.coverage().share()),
                                        MetricUnit.PERCENT.format(f.coverage().tradable())))
                                .toList())));
    }

    private void portfolios() {
        List<Series> bars = new ArrayList<>();
        int number = 1;
        for (FactorResult factor : evaluation.factors()) {
            bars.add(new Series(
                    factor.name(),
                    role(number++),
                    Kind.BAR,
                    factor.horizon(main).quantiles().stream()
                            .mapToDouble(MeanEstimate::mean)
                            .toArray()));
        }
        page.section(
                "Portfolios by score",
                List.of("Stocks sorted by score into portfolios of equal number each day; mean return over " + main
                        + " trading days, equally weighted."),
                List.of(Chart.of(
                        "portfolios",
                        "Mean return by portfolio, " + main + " days",
                        "Bars rise from the lowest scores to the highest where a factor orders returns.",
                        "portfolio",
                        Format.PERCENT,
                        bars)),
                List.of());
    }

    private void returns() {
        TreeSet<Integer> days = new TreeSet<>();
        evaluation
                .factors()
                .forEach(f -> IntStream.range(0, f.returns().dates().size())
                        .forEach(i -> days.add(f.returns().dates().epochDay(i))));
        DateIndex dates = DateIndex.of(days.stream().mapToInt(d -> d).toArray());
        page.axis("return-day", texts(dates));
        page.section(
                "Factor returns",
                List.of(
                        "Top portfolio less bottom one, every day, without costs; the newest score that could have been traded."),
                List.of(Chart.of(
                                "factor-returns",
                                "Growth of the factors' portfolios",
                                "Value of one unit in the top portfolio less the bottom one, by factor.",
                                "return-day",
                                Format.GROWTH,
                                lines(f -> on(dates, f)))
                        .withLogarithmicScale()),
                List.of(Table.of(
                        "Figures of the factors' returns",
                        List.of("Factor", "CAGR", "Volatility", "Sharpe", "Max drawdown"),
                        evaluation.factors().stream()
                                .map(f -> List.of(
                                        f.name(),
                                        MetricUnit.PERCENT.format(
                                                f.returns().figures().annualReturn()),
                                        MetricUnit.PERCENT.format(
                                                f.returns().figures().annualVolatility()),
                                        MetricUnit.RATIO.format(
                                                f.returns().figures().sharpe()),
                                        MetricUnit.PERCENT.format(
                                                f.returns().figures().maxDrawdown())))
                                .toList())));
    }

    private void parts() {
        page.section(
                "By year and sector",
                List.of("Mean rank IC over " + main
                        + " trading days with its t-statistic; in sectors among their own stocks."),
                List.of(),
                List.of(
                        parts("By year", "Year", FactorResult::years),
                        parts("By sector", "Sector", FactorResult::sectors)));
    }

    private Table parts(String caption, String head, Function<FactorResult, List<GroupResult>> groups) {
        TreeSet<String> names = new TreeSet<>();
        evaluation.factors().forEach(f -> groups.apply(f).forEach(g -> names.add(g.name())));
        List<String> header = new ArrayList<>(List.of(head));
        evaluation.factors().forEach(f -> header.addAll(List.of(f.name(), "t")));
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name.isEmpty() ? "no sector" : name));
            for (FactorResult factor : evaluation.factors()) {
                row.add(ic(value(groups.apply(factor), name, MeanEstimate::mean)));
                row.add(MetricUnit.RATIO.format(value(groups.apply(factor), name, MeanEstimate::tStatistic)));
            }
            rows.add(row);
        }
        return Table.of(caption, header, rows);
    }

    private static double value(List<GroupResult> groups, String name, ToDoubleFunction<MeanEstimate> figure) {
        return groups.stream()
                .filter(g -> g.name().equals(name))
                .mapToDouble(g -> figure.applyAsDouble(g.rank()))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void together() {
        page.section(
                "Factors beside each other",
                List.of(
                        "Means over the days of the correlation across stocks; returns: of the factors' daily returns."),
                List.of(),
                List.of(
                        matrix("Rank correlation of scores", evaluation.rankCorrelation()),
                        matrix("Linear correlation of scores", evaluation.linearCorrelation()),
                        matrix("Correlation of factor returns", evaluation.returnCorrelation())));
    }

    private Table matrix(String caption, double[][] values) {
        List<String> header = new ArrayList<>(List.of("Factor"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String name = evaluation.factors().get(i).name();
            header.add(name);
            List<String> row = new ArrayList<>(List.of(name));
            Arrays.stream(values[i]).mapToObj(MetricUnit.RATIO::format).forEach(row::add);
            rows.add(row);
        }
        return Table.of(caption, header, rows);
    }

    private List<Series> lines(Function<FactorResult, double[]> values) {
        List<Series> lines = new ArrayList<>();
        int number = 1;
        for (FactorResult factor : evaluation.factors()) {
            lines.add(new Series(factor.name(), role(number++), Kind.LINE, values.apply(factor)));
        }
        return lines;
    }

    private static String role(int number) {
        return "sector-" + (1 + (number - 1) % COLOURS);
    }

    private static double[] sums(double[] values) {
        double[] sums = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Double.isNaN(values[i]) ? 0 : values[i];
            sums[i] = sum;
        }
        return sums;
    }

    private static double[] on(DateIndex dates, FactorResult factor) {
        double[] out = new double[dates.size()];
        Arrays.fill(out, Double.NaN);
        double[] growth = Growth.of(factor.returns().longShort());
        for (int i = 0; i < factor.returns().dates().size(); i++) {
            out[dates.indexOf(factor.returns().dates().date(i))] =
                    growth[growth.length - factor.returns().dates().size() + i];
        }
        return out;
    }

    private static List<String> texts(DateIndex dates) {
        return IntStream.range(0, dates.size())
                .mapToObj(i -> dates.date(i).toString())
                .toList();
    }

    /** Information coefficients are small: three decimals. */
    private static String ic(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.3f", value).replace('-', '−')
                : MetricUnit.NONE;
    }
}
