package io.qvm.research;

import io.qvm.backtest.Strategies;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several strategies that are run on one load and compared: one strategy in several variants, or any strategies at all.
 *
 * @param name of the suite
 * @param description one line for people
 * @param strategies at least one, in the file's order, each with a name of its own
 */
public record Suite(String name, String description, List<Strategy> strategies) {
    /**
     * A suite file.
     *
     * @param suite its name
     * @param description default empty
     * @param base strategy that the products vary, by name or file
     * @param products by name, what they set otherwise; keys as in the strategy file, nested ones also as {@code a.b}
     */
    record Spec(String suite, String description, Optional<String> base, Map<String, Map<String, Object>> products) {
        Spec {
            description = description == null ? "" : description;
            base = base == null ? Optional.empty() : base;
            if (suite == null || suite.isBlank()) {
                throw new IllegalArgumentException("suite must be given, the name of the suite");
            }
            if (products == null || products.isEmpty()) {
                throw new IllegalArgumentException("products must name at least one product");
            }
        }
    }

    /**
     * Reads a suite, or a single strategy, which counts as a suite of one.
     *
     * @param nameOrFile one that ships, or a file
     * @throws InvalidInputException as for strategies; and if two strategies have the same name
     */
    public static Suite byNameOrFile(String nameOrFile) {
        YamlFile file = Strategies.file(nameOrFile);
        if (!isSuite(file)) {
            Strategy strategy = Strategy.of(file);
            return new Suite(strategy.name(), strategy.rules().description(), List.of(strategy));
        }
        Spec spec = file.as(Spec.class);
        YamlFile base = spec.base()
                .map(name -> Strategies.file(beside(nameOrFile, name)))
                .orElseThrow(() -> new InvalidInputException(
                        file.name() + ": base must name the strategy that the products vary, e.g. qvm_top25"));
        List<Strategy> strategies = new ArrayList<>();
        spec.products().forEach((product, values) -> {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("name", product);
            if (values != null) {
                all.putAll(values);
            }
            YamlFile varied = base.with(all);
            strategies.add(Strategy.of(new YamlFile(file.name() + " (" + product + ")", varied.text())));
        });
        return new Suite(spec.suite(), spec.description(), List.copyOf(strategies));
    }

    private static boolean isSuite(YamlFile file) {
        return file.text().lines().anyMatch(line -> line.startsWith("suite:"));
    }

    /** A file is sought beside the suite first. */
    private static String beside(String suite, String base) {
        Path folder = Path.of(suite).toAbsolutePath().getParent();
        Path candidate = folder == null ? Path.of(base) : folder.resolve(base);
        return Files.isRegularFile(candidate) ? candidate.toString() : base;
    }

    /** The same suite, each strategy changed alike. */
    public Suite with(Map<String, ?> values) {
        return new Suite(
                name, description, strategies.stream().map(s -> s.with(values)).toList());
    }
}
