package io.qvm.cli;

import io.qvm.factor.Explanation;
import io.qvm.factor.KnownFact;
import io.qvm.factor.ModelSpec;
import io.qvm.market.MissingReason;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * An explanation for machines: the whole tree, each number with all digits that it takes to read the same bits back, {@code
 * null} where there is none. Whoever puts it together as docs/factor-models.md says gets the score.
 */
final class ExplanationJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExplanationJson() {}

    /**
     * @param stored the score in the table, NaN if it is not there
     */
    static String render(Explanation explanation, double stored) {
        Map<String, Object> root = object();
        root.put("ticker", explanation.ticker());
        root.put("date", explanation.date().toString());
        root.put("model", explanation.model());
        root.put("sector", orNull(explanation.sector()));
        root.put("sector_group", explanation.sectorGroup());
        root.put("not_scored", orNull(explanation.notScored()));
        root.put("missing", missing(explanation.missing()));
        root.put(
                "factors",
                explanation.factors().stream().map(ExplanationJson::factor).toList());
        root.put("score", number(explanation.score()));
        root.put("stored", number(stored));
        return MAPPER.writeValueAsString(root);
    }

    private static Map<String, Object> missing(ModelSpec.Missing rule) {
        Map<String, Object> part = object();
        part.put("rule", code(rule.rule()));
        part.put("min_coverage", number(rule.minCoverage()));
        part.put("if_none", code(rule.ifNone()));
        return part;
    }

    private static Map<String, Object> factor(Explanation.Factor factor) {
        Map<String, Object> part = object();
        part.put("name", factor.name());
        part.put("weight", number(factor.weight()));
        part.put("missing", missing(factor.missing()));
        part.put(
                "metrics",
                factor.metrics().stream().map(ExplanationJson::metric).toList());
        part.put("sum", number(factor.sum()));
        part.put("comparison", orNull(factor.comparison().map(ExplanationJson::comparison)));
        part.put("score", number(factor.score()));
        return part;
    }

    private static Map<String, Object> metric(Explanation.Metric metric) {
        Map<String, Object> part = object();
        part.put("name", metric.name());
        part.put("formula", metric.formula());
        part.put("weight", number(metric.weight()));
        part.put("low_is_good", metric.lowIsGood());
        part.put("formula_value", number(metric.formulaValue()));
        part.put("value", number(metric.value()));
        part.put("reason", orNull(metric.reason().map(MissingReason::code)));
        part.put("comparison", orNull(metric.comparison().map(ExplanationJson::comparison)));
        part.put("part", number(metric.part()));
        part.put("inputs", metric.inputs().stream().map(ExplanationJson::input).toList());
        return part;
    }

    private static Map<String, Object> comparison(Explanation.Comparison c) {
        Map<String, Object> part = object();
        part.put("group", c.group());
        part.put("size", c.size());
        part.put("mean", number(c.mean()));
        part.put("deviation", number(c.deviation()));
        part.put("lower", number(c.lower()));
        part.put("upper", number(c.upper()));
        part.put("clip", number(c.clip()));
        part.put("by_rule", orNull(c.fixed().map(score -> Double.isNaN(score) ? "missing" : "zero")));
        return part;
    }

    private static Map<String, Object> input(Explanation.Input input) {
        Map<String, Object> part = object();
        part.put("name", input.name());
        part.put("value", number(input.value()));
        if (input instanceof Explanation.Reported reported) {
            part.put(
                    "facts",
                    reported.facts().stream().map(ExplanationJson::fact).toList());
            reported.absence().ifPresent(absence -> part.put("absence", absence(absence)));
        } else if (input instanceof Explanation.Market market) {
            part.put("date", date(market.date()));
        } else if (input instanceof Explanation.PastReturn past) {
            part.put("from", date(past.from()));
            part.put("from_price", number(past.fromPrice()));
            part.put("to", date(past.to()));
            part.put("to_price", number(past.toPrice()));
        } else if (input instanceof Explanation.Window window) {
            part.put("from", date(window.from()));
            part.put("to", date(window.to()));
        }
        return part;
    }

    private static Map<String, Object> fact(KnownFact fact) {
        Map<String, Object> part = object();
        part.put("item", fact.item());
        part.put("quarter", Quarter.format(fact.quarter()));
        part.put("revision", fact.revision());
        part.put("value", number(fact.value()));
        part.put("period_end", LocalDate.ofEpochDay(fact.periodEnd()).toString());
        part.put("known_from", LocalDate.ofEpochDay(fact.knownFrom()).toString());
        part.put("by_lag", fact.byLag());
        return part;
    }

    private static Map<String, Object> absence(Explanation.Absence absence) {
        Map<String, Object> part = object();
        part.put("cause", code(absence.cause()));
        part.put("known_up_to", orNull(absence.knownUpTo().map(Quarter::format)));
        part.put("quarter", orNull(absence.quarter().map(Quarter::format)));
        return part;
    }

    private static Object date(Optional<LocalDate> date) {
        return orNull(date.map(LocalDate::toString));
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : NullNode.getInstance();
    }

    private static Object orNull(Optional<?> value) {
        return value.isPresent() ? value.get() : NullNode.getInstance();
    }

    private static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }
}
