package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MissingReason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes what the scorer does with one ticker on one day, and looks up what its formulas read. */
final class Explainer implements ScoringObserver {
    private final MarketData data;
    private final FactorModel model;
    private final PreparedMarket market;
    private final ScoringPlan plan;
    private final int column;
    private final int group;
    private final MissingReasons reasons;
    private final Map<String, Double> values = new HashMap<>();
    private final Map<String, Explanation.Comparison> comparisons = new HashMap<>();
    private final Map<Integer, Double> sums = new HashMap<>();
    private final List<Explanation.Factor> factors = new ArrayList<>();
    private Optional<Evaluation.Block> evaluated = Optional.empty();
    private boolean scored;
    private double composite = Double.NaN;

    Explainer(MarketData data, FactorModel model, PreparedMarket market, ScoringPlan plan, int column) {
        this.data = data;
        this.model = model;
        this.market = market;
        this.plan = plan;
        this.column = column;
        this.group = market.universe().sectorGroups()[column];
        this.reasons = new MissingReasons(market.plan());
    }

    Explanation explain(LocalDate date) {
        DateIndex day = DateIndex.ofDates(List.of(date));
        Evaluation.Block block = new Evaluation(market, market.factSteps(day, 1)).evaluate(day);
        double[][] out = new double[model.factors().size() + 1][market.tickers()];
        new DayScorer(market, model, plan, this).score(block, 0, out, 0);
        return new Explanation(
                data.tickers().ticker(column),
                date,
                model.name(),
                data.sector(column),
                model.groups().get(group),
                scored ? Optional.empty() : Optional.of(whyNotScored(date)),
                scored ? factors : List.of(),
                model.spec().composite().missing(),
                composite);
    }

    private String whyNotScored(LocalDate date) {
        return market.universe()
                .whyNotEligible(column, date, data.dates().floor(date))
                .orElseGet(() -> model.requires()
                        .map(formula -> "the universe requires '" + formula + "', which is missing ("
                                + reasons.of(block(), market.plan().output(formula), column)
                                        .code() + ")")
                        .orElse("unknown"));
    }

    @Override
    public void day(Evaluation.Block block, int position, boolean[] scoredTickers) {
        evaluated = Optional.of(block);
        scored = scoredTickers[column];
    }

    @Override
    public void metric(int factor, int metric, double[] raw) {
        values.put(key(factor, metric), raw[column]);
    }

    @Override
    public void normalized(int factor, int metric, Normalizer normalizer, int[] groups) {
        Normalizer.Comparison with = normalizer.comparedWith(groups[column]);
        comparisons.put(
                key(factor, metric),
                new Explanation.Comparison(
                        with.group() == Normalizer.NO_GROUP
                                ? "universe"
                                : market.universe().comparisonGroupName(with.group()),
                        with.size(),
                        with.mean(),
                        with.deviation(),
                        with.lower(),
                        with.upper(),
                        model.spec().normalization().clip(),
                        normalizer.fixedScore(groups[column])));
    }

    @Override
    public void sum(int factor, double[] raw) {
        sums.put(factor, raw[column]);
    }

    @Override
    public void factor(int factor, double[][] parts, double[] out, int offset, boolean[] zeroed) {
        FactorModel.Factor spec = model.factors().get(factor);
        List<Explanation.Metric> metrics = new ArrayList<>();
        for (int m = 0; m < spec.metrics().size(); m++) {
            FactorModel.Metric metric = spec.metrics().get(m);
            Optional<Formula> formula = metric.formulas().get(group);
            if (formula.isPresent()) {
                double part = parts[m][column];
                metrics.add(new Explanation.Metric(
                        metric.name(),
                        formula.get().text(),
                        metric.weights()[group],
                        metric.sign() < 0,
                        values.getOrDefault(key(factor, m), Double.NaN),
                        Double.isNaN(part) ? Optional.of(reason(formula.get())) : Optional.empty(),
                        Optional.ofNullable(comparisons.get(key(factor, m))),
                        part,
                        inputs(formula.get())));
            }
        }
        double score = out[offset + column];
        factors.add(new Explanation.Factor(
                spec.name(),
                spec.weight(),
                metrics,
                spec.spec().missing(),
                sums.getOrDefault(factor, score),
                Optional.ofNullable(comparisons.get(key(factor, WHOLE_FACTOR))),
                score));
    }

    @Override
    public void composite(double[][] out, int offset, boolean[] zeroed) {
        composite = out[model.factors().size()][offset + column];
    }

    private static String key(int factor, int metric) {
        return factor + ":" + metric;
    }

    private Evaluation.Block block() {
        return evaluated.orElseThrow();
    }

    private MissingReason reason(Formula formula) {
        return reasons.of(block(), market.plan().output(formula), column);
    }

