package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.market.MarketField;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Market data on which the values of formulas can depend; more than this need not be loaded.
 *
 * @param tradingDays before the last trading day up to the first day that is asked for; how long they took is for the data to say
 * @param months calendar months of rows before these
 * @param fields to be read
 * @param fieldsOfAnyAge those of which the last row or value counts however old it is; empty if all of them age
 */
public record MarketNeeds(int tradingDays, int months, Set<MarketField> fields, Set<MarketField> fieldsOfAnyAge) {
    private static final int DAYS_A_MONTH_AT_LEAST = 28;

    public MarketNeeds {
        fields = Set.copyOf(fields);
        fieldsOfAnyAge = Set.copyOf(fieldsOfAnyAge);
    }

    /** What formulas need under the rules of a model. */
    public static MarketNeeds of(FactorModel rules, Collection<Formula> formulas) {
        Set<MarketField> read = formulas.stream()
                .flatMap(f -> f.root().nodes().stream())
                .filter(Expression.Market.class::isInstance)
                .map(node -> ((Expression.Market) node).field())
                .collect(Collectors.toSet());
        // Prices and volumes tell who is traded, and which days are trading days.
        Set<MarketField> fields = EnumSet.of(MarketField.ADJUSTED_CLOSE, MarketField.VOLUME);
        fields.addAll(read);
        Set<MarketField> anyAge = EnumSet.noneOf(MarketField.class);
        if (rules.spec().market().maxAgeDays().isEmpty()) {
            anyAge.addAll(read);
        }
        if (rules.spec().universe().valuationRow()) {
            anyAge.add(MarketField.MARKET_CAP);
        }
        int lookback = formulas.stream().mapToInt(Formula::lookbackDays).max().orElse(0);
        return new MarketNeeds(lookback, months(rules.spec(), formulas), fields, anyAge);
    }

    private static int months(ModelSpec spec, Collection<Formula> formulas) {
        ModelSpec.Market market = spec.market();
        int days = Math.max(
                market.maxAgeDays().orElse(0),
                spec.universe().tradedWithinDays().orElse(0));
        int returns = market.returnWindowMonths()
                .orElse(longestReturn(formulas)
                        + monthsOf(market.returnMaxGapDays().orElse(0)));
        return Math.max(returns, monthsOf(days));
    }

    /** What both need. */
    public MarketNeeds and(MarketNeeds other) {
        Set<MarketField> both = EnumSet.noneOf(MarketField.class);
        both.addAll(fields);
        both.addAll(other.fields);
        Set<MarketField> anyAge = EnumSet.noneOf(MarketField.class);
        anyAge.addAll(fieldsOfAnyAge);
        anyAge.addAll(other.fieldsOfAnyAge);
        return new MarketNeeds(Math.max(tradingDays, other.tradingDays), Math.max(months, other.months), both, anyAge);
    }

    /** Months from the farthest price of a return to its day. */
    static int longestReturn(Collection<Formula> formulas) {
        return formulas.stream().mapToInt(Formula::lookbackMonths).max().orElse(0);
    }

    private static int monthsOf(int days) {
        return (days + DAYS_A_MONTH_AT_LEAST - 1) / DAYS_A_MONTH_AT_LEAST;
    }
}
