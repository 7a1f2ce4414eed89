package io.qvm.report;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The listing of figures as a JSON file. */
public final class MetricsJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private MetricsJson() {}

    /**
     * All figures of a run in the order of the tearsheet: name, unit, strategy, benchmark, convention by key.
     *
     * <p>Shares are written as such (0.12 is 12 %), in full precision; a figure without a value is {@code null}. Under
     * {@code reference_engine} stand the figures by the reference engine's own rules and names.
     */
    public static String render(RunAnalysis analysis) {
        return text(root(analysis));
    }

    static String text(Map<String, ?> root) {
        return MAPPER.writeValueAsString(root) + "\n";
    }

    static Map<String, @Nullable Object> root(RunAnalysis analysis) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("strategy", analysis.run().strategyName());
        root.put("scores_version", analysis.run().scoresVersion());
        root.put("benchmark", analysis.run().benchmarkSymbol());
        if (!analysis.record().isEmpty()) {
            int last = analysis.record().dates().size() - 1;
            root.put("first_day", analysis.record().dates().date(0).toString());
            root.put("last_day", analysis.record().dates().date(last).toString());
        }
        Conventions conventions = analysis.conventions();
        root.put("frequency", "daily");
        root.put("periods_per_year", conventions.periodsPerYear());
        root.put("risk_free_annual", conventions.riskFreeAnnual());
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Metric metric : analysis.metrics()) {
            metrics.put(metric.key(), entry(metric));
        }
        root.put("metrics", metrics);
        Map<String, Object> reference = new LinkedHashMap<>();
        analysis.referenceFigures().forEach((set, figures) -> {
            Map<String, Object> numbers = new LinkedHashMap<>();
            figures.forEach((name, value) -> number(numbers, name, value));
            reference.put(set, numbers);
        });
        root.put("reference_engine", reference);
        return root;
    }

    /** The strategy's figures in such a text, by key; those without a value are left out, and a text that is none has none. */
    public static Map<String, Double> figures(String json) {
        Map<String, Double> figures = new LinkedHashMap<>();
        JsonNode metrics = MAPPER.readTree(json.isBlank() ? "{}" : json).path("metrics");
        for (Map.Entry<String, JsonNode> entry : metrics.properties()) {
            JsonNode value = entry.getValue().path("strategy");
            if (value.isNumber()) {
                figures.put(entry.getKey(), value.asDouble());
            }
        }
        return figures;
    }

    private static Map<String, Object> entry(Metric metric) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", metric.name());
        entry.put("unit", metric.unit().name().toLowerCase(Locale.ROOT));
        number(entry, "strategy", metric.strategy());
        number(entry, "benchmark", metric.benchmark());
        entry.put("convention", metric.convention());
        return entry;
    }

    @SuppressWarnings("NullAway") // null is how JSON says that there is no number
    private static void number(Map<String, Object> entry, String name, double value) {
        entry.put(name, Double.isFinite(value) ? value : null);
    }
}
