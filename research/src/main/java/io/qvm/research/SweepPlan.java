package io.qvm.research;

import io.qvm.backtest.Strategy;
import io.qvm.config.NearestName;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * A grid file: which keys of a strategy vary, and how the variants are judged.
 *
 * @param parameters values by key of the strategy file, nested keys as {@code selection.top_n}
 * @param search every combination (default), or some drawn at random without repetition
 * @param trials how many are drawn
 * @param seed of the draw; default 1
 * @param objective metric that ranks the trials, larger is better; default {@code sharpe}
 * @param walkForward windows for choosing and testing, if wanted
 */
public record SweepPlan(
        Map<String, List<Object>> parameters,
        Search search,
        Optional<Integer> trials,
        Long seed,
        String objective,
        Optional<WalkForward> walkForward) {
    private static final int MOST_TRIALS = 1_000_000;

    /** Ways through the grid. */
    public enum Search {
        GRID,
        RANDOM
    }

    /**
     * Windows that follow each other: the best trial of each training window is held through the test window after it.
     *
     * @param trainMonths calendar months
     * @param testMonths calendar months
     */
    public record WalkForward(Integer trainMonths, Integer testMonths) {
        public WalkForward {
            if (trainMonths == null || testMonths == null || trainMonths < 1 || testMonths < 1) {
                throw new IllegalArgumentException(
                        "train_months and test_months must be above 0, e.g. {train_months: 36, test_months: 12}");
            }
        }
    }

    public SweepPlan {
        search = search == null ? Search.GRID : search;
        trials = trials == null ? Optional.empty() : trials;
        seed = seed == null ? 1L : seed;
        objective = objective == null ? "sharpe" : objective;
        walkForward = walkForward == null ? Optional.empty() : walkForward;
        if (parameters == null || parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "parameters must name at least one key, e.g. {selection.top_n: [10, 25]}");
        }
        parameters.forEach((key, values) -> {
            if (values == null || values.isEmpty()) {
                throw new IllegalArgumentException(key + " must list at least one value");
            }
        });
        if ((search == Search.RANDOM) != trials.isPresent()) {
            throw new IllegalArgumentException("trials goes with search: random, and must be given there");
        }
        trials.ifPresent(n -> {
            if (n < 1) {
                throw new IllegalArgumentException("trials must be above 0, was " + n);
            }
        });
    }

    /**
     * Reads a grid file.
     *
     * @throws InvalidInputException with file, line and what would be right; also if there are more than a million
     *     combinations to draw from, or an objective that is no metric
     */
    public static SweepPlan of(YamlFile file) {
        SweepPlan plan = file.as(SweepPlan.class);
        if (plan.combinations() > MOST_TRIALS) {
            throw new InvalidInputException(file.name() + ": " + plan.combinations() + " combinations, at most "
                    + MOST_TRIALS + " are allowed; leave out values");
        }
        if (!Trial.METRICS.contains(plan.objective)) {
            throw new InvalidInputException(file.name() + ": objective '" + plan.objective + "' is not one of "
                    + String.join(", ", new TreeSet<>(Trial.METRICS))
                    + NearestName.hint(plan.objective, Trial.METRICS));
        }
        return plan;
    }

    /** Number of combinations. */
    public long combinations() {
        double product = 1;
        for (List<Object> values : parameters.values()) {
            product *= values.size();
        }
        return product > Long.MAX_VALUE / 2.0 ? Long.MAX_VALUE : (long) product;
    }

    /**
     * The variants, by what they set, in the order of the grid or of the draw.
     *
     * @throws InvalidInputException if a variant is no valid strategy
     */
    public Map<Map<String, Object>, Strategy> variants(Strategy base) {
        Map<Map<String, Object>, Strategy> variants = new LinkedHashMap<>();
        for (Map<String, Object> values : chosen()) {
            try {
                variants.put(values, base.with(values));
            } catch (InvalidInputException e) {
                throw new InvalidInputException("with " + values + ": " + e.getMessage(), e);
            }
        }
        return variants;
    }

    private List<Map<String, Object>> chosen() {
        int all = Math.toIntExact(combinations());
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            numbers.add(i);
        }
        if (trials.isPresent()) {
            java.util.Collections.shuffle(numbers, new Random(seed));
            numbers = numbers.subList(0, Math.min(all, trials.get()));
        }
        return numbers.stream().map(this::combination).toList();
    }

    /** The last key varies fastest. */
    private Map<String, Object> combination(int number) {
        List<String> keys = List.copyOf(parameters.keySet());
        Object[] values = new Object[keys.size()];
        int rest = number;
        for (int i = values.length - 1; i >= 0; i--) {
            List<Object> choices = parameters.getOrDefault(keys.get(i), List.of());
            values[i] = choices.get(rest % choices.size());
            rest /= choices.size();
        }
        Map<String, Object> combination = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            combination.put(keys.get(i), values[i]);
        }
        return combination;
    }
}
