package io.qvm.backtest;

import io.qvm.backtest.rules.StrategyRules;
import io.qvm.config.YamlFile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A strategy: its rules, and the file that says them.
 *
 * @param rules what the funnel and the simulation follow
 * @param file as it was read, or as changed by {@link #with}; kept with every run, so that a run can be repeated from it
 */
public record Strategy(StrategyRules rules, YamlFile file) {
    /**
     * Reads a strategy file, strictly.
     *
     * @throws io.qvm.market.InvalidInputException with file, line and what would be right
     */
    public static Strategy of(YamlFile file) {
        return new Strategy(file.as(StrategyRules.class), file);
    }

    public String name() {
        return rules.name();
    }

    /** Text of the file. */
    public String text() {
        return file.text();
    }

    /** Version of the scores that it reads. */
    public String scores() {
        return rules.scores();
    }

    /**
     * The same strategy with other values.
     *
     * @param values by key of the file, nested ones as {@code selection.top_n}
     * @throws io.qvm.market.InvalidInputException as for a file
     */
    public Strategy with(Map<String, ?> values) {
        return values.isEmpty() ? this : of(file.with(values));
    }

    /** The same strategy with another value of one key. */
    public Strategy with(String key, Object value) {
        return with(Map.of(key, value));
    }

    /** The same strategy over another range; an empty end leaves the file's own. */
    public Strategy withRange(Optional<LocalDate> start, Optional<LocalDate> end) {
        Map<String, String> values = new LinkedHashMap<>();
        start.ifPresent(date -> values.put("start", date.toString()));
        end.ifPresent(date -> values.put("end", date.toString()));
        return with(values);
    }

    /** The same strategy on another version of the scores. */
    public Strategy withScores(String version) {
        return with("scores", version);
    }

    /** The same strategy against another index, or {@code none}. */
    public Strategy withBenchmark(String symbol) {
        return with("benchmark", symbol);
    }
}
