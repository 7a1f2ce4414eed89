package io.qvm.cli;

import io.qvm.analysis.attribution.BrinsonAttribution;
import io.qvm.analysis.attribution.ContributionAnalysis;
import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.analysis.attribution.StageAttribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An attribution for machines: shares as such (0.12 is 12 %), in full precision, {@code null} where there is no number. */
final class AttributionJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AttributionJson() {}

    static String render(AttributionResult result) {
        Map<String, Object> root = object();
        root.put("strategy", result.run.strategyName());
        root.put("scores_version", result.run.scoresVersion());
        root.put("benchmark", result.run.benchmarkSymbol());
        root.put("linking", "carino");
        result.contributions.ifPresent(c -> root.put("contributions", contributions(c, result)));
        result.brinson.ifPresent(b -> root.put("brinson", brinson(b)));
        result.stages.ifPresent(s -> root.put("stages", stages(s)));
        result.regression.ifPresent(r -> root.put("regression", regression(r, result.factorSource)));
        result.rolling.ifPresent(r -> root.put("rolling", rolling(r)));
        return MAPPER.writeValueAsString(root);
    }

    private static Map<String, Object> contributions(ContributionAnalysis c, AttributionResult result) {
        Map<String, Object> part = object();
        part.put("from", c.from().toString());
        part.put("to", c.to().toString());
        part.put("return", number(c.totalReturn()));
        part.put("cash", number(c.cash()));
        part.put("costs", number(c.costs()));
        part.put("residual", number(c.residual()));
        if (result.bySector) {
            part.put(
                    "sectors",
                    c.sectors().stream().map(line -> line(line, false)).toList());
        }
        if (result.byStock) {
            part.put("stocks", c.stocks().stream().map(line -> line(line, true)).toList());
        }
        return part;
    }

    private static Map<String, Object> line(ContributionAnalysis.Line line, boolean stock) {
        Map<String, Object> row = object();
        row.put(stock ? "ticker" : "sector", line.name());
        if (stock) {
            row.put("sector", line.sector());
        }
        row.put("profit", number(line.profit()));
        row.put("cost", number(line.cost()));
        row.put("net", number(line.net()));
        return row;
    }

    private static Map<String, Object> brinson(BrinsonAttribution b) {
        Map<String, Object> part = object();
        part.put("model", b.model().name().toLowerCase(Locale.ROOT));
        part.put("comparison", b.comparison().name().toLowerCase(Locale.ROOT));
        part.put("from", b.from().toString());
        part.put("to", b.to().toString());
        part.put("portfolio_return", number(b.portfolioReturn()));
        part.put("comparison_return", number(b.comparisonReturn()));
        part.put("allocation", number(b.allocation()));
        part.put("selection", number(b.selection()));
        part.put("interaction", number(b.interaction()));
        part.put("costs", number(b.costs()));
        part.put("residual", number(b.residual()));
        part.put("sectors", b.sectors().stream().map(AttributionJson::sector).toList());
        part.put("months", b.months().stream().map(AttributionJson::month).toList());
        return part;
    }

    private static Map<String, Object> sector(BrinsonAttribution.Sector s) {
        Map<String, Object> row = object();
        row.put("sector", s.name());
        row.put("portfolio_weight", number(s.portfolioWeight()));
        row.put("comparison_weight", number(s.comparisonWeight()));
        row.put("portfolio_return", number(s.portfolioReturn()));
        row.put("comparison_return", number(s.comparisonReturn()));
        row.put("allocation", number(s.allocation()));
        row.put("selection", number(s.selection()));
        row.put("interaction", number(s.interaction()));
        row.put("total", number(s.total()));
        return row;
    }

    private static Map<String, Object> month(BrinsonAttribution.Month m) {
        Map<String, Object> row = object();
        row.put("month", m.month().toString());
        row.put("portfolio_return", number(m.portfolioReturn()));
        row.put("comparison_return", number(m.comparisonReturn()));
        row.put("allocation", number(m.allocation()));
        row.put("selection", number(m.selection()));
        row.put("interaction", number(m.interaction()));
        row.put("costs", number(m.costs()));
        return row;
    }

    private static Map<String, Object> stages(StageAttribution s) {
        Map<String, Object> part = object();
        part.put("from", s.from().toString());
        part.put("to", s.to().toString());
        part.put("days", s.days());
        part.put("return", number(s.totalReturn()));
        part.put(
                "steps",
                s.steps().stream()
                        .map(step -> {
                            Map<String, Object> row = object();
                            row.put("stage", step.stage().name().toLowerCase(Locale.ROOT));
                            row.put("return", number(step.totalReturn()));
                            row.put("added", number(step.added()));
                            return row;
                        })
                        .toList());
        return part;
    }

    private static Map<String, Object> regression(FactorRegression r, String source) {
        Map<String, Object> part = object();
        part.put("factors", source);
        part.put("frequency", r.frequency().name().toLowerCase(Locale.ROOT));
        part.put("from", r.from().toString());
        part.put("to", r.to().toString());
        part.put("periods", r.periods());
        part.put("newey_west_lags", r.lags());
        part.put("alpha", coefficient(r.alpha()));
        part.put("alpha_annual", number(r.alphaAnnual()));
        part.put("betas", r.betas().stream().map(AttributionJson::coefficient).toList());
        part.put("r_squared", number(r.rSquared()));
        part.put("adjusted_r_squared", number(r.adjustedRSquared()));
        part.put("residual_volatility", number(r.residualVolatility()));
        return part;
    }

    private static Map<String, Object> coefficient(FactorRegression.Coefficient c) {
        Map<String, Object> row = object();
        row.put("name", c.name());
        row.put("value", number(c.value()));
        row.put("standard_error", number(c.standardError()));
        row.put("t_statistic", number(c.tStatistic()));
        row.put("mean_return", number(c.meanReturn()));
        return row;
    }

    private static Map<String, Object> rolling(FactorRegression.RollingBetas r) {
        Map<String, Object> part = object();
        part.put(
                "dates",
                IntStream.range(0, r.dates().size())
                        .mapToObj(i -> r.dates().date(i).toString())
                        .toList());
        for (int f = 0; f < r.names().size(); f++) {
            part.put(r.names().get(f), numbers(r.betas()[f]));
        }
        part.put("alpha_annual", numbers(r.alphaAnnual()));
        part.put("r_squared", numbers(r.rSquared()));
        return part;
    }

    private static List<Object> numbers(double[] values) {
        List<Object> list = new ArrayList<>();
        for (double value : values) {
            list.add(number(value));
        }
        return list;
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : tools.jackson.databind.node.NullNode.getInstance();
    }

    private static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }
}
