package io.qvm.backtest.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the capital is divided among the selected stocks, before constraints. In a file either a method's name, or a block.
 *
 * <p>Risks are taken from daily returns up to the close of the decision.
 *
 * @param method default {@code equal}
 * @param covariance how risks are estimated; default {@code ledoit_wolf}
 * @param lookbackDays trading days of returns; default 252
 * @param halfLifeDays of the exponentially weighted covariance; default 63
 */
public record WeightingRules(Method method, Covariance covariance, Integer lookbackDays, Integer halfLifeDays) {
    /** All defaults. */
    public static final WeightingRules DEFAULT = new WeightingRules(Method.EQUAL, Covariance.LEDOIT_WOLF, 252, 63);

    /** Ways to divide capital. */
    public enum Method {
        /** The same for all. */
        EQUAL,
        /**
         * In proportion to the signal above a floor, which lies 1 / n of the selected signals' range below the smallest of
         * the n; equal if all are the same.
         */
        SCORE,
        /** In proportion to the place: n for the best of n, 1 for the last. */
        RANK,
        /** In proportion to 1 / volatility. */
        INVERSE_VOLATILITY,
        /** In proportion to the last market capitalisation before the decision. */
        MARKET_CAP,
        /** Least variance (Markowitz 1952), long only, within the constraints. */
        MINIMUM_VARIANCE,
        /** Equal risk contributions (Maillard, Roncalli, Teiletche 2010). */
        RISK_PARITY,
        /** Hierarchical risk parity (Lopez de Prado 2016). */
        HIERARCHICAL_RISK_PARITY,
        /** Largest ratio of mean volatility to portfolio volatility (Choueifaty, Coignard 2008), within the constraints. */
        MAXIMUM_DIVERSIFICATION;

        /** Whether it needs variances or covariances. */
        public boolean needsRisk() {
            return this == INVERSE_VOLATILITY
                    || this == MINIMUM_VARIANCE
                    || this == RISK_PARITY
                    || this == HIERARCHICAL_RISK_PARITY
                    || this == MAXIMUM_DIVERSIFICATION;
        }
    }

    /** Estimates of covariances. */
    public enum Covariance {
        /** Of the sample, n - 1 in the denominator. */
        SAMPLE,
        /** Weights that halve every {@code half_life_days}. */
        EXPONENTIAL,
        /** The sample's, shrunk to constant correlation (Ledoit, Wolf 2004). */
        LEDOIT_WOLF
    }

    public WeightingRules {
        method = method == null ? Method.EQUAL : method;
        covariance = covariance == null ? Covariance.LEDOIT_WOLF : covariance;
        lookbackDays = lookbackDays == null ? 252 : lookbackDays;
        halfLifeDays = halfLifeDays == null ? 63 : halfLifeDays;
        Checks.require(lookbackDays >= 20, "lookback_days must be at least 20, was " + lookbackDays);
        Checks.positive("half_life_days", halfLifeDays);
    }

    @JsonCreator
    static WeightingRules of(
            @JsonProperty("method") Optional<Method> method,
            @JsonProperty("covariance") Optional<Covariance> covariance,
            @JsonProperty("lookback_days") Optional<Integer> lookbackDays,
            @JsonProperty("half_life_days") Optional<Integer> halfLifeDays) {
        return new WeightingRules(
                method.orElse(DEFAULT.method),
                covariance.orElse(DEFAULT.covariance),
                lookbackDays.orElse(DEFAULT.lookbackDays),
                halfLifeDays.orElse(DEFAULT.halfLifeDays));
    }

    /** A method's name stands for the method with all defaults. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WeightingRules of(String name) {
        Method method = Arrays.stream(Method.values())
                .filter(m -> m.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not one of "
                        + Arrays.stream(Method.values())
                                .map(m -> m.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
        return new WeightingRules(method, DEFAULT.covariance, DEFAULT.lookbackDays, DEFAULT.halfLifeDays);
    }
}
