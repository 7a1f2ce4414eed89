package io.qvm.backtest;

import io.qvm.backtest.rules.StrategyRules;
import io.qvm.config.YamlFile;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A strategy: its rules, and the file that they came from.
 *
 * @param rules what the funnel and the simulation follow
 * @param text the file as it was read, kept with every run
 */
public record Strategy(StrategyRules rules, String text) {
    /**
     * Reads a strategy file, strictly.
     *
     * @throws io.qvm.market.InvalidInputException with file, line and what would be right
     */
    public static Strategy of(YamlFile file) {
        return new Strategy(file.as(StrategyRules.class), file.text());
    }

    public String name() {
        return rules.name();
    }

    /** Version of the scores that it reads. */
    public String scores() {
        return rules.scores();
    }

    /** The same strategy over another range; an empty end leaves the file's own. */
    public Strategy withRange(Optional<LocalDate> start, Optional<LocalDate> end) {
        return new Strategy(rules.withRange(start.or(rules::start), end.or(rules::end)), text);
    }

    /** The same strategy on another version of the scores. */
    public Strategy withScores(String version) {
        return new Strategy(rules.withScores(version), text);
    }

    /** The same strategy against another index, or {@code none}. */
    public Strategy withBenchmark(String symbol) {
        return new Strategy(rules.withBenchmark(symbol), text);
    }
}
