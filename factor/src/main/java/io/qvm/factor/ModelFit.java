package io.qvm.factor;

import io.qvm.config.NearestName;
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

/**
 * Tells whether a data set has what a model needs, before anything is computed.
 *
 * <p>A market without banks lacks the items of banks, and that is no fault. A factor of which not one metric can be
 * computed for any sector group that occurs is one. The engine itself never asks: a day's scores must not depend on what the
 * data holds on others.
 */
public final class ModelFit {
    private ModelFit() {}

    /**
     * Refuses data with which a model cannot work.
     *
     * @throws InvalidInputException naming the model, what is missing, and the nearest that is there
     */
    public static void check(MarketData data, FactorModel model) {
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

    /**
     * Sector groups of a model that no stock of the data is in, as warnings.
     *
     * @throws InvalidInputException if a sector of such a group looks like one that the data has under another spelling
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
                String complaint = "model " + model.name() + ": no stock is in group " + group + ", sectors "
                        + String.join(", ", sectors);
                for (String sector : sectors) {
                    NearestName.of(sector, free).ifPresent(near -> {
                        throw new InvalidInputException(
                                complaint + "; the data has a sector '" + near
                                        + "', which is in no group: give the sector its name in the data, or leave the group out");
                    });
                }
                warnings.add(complaint);
            }
        });
        return warnings;
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