    /** What a formula reads for the ticker, each thing once, in the order of the text. */
    private List<Explanation.Input> inputs(Formula formula) {
        Set<Expression> read = new LinkedHashSet<>();
        collect(formula.root(), read);
        List<Explanation.Input> inputs = new ArrayList<>();
        for (Expression node : read) {
            if (node instanceof Expression.Fact fact) {
                inputs.add(reported(formula, fact));
            } else if (node instanceof Expression.Market field) {
                inputs.add(market(field));
            } else if (node instanceof Expression.PastReturn past) {
                inputs.add(pastReturn(past));
            } else if (node instanceof Expression.Rolling rolling) {
                inputs.add(window(formula, rolling));
            } else if (node instanceof Expression.CrossSectional) {
                inputs.add(new Explanation.Across(Texts.of(node), value(formula, node)));
            }
        }
        return inputs;
    }

    /** Windows are listed as a whole: what is inside lies on many days. */
    private static void collect(Expression node, Set<Expression> read) {
        if (node instanceof Expression.Rolling) {
            read.add(node);
            return;
        }
        node.operands().forEach(operand -> collect(operand, read));
        if (!(node instanceof Expression.Pointwise) && !(node instanceof Expression.Constant)) {
            read.add(node);
        }
    }

    private double value(Formula formula, Expression node) {
        return block().values(market.plan().termOf(formula, node))[column];
    }

    private Explanation.Input reported(Formula formula, Expression.Fact fact) {
        FormulaPlan.FactGroup facts = market.plan().groupOf(formula).orElseThrow();
        QuarterChoice choice = new QuarterChoice(facts, market.facts(), model);
        int day = block().axis().epochDay(0);
        QuarterChoice.Chosen chosen = choice.choose(column, day);
        int number = facts.facts().indexOf(fact);
        boolean counts = day <= chosen.until();
        double value = counts ? chosen.values()[number] : Double.NaN;
        return new Explanation.Reported(
                Texts.of(fact),
                value,
                counts ? choice.entered(number, column, chosen, day) : List.of(),
                Double.isNaN(value)
                        ? Optional.of(absence(
                                market.facts().source(fact, formula.requires(fact)),
                                chosen.quarters()[number],
                                counts,
                                day))
                        : Optional.empty());
    }

    private Explanation.Absence absence(KnownFacts.Source source, int quarter, boolean counts, int day) {
        int newest = market.facts().on(column, day).newestQuarter(source);
        boolean calendar = model.spec().fundamentals().quarter() == ModelSpec.QuarterRule.CALENDAR;
        Explanation.Absence.Cause cause;
        if (newest == Integer.MIN_VALUE) {
            cause = Explanation.Absence.Cause.NOTHING_KNOWN;
        } else if (quarter == CalendarQuarters.NONE) {
            cause = calendar ? Explanation.Absence.Cause.NO_QUARTER_DUE : Explanation.Absence.Cause.NO_COMPLETE_QUARTER;
        } else {
            cause = counts ? Explanation.Absence.Cause.NOT_IN_QUARTER : Explanation.Absence.Cause.QUARTER_TOO_OLD;
        }
        return new Explanation.Absence(
                cause,
                newest == Integer.MIN_VALUE ? Optional.empty() : Optional.of(newest),
                quarter == CalendarQuarters.NONE ? Optional.empty() : Optional.of(quarter));
    }

    private Explanation.Input market(Expression.Market field) {
        MarketValues of = market.values(field.field());
        int row = of.row(block().axis().day(0), block().axis().row(0), column);
        return new Explanation.Market(
                Texts.of(field),
                row < 0 ? Double.NaN : market.panel(field.field()).get(row, column),
                date(row));
    }

    private Explanation.Input pastReturn(Expression.PastReturn past) {
        PastReturns.Span span = market.returns().span(block().axis().day(0), past);
        int from = span.from(column);
        int to = span.to(column);
        return new Explanation.PastReturn(
                Texts.of(past),
                span.value(column),
                date(from),
                from < 0 ? Double.NaN : market.returns().price(from, column),
                date(to),
                to < 0 ? Double.NaN : market.returns().price(to, column));
    }

    private Explanation.Input window(Formula formula, Expression.Rolling rolling) {
        TradingDays trading = market.tradingDays();
        int last = trading.upTo(block().axis().row(0));
        int first = Math.max(0, last - Formula.lookbackDays(rolling));
        return new Explanation.Window(
                Texts.of(rolling),
                value(formula, rolling),
                last < 0 ? Optional.empty() : date(trading.row(first)),
                last < 0 ? Optional.empty() : date(trading.row(last)));
    }

    private Optional<LocalDate> date(int row) {
        return row < 0 ? Optional.empty() : Optional.of(data.dates().date(row));
    }
}
