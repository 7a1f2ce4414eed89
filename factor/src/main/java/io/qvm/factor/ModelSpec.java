package io.qvm.factor;

import io.qvm.config.InvalidKeyException;
import io.qvm.config.NearestName;
import io.qvm.config.Quoted;
import io.qvm.config.YamlLines;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model file as it is written: every key of it, and nothing that is not in it.
 *
 * @param name of the model, and {@code strategy_version} of its scores
 * @param description one or two sentences for people
 * @param reportingLagDays when a fact without publication date becomes known
 * @param items all items that formulas may use
 * @param definitions formulas with a name, for use in others
 * @param sectorGroups sectors of each group that has formulas or weights of its own
 * @param noSectorGroup group of tickers that have no sector
 * @param otherSectorsGroup group of every sector that no group names
 * @param universe which tickers get scores
 * @param fundamentals which quarter counts
 * @param market which prices count
 * @param normalization how values become z-scores
 * @param factors by name, in the file's order: quality, value, momentum, and any of the user's own
 * @param composite how they become one score
 */
public record ModelSpec(
        String name,
        String description,
        ReportingLag reportingLagDays,
        List<String> items,
        Map<String, String> definitions,
        Map<String, List<String>> sectorGroups,
        String noSectorGroup,
        String otherSectorsGroup,
        Universe universe,
        Fundamentals fundamentals,
        Market market,
        Normalization normalization,
        Map<String, FactorSpec> factors,
        Composite composite) {
    /** The factors that have columns of their own in the score table; every model has them. */
    public static final List<String> FIXED_FACTORS = List.of("quality", "value", "momentum");

    private static final int MOST_MONTHS = 1_200;
    private static final int MOST_DAYS = 36_525;

    public ModelSpec {
        need(name, "name");
        need(reportingLagDays, "reporting_lag_days");
        need(items, "items");
        need(noSectorGroup, "no_sector_group");
        need(otherSectorsGroup, "other_sectors_group");
        need(universe, "universe");
        need(fundamentals, "fundamentals");
        need(market, "market");
        need(normalization, "normalization");
        need(factors, "factors");
        need(composite, "composite");
        description = description == null ? "" : description;
        sectorGroups = sectorGroups == null ? Map.of() : copyOfLists(sectorGroups);
        items = List.copyOf(items);
        definitions = definitions == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(definitions));
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        for (String fixed : FIXED_FACTORS) {
            check(factors.get(fixed) != null, "the key factors." + fixed + " is missing", "factors");
        }
        definitions.forEach((key, formula) ->
                check(formula != null, "definitions: " + Quoted.of(key) + " has no formula", "definitions", key));
        for (String factor : factors.keySet()) {
            check(
                    factor.matches("[A-Za-z][A-Za-z0-9_]{0,63}") && !factor.equalsIgnoreCase("qvm"),
                    "factors: a factor's name must be a letter and up to 63 letters, digits or '_', and not qvm, was "
                            + Quoted.of(factor),
                    "factors",
                    factor);
            check(factors.get(factor) != null, "factors: " + Quoted.of(factor) + " has no metrics", "factors", factor);
        }
        for (String factor : composite.weights().keySet()) {
            check(
                    factors.containsKey(factor),
                    "composite.weights: unknown factor " + Quoted.of(factor)
                            + NearestName.hint(factor, factors.keySet()),
                    "composite",
                    "weights",
                    factor);
        }
        check(
                name.matches("[A-Za-z0-9_.-]{1,64}"),
                "name must be 1 to 64 letters, digits, '_', '.' or '-', was " + Quoted.of(name),
                "name");
    }

    /**
     * Which tickers get scores on a day.
     *
     * @param requires a formula that must have a value, if any
     * @param valuationRow true if a row with market capitalisation, whatever its value, must exist up to the day
     * @param dropDelisted true if a ticker is not scored before its listing nor from its delisting on
     * @param tradedWithinDays calendar days, up to the day, within which there must be a trade and a price, if any
     * @param tickers if given, the only tickers that exist for this model
     */
    public record Universe(
            Optional<String> requires,
            boolean valuationRow,
            boolean dropDelisted,
            Optional<Integer> tradedWithinDays,
            Optional<List<String>> tickers) {
        public Universe {
            requires = requires == null ? Optional.empty() : requires;
            tradedWithinDays = tradedWithinDays == null ? Optional.empty() : tradedWithinDays;
            tickers = tickers == null ? Optional.empty() : tickers;
            checkDays(tradedWithinDays, "universe.traded_within_days", "traded_within_days");
            tickers.ifPresent(Universe::checkDistinct);
        }

        private static void checkDistinct(List<String> tickers) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < tickers.size(); i++) {
                check(
                        seen.add(tickers.get(i)),
                        "tickers has " + Quoted.of(tickers.get(i)) + " twice; name each once",
                        "tickers",
                        YamlLines.element(i));
            }
        }
    }

    /**
     * Which fiscal quarter a formula is computed from.
     *
     * @param quarter the rule
     * @param balanceSheetQuarter the rule for single quarter ends of balance-sheet items, under {@code calendar} only
     * @param maxAgeDays calendar days since a quarter's end after which it no longer counts, under {@code latest_known}
     */
    public record Fundamentals(
            QuarterRule quarter, BalanceSheetRule balanceSheetQuarter, Optional<Integer> maxAgeDays) {
        public Fundamentals {
            need(quarter, "fundamentals.quarter");
            balanceSheetQuarter = balanceSheetQuarter == null ? BalanceSheetRule.SAME : balanceSheetQuarter;
            maxAgeDays = maxAgeDays == null ? Optional.empty() : maxAgeDays;
            check(
                    (quarter == QuarterRule.LATEST_KNOWN) == maxAgeDays.isPresent(),
                    "fundamentals.max_age_days belongs to quarter: latest_known, and is needed there",
                    maxAgeDays.isPresent() ? "max_age_days" : "quarter");
            checkDays(maxAgeDays, "fundamentals.max_age_days", "max_age_days");
            check(
                    quarter == QuarterRule.CALENDAR || balanceSheetQuarter == BalanceSheetRule.SAME,
                    "fundamentals.balance_sheet_quarter can differ only under quarter: calendar",
                    "balance_sheet_quarter");
        }
    }

    /** How the quarter of a formula is chosen. */
    public enum QuarterRule {
        /** The one calendar quarter whose end lies at least the reporting lag back, this year's or last year's. */
        CALENDAR,
        /** The latest quarter of which everything that the formula requires is known. */
        LATEST_KNOWN
    }

    /** How the quarter of a single balance-sheet value is chosen. */
    public enum BalanceSheetRule {
        /** As for all else. */
        SAME,
        /** This year's quarters and the fourth of last year only: none before that one is published. */
        THIS_YEAR_OR_LAST_Q4
    }

    /**
     * Which prices and market values count.
     *
     * @param values which row gives a market field's value
     * @param maxAgeDays calendar days after which such a value no longer counts, if any
     * @param returns which rows give a past return
     * @param returnWindowMonths months before the day outside which no row counts, under {@code first_row_after_start}
     * @param returnMaxGapDays calendar days by which a price may precede its date, under {@code near_dates}
     */
    public record Market(
            ValueRule values,
            Optional<Integer> maxAgeDays,
            ReturnRule returns,
            Optional<Integer> returnWindowMonths,
            Optional<Integer> returnMaxGapDays) {
        public Market {
            need(values, "market.values");
            need(returns, "market.returns");
            maxAgeDays = maxAgeDays == null ? Optional.empty() : maxAgeDays;
            returnWindowMonths = returnWindowMonths == null ? Optional.empty() : returnWindowMonths;
            returnMaxGapDays = returnMaxGapDays == null ? Optional.empty() : returnMaxGapDays;
            check(
                    (returns == ReturnRule.FIRST_ROW_AFTER_START) == returnWindowMonths.isPresent(),
                    "market.return_window_months belongs to returns: first_row_after_start, and is needed there",
                    returnWindowMonths.isPresent() ? "return_window_months" : "returns");
            check(
                    (returns == ReturnRule.NEAR_DATES) == returnMaxGapDays.isPresent(),
                    "market.return_max_gap_days belongs to returns: near_dates, and is needed there",
                    returnMaxGapDays.isPresent() ? "return_max_gap_days" : "returns");
            checkDays(maxAgeDays, "market.max_age_days", "max_age_days");
            checkDays(returnMaxGapDays, "market.return_max_gap_days", "return_max_gap_days");
            int months = returnWindowMonths.orElse(1);
            check(
                    months >= 1 && months <= MOST_MONTHS,
                    "market.return_window_months must be 1 to " + MOST_MONTHS + ", was " + months,
                    "return_window_months");
        }
    }

    /** Which row up to the day gives a market field's value. */
    public enum ValueRule {
        /** The last row, even if the value in it is missing. */
        LAST_ROW,
        /** The last row that has a value. */
        LAST_VALUE
    }

    /** Which rows give a return from a start date to an end date. */
    public enum ReturnRule {
        /** The first row from the start on and the last row up to the end, even if the former is the later one. */
        FIRST_ROW_AFTER_START,
        /** The last price up to each of the two dates, if it is near enough. */
        NEAR_DATES
    }

    /**
     * How values of one day become z-scores (x - mean) / std, sample standard deviation.
     *
     * @param within what a value is compared with
     * @param minGroupSize smallest number of values for a group of its own
     * @param smallGroups what happens to smaller ones
     * @param loneGroup what happens if all rows with a sector have the same
     * @param withoutGroup what happens to rows without sector
     * @param degenerate what becomes of a group with fewer than two values or without dispersion
     * @param degenerateTolerance standard deviation, relative to the mean, up to which there is no dispersion
     * @param clip largest absolute z-score
     * @param winsorize quantiles of the compared values within which values are kept before all else, if any
     */
    public record Normalization(
            Within within,
            int minGroupSize,
            SmallGroups smallGroups,
            LoneGroup loneGroup,
            WithoutGroup withoutGroup,
            Degenerate degenerate,
            double degenerateTolerance,
            double clip,
            Optional<Winsorize> winsorize) {
        public Normalization {
            winsorize = winsorize == null ? Optional.empty() : winsorize;
            need(within, "normalization.within");
            need(smallGroups, "normalization.small_groups");
            need(loneGroup, "normalization.lone_group");
            need(withoutGroup, "normalization.without_group");
            need(degenerate, "normalization.degenerate");
            check(
                    minGroupSize >= 0,
                    "normalization.min_group_size must not be negative, was " + minGroupSize,
                    "min_group_size");
            check(
                    degenerateTolerance >= 0,
                    "normalization.degenerate_tolerance must not be negative, was " + degenerateTolerance,
                    "degenerate_tolerance");
            check(clip > 0, "normalization.clip must be above zero, was " + clip, "clip");
        }
    }

    /**
     * Two quantiles, as shares between 0 and 1.
     *
     * @param lower values below this quantile become it
     * @param upper values above this quantile become it
     */
    public record Winsorize(double lower, double upper) {
        public Winsorize {
            check(
                    lower >= 0 && lower < upper && upper <= 1,
                    "normalization.winsorize needs 0 <= lower < upper <= 1, e.g. {lower: 0.01, upper: 0.99}");
        }
    }

    /** What a value is compared with. */
    public enum Within {
        /** Tickers of the same sector. */
        SECTOR,
        /** Tickers of the same sector group. */
        SECTOR_GROUP,
        /** All tickers. */
        UNIVERSE
    }

    /** What happens to groups that are too small. */
    public enum SmallGroups {
        /** They alone are compared with the whole universe. */
        ONE_BY_ONE,
        /** If all are too small, all are compared with the universe; if one is not, none is. */
        ALL_OR_NOTHING
    }

    /** What happens if there is one group only, and it is large enough. */
    public enum LoneGroup {
        /** Nothing special. */
        NORMAL,
        /** Every z-score is zero, and so it is if no row has a group. */
        ZERO
    }

    /** What happens to rows without group. */
    public enum WithoutGroup {
        /** They are compared with the universe. */
        UNIVERSE,
        /** Where others are compared within groups, they get zero. */
        ZERO
    }

    /** What becomes of groups that cannot be normalised. */
    public enum Degenerate {
        /** No score. */
        MISSING,
        /** Zero for all members, even those without value. */
        ZERO
    }

    /**
     * One factor.
     *
     * @param normalize what is normalised
     * @param rows which rows take part in that
     * @param missing what happens if a metric has no value
     * @param metrics by name, in the file's order
     */
    public record FactorSpec(Normalize normalize, Rows rows, Missing missing, Map<String, Metric> metrics) {
        public FactorSpec {
            need(normalize, "normalize");
            need(missing, "missing");
            need(metrics, "metrics");
            rows = rows == null ? Rows.SCORED : rows;
            check(!metrics.isEmpty(), "a factor needs at least one metric", "metrics");
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
            metrics.forEach((key, metric) ->
                    check(metric != null, "the metric " + Quoted.of(key) + " has no formula", "metrics", key));
        }
    }

    /** What of a factor is normalised. */
    public enum Normalize {
        /** Every metric by itself, before weighting. */
        EACH_METRIC,
        /** The weighted sum of raw metrics. */
        COMPOSITE
    }

    /** Which rows take part in normalisation. */
    public enum Rows {
        /** Tickers that are scored. */
        SCORED,
        /** All tickers of the universe; those that are not scored count as without sector. */
        UNIVERSE
    }

    /**
     * What happens if part of a weighted sum is missing.
     *
     * @param rule whether the rest is re-weighted
     * @param minCoverage smallest share of the weights that must be there, under {@code reweight}
     * @param ifNone what the sum is if that share is not there
     */
    public record Missing(Rule rule, double minCoverage, IfNone ifNone) {
        public Missing {
            need(rule, "missing.rule");
            ifNone = ifNone == null ? IfNone.MISSING : ifNone;
            check(
                    minCoverage >= 0 && minCoverage <= 1,
                    "missing.min_coverage must be between 0 and 1, was " + minCoverage,
                    "min_coverage");
        }

        /** What a missing part counts as. */
        public enum Rule {
            /** Its weight is shared out among the others. */
            REWEIGHT,
            /** It counts as zero. */
            ZERO
        }

        /** What a sum without enough parts is. */
        public enum IfNone {
            /** Missing. */
            MISSING,
            /** Zero. */
            ZERO
        }
    }

    /**
     * One metric.
     *
     * @param formula for all groups that have a weight
     * @param formulas for single groups, before {@code formula}
     * @param weight for all groups
     * @param weights for single groups, instead of {@code weight}: a group that is not named does not have the metric
     * @param higherIsBetter false if low values are good: the sign is then turned
     */
    public record Metric(
            Optional<String> formula,
            Map<String, String> formulas,
            Optional<Double> weight,
            Map<String, Double> weights,
            Optional<Boolean> higherIsBetter) {
        public Metric {
            formula = formula == null ? Optional.empty() : formula;
            formulas = formulas == null ? Map.of() : Map.copyOf(formulas);
            weight = weight == null ? Optional.empty() : weight;
            weights = weights == null ? Map.of() : Map.copyOf(weights);
            higherIsBetter = higherIsBetter == null ? Optional.empty() : higherIsBetter;
            check(
                    weight.orElse(1.0) > 0,
                    "the weight of a metric must be above zero, was " + weight.orElse(1.0),
                    "weight");
            weights.forEach((group, w) -> check(
                    w > 0,
                    "weights of a metric must be above zero, was " + w + "; leave the group out instead",
                    "weights",
                    group));
        }
    }

    /**
     * How factors become one score.
     *
     * @param weights of the factors, at least 0, together 1; a factor without one takes no part
     * @param missing what happens if one is missing
     */
    public record Composite(Map<String, Double> weights, Missing missing) {
        public Composite {
            need(weights, "composite.weights");
            need(missing, "composite.missing");
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            weights.forEach((factor, w) -> check(
                    w != null && w >= 0,
                    "composite.weights must be numbers that are not negative, was " + w + " for " + Quoted.of(factor),
                    "weights",
                    factor));
            checkSum("composite.weights", weights.values(), "weights");
        }
    }

    /** Refuses weights that do not add up to one, but for rounding. */
    static void checkSum(String what, Collection<Double> weights, String... keys) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        check(
                Math.abs(sum - 1) <= 1e-9,
                what + " must add up to 1, but add up to "
                        + BigDecimal.valueOf(sum)
                                .round(new MathContext(10))
                                .stripTrailingZeros()
                                .toPlainString(),
                keys);
    }

    private static void checkDays(Optional<Integer> days, String what, String key) {
        int given = days.orElse(0);
        check(
                given >= 0 && given <= MOST_DAYS,
                what + " must not be negative, nor above " + MOST_DAYS + ", a hundred years, was " + given,
                key);
    }

    private static Map<String, List<String>> copyOfLists(Map<String, List<String>> map) {
        return map.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    private static void need(@Nullable Object value, String key) {
        check(value != null, "the key " + key + " is missing");
    }

    private static void check(boolean holds, String complaint, String... keys) {
        if (!holds) {
            throw new InvalidKeyException(complaint, keys);
        }
    }
}
