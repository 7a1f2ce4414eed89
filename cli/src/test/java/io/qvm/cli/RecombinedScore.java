package io.qvm.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A score put together from the JSON of {@code qvm explain} as docs/factor-models.md says, with nothing of the engine's. */
final class RecombinedScore {
    private record Part(double weight, double value) {}

    private RecombinedScore() {}

    static double of(JsonNode explanation) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode factor : explanation.get("factors")) {
            if (number(factor, "weight") > 0) {
                parts.add(new Part(number(factor, "weight"), factor(factor)));
            }
        }
        return weightedSum(explanation.get("missing"), parts);
    }

    private static double factor(JsonNode factor) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode metric : factor.get("metrics")) {
            double part = compared(number(metric, "value"), metric.get("comparison"));
            parts.add(new Part(number(metric, "weight"), part));
        }
        return compared(weightedSum(factor.get("missing"), parts), factor.get("comparison"));
    }

    private static double compared(double value, JsonNode with) {
        if (with.isNull()) {
            return value;
        }
        if (!with.get("by_rule").isNull()) {
            return with.get("by_rule").asString().equals("zero") ? 0 : Double.NaN;
        }
        double moved = value;
        if (!with.get("lower").isNull() && moved < number(with, "lower")) {
            moved = number(with, "lower");
        }
        if (!with.get("upper").isNull() && moved > number(with, "upper")) {
            moved = number(with, "upper");
        }
        double z = (moved - number(with, "mean")) / number(with, "deviation");
        double clip = number(with, "clip");
        return z > clip ? clip : z < -clip ? -clip : z;
    }

    private static double weightedSum(JsonNode missing, List<Part> parts) {
        double all = 0;
        double there = 0;
        double sum = 0;
        for (Part part : parts) {
            all += part.weight;
            if (!Double.isNaN(part.value)) {
                there += part.weight;
                sum += part.weight * part.value;
            }
        }
        if (missing.get("rule").asString().equals("zero")) {
            return sum;
        }
        if (there > 0 && there >= number(missing, "min_coverage") * all - 1e-12) {
            return sum / there;
        }
        return missing.get("if_none").asString().equals("zero") ? 0 : Double.NaN;
    }

    private static double number(JsonNode node, String key) {
        return node.get(key).isNull() ? Double.NaN : node.get(key).doubleValue();
    }
}
