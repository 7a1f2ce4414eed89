package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.market.MarketField;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Market data on which the values of formulas can depend; more than this need not be loaded.
 *
 * @param fields to be read, and how far back from the days that are asked for
 * @param fieldsOfAnyAge those of which the last row or value counts however old it is; empty if all of them age
 */
public record MarketNeeds(Map<MarketField, Reach> fields, Set<MarketField> fieldsOfAnyAge) {
    private static final int DAYS_A_MONTH_AT_LEAST = 28;

    /**
     * How far back something is read.
     *
     * @param tradingDays before the last trading day up to the first day that is asked for; how long they took is for the data
     *     to say
     * @param months calendar months of rows before these
     */
    public record Reach(int tradingDays, int months) {
        static final Reach NONE = new Reach(0, 0);

        /** As far as both. */
        Reach and(Reach other) {
            return new Reach(Math.max(tradingDays, other.tradingDays), Math.max(months, other.months));
        }
    }

    public MarketNeeds {
        fields = Map.copyOf(fields);
        fieldsOfAnyAge = Set.copyOf(fieldsOfAnyAge);
    }

    /** What formulas need under the rules of a model. */
    public static MarketNeeds of(FactorModel rules, Collection<Formula> formulas) {
        ModelSpec spec = rules.spec();
        Map<MarketField, Reach> fields = new EnumMap<>(MarketField.class);
        for (Formula formula : formulas) {
            // A value as of a day may be that old; one of any age is carried along, whatever is loaded. A month spares
            // most of that.
            Reach reach = new Reach(
                    formula.lookbackDays(),
                    Math.max(1, monthsOf(spec.market().maxAgeDays().orElse(0))));
            for (Expression node : formula.root().nodes()) {
                if (node instanceof Expression.Market market) {
                    fields.merge(market.field(), reach, Reach::and);
                }
            }
        }
        Set<MarketField> anyAge = EnumSet.noneOf(MarketField.class);
        if (spec.market().maxAgeDays().isEmpty()) {
            anyAge.addAll(fields.keySet());
        }
        if (spec.universe().valuationRow()) {
            anyAge.add(MarketField.MARKET_CAP);
        }
        // Prices and volumes tell who is traded, and which days are trading days: of all that anything reaches back to.
        Reach all = fields.values().stream().reduce(new Reach(lookback(formulas), months(spec, formulas)), Reach::and);
        fields.put(MarketField.ADJUSTED_CLOSE, all);
        fields.put(MarketField.VOLUME, all);
        return new MarketNeeds(fields, anyAge);
    }

    private static int lookback(Collection<Formula> formulas) {
        return formulas.stream().mapToInt(Formula::lookbackDays).max().orElse(0);
    }

    private static int months(ModelSpec spec, Collection<Formula> formulas) {
        ModelSpec.Market market = spec.market();
        int returns = market.returnWindowMonths()
                .orElse(longestReturn(formulas)
                        + monthsOf(market.returnMaxGapDays().orElse(0)));
        return Math.max(returns, monthsOf(spec.universe().tradedWithinDays().orElse(0)));
    }

    /** As far as any field is read. */
    public Reach reach() {
        return fields.values().stream().reduce(Reach.NONE, Reach::and);
    }

    /** What both need. */
    public MarketNeeds and(MarketNeeds other) {
        Map<MarketField, Reach> both = new EnumMap<>(fields);
        other.fields.forEach((field, reach) -> both.merge(field, reach, Reach::and));
        Set<MarketField> anyAge = EnumSet.noneOf(MarketField.class);
        anyAge.addAll(fieldsOfAnyAge);
        anyAge.addAll(other.fieldsOfAnyAge);
        return new MarketNeeds(both, anyAge);
    }

    /** Months from the farthest price of a return to its day. */
    static int longestReturn(Collection<Formula> formulas) {
        return formulas.stream().mapToInt(Formula::lookbackMonths).max().orElse(0);
    }

    private static int monthsOf(int days) {
        return (days + DAYS_A_MONTH_AT_LEAST - 1) / DAYS_A_MONTH_AT_LEAST;
    }
}
