package io.qvm.factor;

import io.qvm.config.NearestName;
import io.qvm.config.YamlFile;
import io.qvm.config.YamlLines;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.factor.formula.Input;
import io.qvm.market.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A factor model: a model file, checked, with its formulas read. Immutable. */
public final class FactorModel {
    private final ModelSpec spec;
    private final String digest;
    private final List<String> groups;
    private final Map<String, String> groupOfSector;
    private final Optional<Formula> requires;
    private final List<Factor> factors;

    /**
     * One factor with its formulas.
     *
     * @param name quality, value or momentum
     * @param weight in the composite
     * @param spec as the file has it
     * @param metrics in the file's order
     */
    record Factor(String name, double weight, ModelSpec.FactorSpec spec, List<Metric> metrics) {}

    /**
     * One metric with its formulas.
     *
     * @param name as the file has it
     * @param sign 1, or -1 if low values are good
     * @param formulas per group in the order of {@link #groups()}; empty where a group does not have the metric
     * @param weights per group; 0 where a group does not have the metric
     */
    record Metric(String name, int sign, List<Optional<Formula>> formulas, double[] weights) {}

    private FactorModel(YamlFile file) {
        this.spec = file.as(ModelSpec.class);
        this.digest = sha256(file.text());
        TreeSet<String> names = new TreeSet<>(spec.sectorGroups().keySet());
        names.add(spec.noSectorGroup());
        names.add(spec.otherSectorsGroup());
        this.groups = List.copyOf(names);
        this.groupOfSector = groupsOfSectors(file);
        FormulaReader reader = new FormulaReader(spec.items());
        this.requires =
                spec.universe().requires().map(text -> reader.read(text, place(file, List.of("universe", "requires"))));
        this.factors = List.of(
                factor(
                        file,
                        reader,
                        "quality",
                        spec.composite().weights().quality(),
                        spec.factors().quality()),
                factor(
                        file,
                        reader,
                        "value",
                        spec.composite().weights().value(),
                        spec.factors().value()),
                factor(
                        file,
                        reader,
                        "momentum",
                        spec.composite().weights().momentum(),
                        spec.factors().momentum()));
        checkReturnWindow(file);
    }

    /**
     * Reads a model file.
     *
     * @throws InvalidInputException with file, line and what would be right
     */
    public static FactorModel of(YamlFile file) {
        return new FactorModel(file);
    }

    /** Name of the model, and {@code strategy_version} of its scores. */
    public String name() {
        return spec.name();
    }

    public String description() {
        return spec.description();
    }

    /** SHA-256 of the file's text, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The file as it is written. */
    public ModelSpec spec() {
        return spec;
    }

    /** Names of the sector groups, ascending. */
    public List<String> groups() {
        return groups;
    }

    /**
     * Calendar months of market rows, before the first day to be scored, on which scores can depend; empty if they can
     * depend on rows of any age.
     */
    public OptionalInt priceHistoryMonths() {
        ModelSpec.Market market = spec.market();
        boolean anyAge = spec.universe().valuationRow()
                || (readsMarketFields() && market.maxAgeDays().isEmpty());
        if (anyAge) {
            return OptionalInt.empty();
        }
        int days = Math.max(
                market.maxAgeDays().orElse(0),
                spec.universe().tradedWithinDays().orElse(0));
        int gap = market.returnMaxGapDays().orElse(0);
        int returns = market.returnWindowMonths().orElse(longestReturnMonths() + (gap + 27) / 28);
        return OptionalInt.of(Math.max(returns, (days + 27) / 28));
    }

    Optional<Formula> requires() {
        return requires;
    }

    /** Quality, value and momentum, in this order. */
    List<Factor> factors() {
        return factors;
    }

    /** Position of a sector's group in {@link #groups()}. */
    int groupOf(Optional<String> sector) {
        String group = sector.map(s -> groupOfSector.getOrDefault(s, spec.otherSectorsGroup()))
                .orElse(spec.noSectorGroup());
        return groups.indexOf(group);
    }

