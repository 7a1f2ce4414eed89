package io.qvm.factor;

import io.qvm.config.NearestName;
import io.qvm.config.Quoted;
import io.qvm.config.YamlFile;
import io.qvm.config.YamlLines;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.factor.formula.LargeStack;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A factor model: a model file, checked, with its formulas read. Immutable. */
public final class FactorModel {
    private final ModelSpec spec;
    private final String text;
    private final String digest;
    private final List<String> groups;
    private final Map<String, String> groupOfSector;
    private final Optional<Formula> requires;
    private final List<Factor> factors;

    /**
     * One factor with its formulas.
     *
     * @param name as the file has it
     * @param weight in the composite, 0 if it takes no part
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

    /** Where the keys of a file stand, for messages. */
    private record Places(String file, YamlLines lines) {
        static Places in(YamlFile file) {
            return new Places(file.name(), YamlLines.of(file.text()));
        }

        String of(List<String> path) {
            return file + ":" + lines.lineOf(path) + ": " + Quoted.inOneLine(String.join(".", path));
        }
    }

    private FactorModel(YamlFile file) {
        this.spec = file.as(ModelSpec.class);
        Places places = Places.in(file);
        this.text = file.text();
        this.digest = Sha256.of(file.content());
        TreeSet<String> names = new TreeSet<>(spec.sectorGroups().keySet());
        names.add(spec.noSectorGroup());
        names.add(spec.otherSectorsGroup());
        this.groups = List.copyOf(names);
        this.groupOfSector = groupsOfSectors(places);
        checkItems(places);
        Map<String, FormulaReader.Definition> definitions = definitions(places);
        FormulaReader reader = new FormulaReader(spec.items(), definitions);
        // Those that no formula uses must be right as well.
        definitions.forEach((name, definition) -> reader.read(name, definition.place()));
        this.requires = spec.universe().requires().map(t -> reader.read(t, places.of(List.of("universe", "requires"))));
        List<String> factorNames = new ArrayList<>(ModelSpec.FIXED_FACTORS);
        spec.factors().keySet().stream().filter(f -> !factorNames.contains(f)).forEach(factorNames::add);
        this.factors =
                factorNames.stream().map(name -> factor(places, reader, name)).toList();
        checkReturnWindow(places);
    }

    /**
     * Reads a model file.
     *
     * @throws InvalidInputException with file, line and what would be right
     */
    public static FactorModel of(YamlFile file) {
        return LargeStack.call(() -> new FactorModel(file));
    }

    /** Name of the model, and {@code strategy_version} of its scores. */
    public String name() {
        return spec.name();
    }

    public String description() {
        return spec.description();
    }

    /** SHA-256 of what the file says, comments and layout left out, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The file as it was read. */
    public String text() {
        return text;
    }

    /** Names of the factors: quality, value, momentum, then those of the user. */
    public List<String> factorNames() {
        return factors.stream().map(Factor::name).toList();
    }

    /** A reader of further formulas, in which the model's items and definitions may be used, and more items besides. */
    public FormulaReader formulaReader(Collection<String> moreItems) {
        Set<String> items = new TreeSet<>(spec.items());
        items.addAll(moreItems);
        return new FormulaReader(items, definitions(Places.in(new YamlFile(name(), text))));
    }

    /** The keys of the file. */
    public ModelSpec spec() {
        return spec;
    }

    /** Names of the sector groups, ascending. */
    public List<String> groups() {
        return groups;
    }

    /** Market data on which scores can depend. */
    public MarketNeeds needs() {
        return MarketNeeds.of(this, formulas());
    }

    Optional<Formula> requires() {
        return requires;
    }

    /** Quality, value and momentum, in this order, then those of the user. */
    List<Factor> factors() {
        return factors;
    }

    /** Position of a sector's group in {@link #groups()}. */
    int groupOf(Optional<String> sector) {
        return groups.indexOf(sectorGroup(sector));
    }

