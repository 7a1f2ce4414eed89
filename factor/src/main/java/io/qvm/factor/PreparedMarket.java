package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.Input;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Market data with the look-ups that a model needs, made once and then only read. */
final class PreparedMarket {
    private final MarketData data;
    private final FactorModel model;
    private final Universe universe;
    private final PastReturns returns;
    private final Map<MarketField, MarketValues> values = new EnumMap<>(MarketField.class);
    private final Map<String, boolean[]> wanted = new TreeMap<>();

    PreparedMarket(MarketData data, FactorModel model) {
        this.data = data;
        this.model = model;
        this.universe = new Universe(data, model);
        this.returns = new PastReturns(data, model.spec().market());
        for (Formula formula : model.formulas()) {
            wanted.put(formula.text(), tickersOf(formula));
            for (Input input : formula.inputs()) {
                if (input instanceof Input.Market market) {
                    values.computeIfAbsent(
                            market.field(),
                            f -> new MarketValues(data, f, model.spec().market()));
                }
            }
        }
    }

    DateIndex dates() {
        return data.dates();
    }

    int tickers() {
        return data.tickers().size();
    }

    FactHistory facts() {
        return data.facts();
    }

    Universe universe() {
        return universe;
    }

    /** Tickers of whose groups a formula is. */
    boolean[] wanted(Formula formula) {
        return Optional.ofNullable(wanted.get(formula.text())).orElseThrow();
    }

    /** Fills {@code out} with a day's values of a market field or past return. */
    void fill(Input input, LocalDate day, int floorRow, double[] out) {
        if (input instanceof Input.Market market) {
            Optional.ofNullable(values.get(market.field())).orElseThrow().fill(day, floorRow, out);
        } else if (input instanceof Input.Return past) {
            returns.fill(day, past, out);
        } else {
            throw new IllegalArgumentException("not a market input: " + input);
        }
    }

    private boolean[] tickersOf(Formula formula) {
        boolean forAll =
                model.requires().filter(f -> f.text().equals(formula.text())).isPresent();
        Set<Integer> groups = new HashSet<>();
        for (FactorModel.Factor factor : model.factors()) {
            for (FactorModel.Metric metric : factor.metrics()) {
                List<Optional<Formula>> formulas = metric.formulas();
                for (int group = 0; group < formulas.size(); group++) {
                    if (formulas.get(group)
                            .filter(f -> f.text().equals(formula.text()))
                            .isPresent()) {
                        groups.add(group);
                    }
                }
            }
        }
        boolean[] tickers = new boolean[tickers()];
        for (int column = 0; column < tickers.length; column++) {
            tickers[column] =
                    universe.members()[column] && (forAll || groups.contains(universe.sectorGroups()[column]));
        }
        return tickers;
    }
}
