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
 * @param months calendar months of rows before the first day that is asked for
 * @param fields to be read
 * @param fieldsOfAnyAge those of which the last row or value counts however old it is; empty if all of them age
 */
public record MarketNeeds(int months, Set<MarketField> fields, Set<MarketField> fieldsOfAnyAge) {
    /** Of any fifteen trading days' worth of calendar there is a month, long holidays included. */
    private static final int TRADING_DAYS_A_MONTH = 15;

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
        return new MarketNeeds(months(rules.spec(), formulas), fields, anyAge);
    }

    private static int months(ModelSpec spec, Collection<Formula> formulas) {
        ModelSpec.Market market = spec.market();
        int days = Math.max(
                market.maxAgeDays().orElse(0),
                spec.universe().tradedWithinDays().orElse(0));
        int returns = market.returnWindowMonths()
                .orElse(longestReturn(formulas)
                        + monthsOf(market.returnMaxGapDays().orElse(0)));
        int lookback = formulas.stream().mapToInt(Formula::lookbackDays).max().orElse(0);
        int daily = (lookback + TRADING_DAYS_A_MONTH - 1) / TRADING_DAYS_A_MONTH;
        // Inside of daily functions returns and as-of values start from where the window does.
        return Math.max(returns, monthsOf(days)) + daily + (daily > 0 ? 1 : 0);
    }

    /** Months from the farthest price of a return to its day. */
    static int longestReturn(Collection<Formula> formulas) {
        return formulas.stream().mapToInt(Formula::lookbackMonths).max().orElse(0);
    }

    private static int monthsOf(int days) {
        return (days + DAYS_A_MONTH_AT_LEAST - 1) / DAYS_A_MONTH_AT_LEAST;
    }
}
