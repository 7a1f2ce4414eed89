package io.qvm.cli;

import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.research.Suite;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which strategy, and what the command line changes of it. */
final class StrategyOptions {
    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "NAME|FILE",
            description = "Strategy or suite, e.g. qvm_top25, product_suite or my.yaml.")
    private String strategy = "";

    @Option(names = "--scores", paramLabel = "VERSION", description = "Version of the scores, default: the strategy's.")
    private Optional<String> scoresVersion = Optional.empty();

    @Option(
            names = "--benchmark",
            paramLabel = "SYMBOL",
            description = "Index to compare with, default: the strategy's.")
    private Optional<String> benchmark = Optional.empty();

    @Option(names = "--from", description = "First day, default: the strategy's, or the first score.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the strategy's, or the last score.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a key of the strategy file, e.g. selection.top_n=40; may be given again.")
    private List<String> set = List.of();

    /** The suite, or the strategy as a suite of one. */
    Suite suite() {
        return Suite.byNameOrFile(strategy).with(changes());
    }

    /**
     * The only strategy.
     *
     * @throws InvalidInputException if a suite was named
     */
    Strategy single() {
        Suite suite = suite();
        if (suite.strategies().size() > 1) {
            throw new InvalidInputException(
                    "'" + strategy + "' is a suite of " + suite.strategies().size() + " strategies; name one strategy");
        }
        return suite.strategies().get(0);
    }

    private Map<String, Object> changes() {
        Map<String, Object> changes = new LinkedHashMap<>();
        scoresVersion.ifPresent(version -> changes.put("scores", version));
        benchmark.ifPresent(symbol -> changes.put("benchmark", symbol));
        from.ifPresent(day -> changes.put("start", day.toString()));
        to.ifPresent(day -> changes.put("end", day.toString()));
        for (String assignment : set) {
            int at = assignment.indexOf('=');
            if (at < 1) {
                throw new InvalidInputException(
                        "--set takes KEY=VALUE, e.g. selection.top_n=40, was '" + assignment + "'");
            }
            changes.put(assignment.substring(0, at).strip(), YamlFile.value(assignment.substring(at + 1)));
        }
        return changes;
    }
}
