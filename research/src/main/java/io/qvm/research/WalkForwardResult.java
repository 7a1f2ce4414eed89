package io.qvm.research;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.PerformanceMetrics;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What would have been earned by always holding the trial that had been best so far.
 *
 * <p>A trial's returns up to a day do not depend on later days, so each trial is run once over the whole range and the
 * windows are cut out of it. Changing from one trial's portfolio to another's at the begin of a test window is not charged.
 *
 * @param windows in order of time
 * @param dates days of all test windows
 * @param net returns of the trials chosen
 * @param objective over all test windows
 */
public record WalkForwardResult(List<Window> windows, DateIndex dates, double[] net, double objective) {
    /**
     * One step.
     *
     * @param trainFrom first day that the choice looks at
     * @param testFrom first day that the chosen trial is held
     * @param testTo last day that it is held
     * @param chosen the trial
     * @param train its objective over the training window
     * @param test its objective over the test window
     * @param rankInTest its rank among all trials over the test window, 1 the best
     */
    public record Window(
            LocalDate trainFrom,
            LocalDate testFrom,
            LocalDate testTo,
            Trial chosen,
            double train,
            double test,
            int rankInTest) {}

    /** Objectives that can be computed from returns alone. */
    public static final List<String> OBJECTIVES =
            List.of("annual_return", "sharpe", "sortino", "calmar", "max_drawdown", "annual_volatility");

    /**
     * Goes through the windows.
     *
     * @param trials of one sweep; failed ones are left out
     * @throws InvalidInputException if the range is shorter than one training and the first month of a test window, or if
     *     the objective needs more than returns
     */
    public static WalkForwardResult of(List<Trial> trials, SweepPlan.WalkForward plan, String objective) {
        List<Trial> usable = trials.stream().filter(t -> t.error().isEmpty()).toList();
        if (!OBJECTIVES.contains(objective)) {
            throw new InvalidInputException("walk_forward needs an objective that returns alone decide, one of "
                    + String.join(", ", OBJECTIVES) + "; was " + objective);
        }
        if (usable.isEmpty()) {
            throw new InvalidInputException("walk_forward has no trial to choose from: all failed");
        }
        DateIndex dates = usable.get(0).dates();
        LocalDate begin = dates.date(0);
        LocalDate end = dates.date(dates.size() - 1);
        List<Window> windows = new ArrayList<>();
        List<Integer> days = new ArrayList<>();
        List<Double> net = new ArrayList<>();
        for (LocalDate test = begin.plusMonths(plan.trainMonths());
                !test.isAfter(end);
                test = test.plusMonths(plan.testMonths())) {
            int from = dates.ceiling(test.minusMonths(plan.trainMonths()));
            int split = dates.ceiling(test);
            int to = Math.min(dates.size(), dates.ceiling(test.plusMonths(plan.testMonths())));
            if (split >= to || split - from < 2) {
                continue;
            }
            double[] train = usable.stream()
                    .mapToDouble(t -> objective(t, from, split, objective))
                    .toArray();
            int best = IntStream.range(0, train.length)
                    .reduce(0, (a, b) -> train[b] > train[a] || Double.isNaN(train[a]) ? b : a);
            double[] later = usable.stream()
                    .mapToDouble(t -> objective(t, split, to, objective))
                    .toArray();
            int rank =
                    1 + (int) Arrays.stream(later).filter(v -> v > later[best]).count();
            windows.add(new Window(
                    dates.date(from),
                    dates.date(split),
                    dates.date(to - 1),
                    usable.get(best),
                    train[best],
                    later[best],
                    rank));
            for (int k = split; k < to; k++) {
                days.add(dates.epochDay(k));
                net.add(usable.get(best).net()[k]);
            }
        }
        if (windows.isEmpty()) {
            throw new InvalidInputException("walk_forward: " + begin + " to " + end + " is too short for "
                    + plan.trainMonths() + " months of training and a test");
        }
        double[] returns = net.stream().mapToDouble(Double::doubleValue).toArray();
        return new WalkForwardResult(
                List.copyOf(windows),
                DateIndex.of(days.stream().mapToInt(Integer::intValue).toArray()),
                returns,
                metric(PerformanceMetrics.of(returns, Conventions.DEFAULT), objective));
    }

    private static double objective(Trial trial, int from, int to, String objective) {
        return metric(PerformanceMetrics.of(Arrays.copyOfRange(trial.net(), from, to), Conventions.DEFAULT), objective);
    }

    private static double metric(PerformanceMetrics metrics, String key) {
        return switch (key) {
            case "annual_return" -> metrics.annualReturn();
            case "sharpe" -> metrics.sharpe();
            case "sortino" -> metrics.sortino();
            case "calmar" -> metrics.calmar();
            case "max_drawdown" -> metrics.maxDrawdown();
            case "annual_volatility" -> -metrics.annualVolatility();
            default -> throw new IllegalArgumentException(key);
        };
    }
}
