package io.qvm.factor;

import io.qvm.config.NearestName;
import io.qvm.config.Quoted;
import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells whether a data set has what a model needs, before anything is computed.
 *
 * <p>A market without banks lacks the items of banks, and that is no fault. A factor of which not one metric can be
 * computed for any sector group that occurs is one. The engine itself never asks: a day's scores must not depend on what the
 * data holds on others.
 */
public final class ModelFit {
    private static final int MOST_SECTORS = 30;

    private ModelFit() {}

    /**
     * Refuses data with which a model cannot work.
     *
     * @throws InvalidInputException naming the model, what is missing, and the nearest that is there
     */
    public static void check(MarketData data, FactorModel model) {
        model.spec().universe().tickers().ifPresent(tickers -> checkTickers(data, model, tickers));
        Set<Integer> groups = groupsInUse(data, model);
        if (groups.isEmpty()) {
            throw new InvalidInputException("model " + model.name()
                    + ": none of its tickers is in the data; the universe is the instruments of the master data");
        }
        model.requires()
                .flatMap(formula -> missing(data, formula))
                .ifPresent(item -> refuse(data, model, "universe", "its requirement", item));
        for (FactorModel.Factor factor : model.factors()) {
            checkFactor(data, model, factor, groups);
        }
    }

    private static void checkTickers(MarketData data, FactorModel model, List<String> tickers) {
        Set<String> known = new TreeSet<>();
        for (int column = 0; column < data.tickers().size(); column++) {
            if (data.instrument(column).isPresent()) {
                known.add(data.tickers().ticker(column));
            }
        }
        List<String> unknown = tickers.stream().filter(t -> !known.contains(t)).toList();
        if (!unknown.isEmpty()) {
            String first = unknown.get(0);
            throw new InvalidInputException("model " + model.name() + ": universe.tickers names " + Quoted.of(first)
                    + (unknown.size() == 1 ? "" : " and " + (unknown.size() - 1) + " more")
                    + ", no instrument of the master data"
                    + NearestName.of(first, known)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; leave it out, or add it to the data"));
        }
    }

    /**
     * Sector groups of a model that no stock of the data is in, as warnings.
     *
     * <p>Only a model that ships may have one: it was not written for this market, which may do without, say, insurers. Where
     * a user writes a group that is empty, a sector's name is most likely wrong, and its stocks would be scored as others.
     *
     * @throws InvalidInputException if the model is the user's own, or if a sector of such a group looks like one that the data
     *     has under another spelling
     */
    public static List<String> emptyGroups(MarketData data, FactorModel model) {
        Set<String> present = new TreeSet<>();
        for (int column = 0; column < data.tickers().size(); column++) {
            data.sector(column).ifPresent(present::add);
        }
        Set<String> grouped = new HashSet<>();
        model.spec().sectorGroups().values().forEach(grouped::addAll);
        Set<String> free = new TreeSet<>(present);
        free.removeAll(grouped);
        List<String> warnings = new ArrayList<>();
        new TreeMap<>(model.spec().sectorGroups()).forEach((group, sectors) -> {
            if (sectors.stream().noneMatch(present::contains)) {
                warnings.add(emptyGroup(model, group, sectors, present, free));
            }
        });
        return warnings;
    }

    private static String emptyGroup(
            FactorModel model, String group, List<String> sectors, Set<String> present, Set<String> free) {
        String complaint = "model " + model.name() + ": no stock is in group " + group + ", sectors "
                + String.join(", ", sectors) + "; the data has ";
        Optional<String> near = sectors.stream()
                .flatMap(sector -> NearestName.of(sector, free).stream())
                .findFirst();
        if (near.isEmpty() && Models.ships(model)) {
            return complaint + inWords(present);
        }
        throw new InvalidInputException(complaint
                + near.map(name -> "a sector '" + name + "', which is in no group")
                        .orElseGet(() -> inWords(present))
                + ": give the sector its name in the data, or leave the group out");
    }

    private static String inWords(Set<String> sectors) {
        String first = sectors.stream().limit(MOST_SECTORS).collect(Collectors.joining(", "));
        return sectors.isEmpty()
                ? "no sectors"
                : "the sectors " + first
                        + (sectors.size() > MOST_SECTORS ? " and " + (sectors.size() - MOST_SECTORS) + " more" : "");
    }

    private static void checkFactor(
            MarketData data, FactorModel model, FactorModel.Factor factor, Set<Integer> groups) {
        Optional<String> firstMissing = Optional.empty();
        String metricName = "";
        for (FactorModel.Metric metric : factor.metrics()) {
            for (int group : groups) {
                Optional<Formula> formula = metric.formulas().get(group);
                if (formula.isEmpty()) {
                    continue;
                }
                Optional<String> missing = missing(data, formula.get());
                if (missing.isEmpty()) {
                    return;
                }
                if (firstMissing.isEmpty()) {
                    firstMissing = missing;
                    metricName = metric.name();
                }
            }
        }
        if (firstMissing.isPresent()) {
            refuse(data, model, factor.name(), metricName, firstMissing.get());
        }
    }

    /** The first thing that the whole data lacks and the formula cannot do without. */
    private static Optional<String> missing(MarketData data, Formula formula) {
        for (Expression.Fact fact : formula.facts()) {
            boolean there =
                    data.facts().itemId(fact.item()) >= 0 || data.facts().itemId(fact.precomputedName()) >= 0;
            if (formula.requires(fact) && !there) {
                return Optional.of(fact.item());
            }
        }
        for (Expression node : formula.root().nodes()) {
            Optional<MarketField> field = node instanceof Expression.Market market
                    ? Optional.of(market.field())
                    : node instanceof Expression.PastReturn
                            ? Optional.of(MarketField.ADJUSTED_CLOSE)
                            : Optional.empty();
            if (field.isPresent() && !data.has(field.get())) {
                return field.map(MarketField::column);
            }
        }
        return Optional.empty();
    }

    private static void refuse(MarketData data, FactorModel model, String factor, String metric, String missing) {
        List<String> items = data.facts().items();
        Set<String> known = new TreeSet<>(items);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                known.add(field.column());
            }
        }
        throw new InvalidInputException("model " + model.name() + ": " + factor
                + " cannot be computed for any ticker; " + metric + " needs '" + missing + "', which the data lacks"
                + (items.isEmpty() ? ": it has no fundamental values at all" : NearestName.hint(missing, known)));
    }

    private static Set<Integer> groupsInUse(MarketData data, FactorModel model) {
        Universe universe = new Universe(data, model);
        Set<Integer> groups = new HashSet<>();
        for (int column = 0; column < data.tickers().size(); column++) {
            if (universe.members()[column]) {
                groups.add(universe.sectorGroups()[column]);
            }
        }
        return groups;
    }
}
