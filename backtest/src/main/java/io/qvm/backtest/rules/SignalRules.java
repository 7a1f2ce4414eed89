package io.qvm.backtest.rules;

import io.qvm.config.NearestName;
import io.qvm.market.ScoreColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stocks are ranked by: a weighted sum of score columns.
 *
 * <p>A stock that lacks a column with a weight has no signal.
 *
 * @param weights weight by column name, e.g. {@code QVM_Composite: 1.0}; negative ones are allowed
 * @param standardize how the columns are made comparable first; default {@code none}
 */
public record SignalRules(Map<String, Double> weights, Standardize standardize) {
    /** How score columns are made comparable before they are added. */
    public enum Standardize {
        /** Taken as stored. */
        NONE,
        /** Z-scores (sample standard deviation) over the liquid stocks of the day; a constant column counts 0. */
        ZSCORE,
        /** Ranks over the liquid stocks of the day, from 0 for the smallest to 1 for the largest; equal ones share the mean. */
        RANK
    }

    public SignalRules {
        Checks.require(weights != null && !weights.isEmpty(), "weights must name at least one score column");
        standardize = standardize == null ? Standardize.NONE : standardize;
        List<String> valid =
                Arrays.stream(ScoreColumn.values()).map(ScoreColumn::column).toList();
        weights = new LinkedHashMap<>(weights);
        boolean any = false;
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            String name = entry.getKey();
            Checks.require(valid.contains(name), "unknown score column '" + name + "'" + NearestName.hint(name, valid));
            Double weight = entry.getValue();
            Checks.require(
                    weight != null && Double.isFinite(weight),
                    "weight of " + name + " must be a number, was " + weight);
            any |= weight != 0;
        }
        Checks.require(any, "at least one weight must differ from 0");
    }

    /** Weight of a column; 0 if the strategy does not name it. */
    public double weight(ScoreColumn column) {
        return weights.getOrDefault(column.column(), 0.0);
    }
}