    /** Name of the group that a sector belongs to. */
    public String sectorGroup(Optional<String> sector) {
        return sector.map(s -> groupOfSector.getOrDefault(s, spec.otherSectorsGroup()))
                .orElse(spec.noSectorGroup());
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

    private void checkReturnWindow(Places places) {
        int window = spec.market().returnWindowMonths().orElse(Integer.MAX_VALUE);
        int longest = MarketNeeds.longestReturn(formulas());
        if (longest > window) {
            throw new InvalidInputException(places.of(List.of("market", "return_window_months")) + ": "
                    + window + " months are too few for a return that starts " + longest
                    + " months back");
        }
    }

    private Map<String, String> groupsOfSectors(Places places) {
        Map<String, String> bySector = new TreeMap<>();
        spec.sectorGroups().forEach((group, sectors) -> {
            for (String sector : sectors) {
                String other = bySector.put(sector, group);
                if (other != null) {
                    throw new InvalidInputException(
                            places.of(List.of("sector_groups", group)) + ": sector " + Quoted.of(sector)
                                    + " is in the groups " + other + " and " + group + "; it must be in one");
                }
            }
        });
        return bySector;
    }

    private void checkItems(Places places) {
        for (int i = 0; i < spec.items().size(); i++) {
            String item = spec.items().get(i);
            if (isMarketField(item)) {
                throw new InvalidInputException(places.of(List.of("items", YamlLines.element(i))) + ": "
                        + Quoted.of(item) + " is a market field, which formulas may use as it is;"
                        + " leave it out, or give the item another name in the data");
            }
        }
    }

    private static boolean isMarketField(String name) {
        return Arrays.stream(MarketField.values()).anyMatch(f -> f.column().equals(name));
    }

    private Map<String, FormulaReader.Definition> definitions(Places places) {
        Map<String, FormulaReader.Definition> definitions = new TreeMap<>();
        spec.definitions().forEach((name, definition) -> {
            String place = places.of(List.of("definitions", name));
            boolean taken = spec.items().contains(name)
                    || isMarketField(name)
                    || FormulaReader.functions().contains(name);
            if (taken || !name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
                throw new InvalidInputException(place + ": a definition's name must be letters, digits and '_', and"
                        + " none of an item, market field or function, was " + Quoted.of(name));
            }
            definitions.put(name, new FormulaReader.Definition(definition, place));
        });
        return definitions;
    }

    private Factor factor(Places places, FormulaReader reader, String name) {
        ModelSpec.FactorSpec factorSpec =
                Optional.ofNullable(spec.factors().get(name)).orElseThrow();
        List<Metric> metrics = new ArrayList<>();
        factorSpec
                .metrics()
                .forEach((metric, metricSpec) ->
                        metrics.add(metric(places, reader, List.of("factors", name, "metrics", metric), metricSpec)));
        for (int group = 0; group < groups.size(); group++) {
            int at = group;
            List<Double> weights = metrics.stream()
                    .map(m -> m.weights()[at])
                    .filter(w -> w > 0)
                    .toList();
            // A group without any metric does not have the factor.
            if (!weights.isEmpty()) {
                ModelSpec.checkSum(
                        places.of(List.of("factors", name, "metrics")) + ": the weights of group " + groups.get(group),
                        weights);
            }
        }
        double weight = spec.composite().weights().getOrDefault(name, 0.0);
        return new Factor(name, weight, factorSpec, List.copyOf(metrics));
    }

    private Metric metric(Places places, FormulaReader reader, List<String> path, ModelSpec.Metric metric) {
        if (metric.weight().isPresent() != metric.weights().isEmpty()) {
            throw new InvalidInputException(places.of(path)
                    + ": a metric needs either weight, one for all groups, or weights, one for each that has it");
        }
        checkGroups(places, path, "formulas", metric.formulas().keySet());
        checkGroups(places, path, "weights", metric.weights().keySet());
        List<Optional<Formula>> formulas = new ArrayList<>();
        metric.formulas().keySet().forEach(group -> {
            // With one weight for all groups there is none without.
            if (metric.weight().isEmpty() && !metric.weights().containsKey(group)) {
                throw new InvalidInputException(places.of(append(append(path, "formulas"), group)) + ": group " + group
                        + " has a formula, but no weight; give it one under weights, or leave the formula out");
            }
        });
        double[] weights = new double[groups.size()];
        for (int i = 0; i < weights.length; i++) {
            String group = groups.get(i);
            weights[i] = metric.weight().orElse(metric.weights().getOrDefault(group, 0.0));
            Optional<String> text =
                    Optional.ofNullable(metric.formulas().get(group)).or(metric::formula);
            if (weights[i] > 0 && text.isEmpty()) {
                throw new InvalidInputException(places.of(path) + ": group " + group
                        + " has a weight, but no formula; give formula, or one under formulas");
            }
            String where = metric.formulas().containsKey(group)
                    ? places.of(append(append(path, "formulas"), group))
                    : places.of(append(path, "formula"));
            formulas.add(weights[i] > 0 ? text.map(t -> reader.read(t, where)) : Optional.empty());
        }
        int sign = metric.higherIsBetter().orElse(true) ? 1 : -1;
        return new Metric(path.get(path.size() - 1), sign, List.copyOf(formulas), weights);
    }

    private void checkGroups(Places places, List<String> path, String key, Iterable<String> named) {
        for (String group : named) {
            if (!groups.contains(group)) {
                throw new InvalidInputException(places.of(append(append(path, key), group)) + ": unknown sector group "
                        + Quoted.of(group) + NearestName.hint(group, groups));
            }
        }
    }

    private static List<String> append(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
