package io.qvm.notebook;

import io.qvm.analysis.Growth;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.analysis.factor.FactorResult;
import io.qvm.analysis.factor.HorizonResult;
import io.qvm.analysis.factor.MeanEstimate;
import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dflib.DataFrame;

/** How well factors order the returns to come; see {@link FactorEvaluation} for every definition. */
public final class EvaluationStudy implements Shown {
    private final FactorEvaluation evaluation;

    EvaluationStudy(FactorEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** All figures. */
    public FactorEvaluation evaluation() {
        return evaluation;
    }

    private record Line(String factor, HorizonResult result) {}

    /**
     * Information coefficients, a row for each factor and horizon: {@code factor}, {@code days} (of the horizon),
     * {@code rank_ic}, {@code icir} (per day), {@code t} (Newey-West), {@code positive} (share of days), {@code spread} (top
     * less bottom portfolio over the horizon), {@code spread_t}, {@code monotonicity}, {@code turnover}.
     */
    public DataFrame ic() {
        List<Line> lines = new ArrayList<>();
        for (FactorResult factor : evaluation.factors()) {
            factor.horizons().forEach(h -> lines.add(new Line(factor.name(), h)));
        }
        return Frames.of(lines)
                .text("factor", Line::factor)
                .count("days", l -> l.result.horizon())
                .number("rank_ic", l -> l.result.rank().mean())
                .number("icir", l -> l.result.rank().ratio())
                .number("t", l -> l.result.rank().tStatistic())
                .number("positive", l -> l.result.rank().positive())
                .number("spread", l -> l.result.spread().mean())
                .number("spread_t", l -> l.result.spread().tStatistic())
                .number("monotonicity", l -> l.result.monotonicity())
                .number("turnover", l -> l.result.topTurnover())
                .frame();
    }

    /** Mean rank information coefficient of a factor over the main horizon. */
    public double meanIc(String factor) {
        return main(factor).rank().mean();
    }

    private HorizonResult main(String factor) {
        return evaluation.factor(factor).horizon(evaluation.settings().mainHorizon());
    }

    /** Mean returns of the portfolios over the main horizon: {@code portfolio} (the lowest scores first), then a column each. */
    public DataFrame quantiles(String... factors) {
        int count = evaluation.settings().quantiles();
        var columns = Frames.of(IntStream.range(0, count).boxed().toList())
                .text("portfolio", q -> q == 0 ? "lowest" : q == count - 1 ? "highest" : String.valueOf(q + 1));
        for (String factor : wanted(factors)) {
            List<MeanEstimate> means = main(factor).quantiles();
            columns.number(factor, q -> means.get(q).mean());
        }
        return columns.frame();
    }

    /** The same as bars. */
    public Plot quantilePlot(String... factors) {
        return Plot.bars(
                        "Mean return of portfolios by score, over "
                                + evaluation.settings().mainHorizon() + " trading days",
                        quantiles(factors),
                        "portfolio")
                .percent();
    }

    /** Growth of the top portfolio less the bottom one, a line for each factor, without costs. */
    public Plot growth(String... factors) {
        List<String> wanted = wanted(factors);
        var dates = evaluation.factor(wanted.get(0)).returns().dates();
        Plot plot = Plot.over("Top less bottom portfolio, growth of one unit", dates)
                .about("Without costs: what is measured is information, not profit.")
                .log();
        for (String factor : wanted) {
            var returns = evaluation.factor(factor).returns();
            double[] growth = Growth.of(returns.longShort());
            double[] aligned = new double[dates.size()];
            for (int i = 0; i < aligned.length; i++) {
                int at = returns.dates().indexOf(dates.date(i));
                aligned[i] = at < 0 ? Double.NaN : growth[at];
            }
            plot = plot.line(factor, aligned);
        }
        return plot;
    }

    private List<String> wanted(String... factors) {
        for (String factor : factors) {
            if (!names().contains(factor)) {
                throw new InvalidInputException(
                        "no factor '" + factor + "' was evaluated; the factors are " + String.join(", ", names()));
            }
        }
        return factors.length > 0 ? List.of(factors) : names();
    }

    private List<String> names() {
        return evaluation.factors().stream().map(FactorResult::name).toList();
    }

    @Override
    public String html() {
        return Table.of(ic())
                .percent("spread", "positive", "turnover")
                .shaded("rank_ic")
                .html();
    }

    @Override
    public String text() {
        return Table.of(ic()).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