    /** Every formula once, in the file's order. */
    List<Formula> formulas() {
        Map<String, Formula> distinct = new LinkedHashMap<>();
        Stream.concat(
                        requires.stream(),
                        factors.stream()
                                .flatMap(f -> f.metrics().stream())
                                .flatMap(m -> m.formulas().stream())
                                .flatMap(Optional::stream))
                .forEach(f -> distinct.putIfAbsent(f.text(), f));
        return List.copyOf(distinct.values());
    }

    private boolean readsMarketFields() {
        return formulas().stream().flatMap(f -> f.inputs().stream()).anyMatch(Input.Market.class::isInstance);
    }

    private int longestReturnMonths() {
        return formulas().stream()
                .flatMap(f -> f.inputs().stream())
                .filter(Input.Return.class::isInstance)
                .map(Input.Return.class::cast)
                .mapToInt(r -> r.lookbackMonths() + r.skipMonths())
                .max()
                .orElse(0);
    }

    private void checkReturnWindow(YamlFile file) {
        int window = spec.market().returnWindowMonths().orElse(Integer.MAX_VALUE);
        if (longestReturnMonths() > window) {
            throw new InvalidInputException(place(file, List.of("market", "return_window_months")) + ": "
                    + window + " months are too few for a return that starts " + longestReturnMonths()
                    + " months back");
        }
    }

    private Map<String, String> groupsOfSectors(YamlFile file) {
        Map<String, String> bySector = new TreeMap<>();
        spec.sectorGroups().forEach((group, sectors) -> {
            for (String sector : sectors) {
                String other = bySector.put(sector, group);
                if (other != null) {
                    throw new InvalidInputException(place(file, List.of("sector_groups", group)) + ": sector '" + sector
                            + "' is in the groups " + other + " and " + group + "; it must be in one");
                }
            }
        });
        return bySector;
    }

    private Factor factor(
            YamlFile file, FormulaReader reader, String name, double weight, ModelSpec.FactorSpec factorSpec) {
        List<Metric> metrics = new ArrayList<>();
        factorSpec
                .metrics()
                .forEach((metric, metricSpec) ->
                        metrics.add(metric(file, reader, List.of("factors", name, "metrics", metric), metricSpec)));
        return new Factor(name, weight, factorSpec, List.copyOf(metrics));
    }

    private Metric metric(YamlFile file, FormulaReader reader, List<String> path, ModelSpec.Metric metric) {
        if (metric.weight().isPresent() != metric.weights().isEmpty()) {
            throw new InvalidInputException(place(file, path)
                    + ": a metric needs either weight, one for all groups, or weights, one for each that has it");
        }
        checkGroups(file, path, "formulas", metric.formulas().keySet());
        checkGroups(file, path, "weights", metric.weights().keySet());
        List<Optional<Formula>> formulas = new ArrayList<>();
        double[] weights = new double[groups.size()];
        for (int i = 0; i < weights.length; i++) {
            String group = groups.get(i);
            weights[i] = metric.weight().orElse(metric.weights().getOrDefault(group, 0.0));
            Optional<String> text =
                    Optional.ofNullable(metric.formulas().get(group)).or(metric::formula);
            if (weights[i] > 0 && text.isEmpty()) {
                throw new InvalidInputException(place(file, path) + ": group " + group
                        + " has a weight, but no formula; give formula, or one under formulas");
            }
            String where = metric.formulas().containsKey(group)
                    ? place(file, append(append(path, "formulas"), group))
                    : place(file, append(path, "formula"));
            formulas.add(weights[i] > 0 ? text.map(t -> reader.read(t, where)) : Optional.empty());
        }
        int sign = metric.higherIsBetter().orElse(true) ? 1 : -1;
        return new Metric(path.get(path.size() - 1), sign, List.copyOf(formulas), weights);
    }

    private void checkGroups(YamlFile file, List<String> path, String key, Iterable<String> named) {
        for (String group : named) {
            if (!groups.contains(group)) {
                throw new InvalidInputException(place(file, append(append(path, key), group))
                        + ": unknown sector group '" + group + "'" + NearestName.hint(group, groups));
            }
        }
    }

    private static List<String> append(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static String place(YamlFile file, List<String> path) {
        return file.name() + ":" + YamlLines.lineOf(file.text(), path) + ": " + String.join(".", path);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
