package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.Grouping;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Market data with the look-ups that a model needs, made once and then only read. */
final class PreparedMarket {
    private final MarketData data;
    private final FactorModel model;
    private final Universe universe;
    private final Groupings groupings;
    private final TradingDays tradingDays;
    private final FormulaPlan plan;
    private final KnownFacts facts;
    private final Optional<PastReturns> returns;
    private final Map<MarketField, MarketValues> values = new EnumMap<>(MarketField.class);
    private final Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
    private final List<String> sectorNames;
    private final int[] sectors;
    private final Set<Grouping> usedGroupings = EnumSet.noneOf(Grouping.class);

    /** Prepares the formulas of a model. */
    PreparedMarket(MarketData data, FactorModel model) {
        this(data, model, model.formulas());
    }

    /** Prepares formulas under the rules of a model. */
    PreparedMarket(MarketData data, FactorModel model, List<Formula> formulas) {
        this.data = data;
        this.model = model;
        this.universe = new Universe(data, model);
        this.groupings = new Groupings(data, model);
        this.tradingDays = new TradingDays(data);
        this.plan =
                new FormulaPlan(formulas, formulas.stream().map(this::tickersOf).toList(), tickers());
        this.facts = new KnownFacts(
                data.facts(),
                model.spec().reportingLagDays(),
                model.spec().fundamentals().quarter());
        boolean anyReturn = false;
        for (int term = 0; term < plan.terms().size(); term++) {
            if (plan.terms().get(term) instanceof Term.Market market) {
                panels.computeIfAbsent(market.field(), data::panel);
                if (plan.usedOnDays(term)) {
                    values.computeIfAbsent(
                            market.field(),
                            f -> new MarketValues(data, f, model.spec().market()));
                }
            }
            if (plan.terms().get(term) instanceof Term.CrossSectional cross) {
                cross.by().ifPresent(usedGroupings::add);
            }
            anyReturn |= plan.terms().get(term) instanceof Term.PastReturn;
        }
        String[] sectorOf = IntStream.range(0, tickers())
                .mapToObj(column -> data.sector(column).orElse(""))
                .toArray(String[]::new);
        this.sectorNames = Arrays.stream(sectorOf).distinct().sorted().toList();
        this.sectors = Arrays.stream(sectorOf).mapToInt(sectorNames::indexOf).toArray();
        this.returns =
                anyReturn ? Optional.of(new PastReturns(data, model.spec().market())) : Optional.empty();
    }

    DateIndex dates() {
        return data.dates();
    }

    int tickers() {
        return data.tickers().size();
    }

    /** The facts, as known under the model's lag. */
    KnownFacts facts() {
        return facts;
    }

    Universe universe() {
        return universe;
    }

    /** Names of the sectors that occur, ascending; the empty text stands for none. */
    List<String> sectorNames() {
        return sectorNames;
    }

    /** Position of each ticker's sector in {@link #sectorNames()}. */
    int[] sectors() {
        return sectors;
    }

    /** A ticker and all of its master data that scores can depend on. */
    String identity(int column) {
        StringBuilder identity = new StringBuilder(data.tickers().ticker(column)).append('\t');
        identity.append(data.sector(column).orElse(""));
        for (Grouping grouping : usedGroupings) {
            identity.append('\t').append(groupings.name(grouping, column));
        }
        return identity.append('\n').toString();
    }

    Groupings groupings() {
        return groupings;
    }

    TradingDays tradingDays() {
        return tradingDays;
    }

    FormulaPlan plan() {
        return plan;
    }

    /** What the plan's fact groups give on days, and on the trading days that windows reach back to. */
    List<FactSteps> factSteps(DateIndex days, int threads) {
        int firstDay = days.epochDay(0);
        if (plan.lookback() > 0) {
            int number = Math.max(0, tradingDays.upTo(dates().floor(days.date(0))) - plan.lookback());
            firstDay = Math.min(firstDay, dates().epochDay(tradingDays.row(number)));
        }
        int from = firstDay;
        int to = days.epochDay(days.size() - 1);
        FactSteps[] steps = new FactSteps[plan.groups().size()];
        Workers.each(
                steps.length,
                threads,
                () -> group -> steps[group] = FactSteps.of(plan.groups().get(group), facts, model, from, to));
        return List.of(steps);
    }

    /** Past returns, if a formula has any. */
    PastReturns returns() {
        return returns.orElseThrow();
    }

    /** As-of values of a field that a formula reads. */
    MarketValues values(MarketField field) {
        return Optional.ofNullable(values.get(field)).orElseThrow();
    }

    /** The values of a field that a formula reads, row by row. */
    Panel panel(MarketField field) {
        return Optional.ofNullable(panels.get(field)).orElseThrow();
    }

    /** Tickers that a formula is computed for: those of the groups that have it, or all if it compares tickers. */
    private boolean[] tickersOf(Formula formula) {
        Set<Integer> groups = new HashSet<>();
        boolean used = false;
        for (FactorModel.Factor factor : model.factors()) {
            for (FactorModel.Metric metric : factor.metrics()) {
                List<Optional<Formula>> formulas = metric.formulas();
                for (int group = 0; group < formulas.size(); group++) {
                    if (isSame(formulas.get(group), formula)) {
                        groups.add(group);
                        used = true;
                    }
                }
            }
        }
        boolean forAll = !used || formula.isCrossSectional() || isSame(model.requires(), formula);
        boolean[] tickers = new boolean[tickers()];
        for (int column = 0; column < tickers.length; column++) {
            tickers[column] =
                    universe.members()[column] && (forAll || groups.contains(universe.sectorGroups()[column]));
        }
        return tickers;
    }

    private static boolean isSame(Optional<Formula> a, Formula b) {
        return a.filter(f -> f.text().equals(b.text())).isPresent();
    }
}
