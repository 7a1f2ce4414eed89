package io.qvm.analysis.factor;

import io.qvm.market.InvalidInputException;
import java.util.List;

/**
 * How scores are evaluated.
 *
 * @param horizons holding periods in trading days, ascending
 * @param mainHorizon the one of them that breakdowns by sector, year and age are given for
 * @param ages how many trading days old a score is when it is acted on, for the decay; 0 is without delay
 * @param executionLag trading days from a score to the close at which it is bought, at least 1
 * @param quantiles number of portfolios
 * @param leastStocks fewer stocks on a day (in a sector) give no information coefficient for it
 */
public record EvaluationSettings(
        List<Integer> horizons, int mainHorizon, List<Integer> ages, int executionLag, int quantiles, int leastStocks) {
    /** 1, 5, 21 and 63 days, mainly 21; next day's close; five portfolios; ten stocks. */
    public static final EvaluationSettings DEFAULT =
            new EvaluationSettings(List.of(1, 5, 21, 63), 21, List.of(0, 5, 10, 21, 42, 63, 126, 252), 1, 5, 10);

    public EvaluationSettings {
        horizons = List.copyOf(horizons);
        ages = List.copyOf(ages);
        if (horizons.isEmpty() || !ascending(horizons, 1)) {
            throw new InvalidInputException(
                    "horizons must be ascending numbers of trading days, at least 1, were " + horizons);
        }
        if (!horizons.contains(mainHorizon)) {
            throw new InvalidInputException("the main horizon must be one of " + horizons + ", was " + mainHorizon);
        }
        if (!ascending(ages, 0)) {
            throw new InvalidInputException("ages must be ascending numbers of trading days, at least 0, were " + ages);
        }
        if (executionLag < 1) {
            throw new InvalidInputException(
                    "execution lag must be at least 1: a score is known after the close, was " + executionLag);
        }
        if (quantiles < 2 || quantiles > 100) {
            throw new InvalidInputException("quantiles must be 2 to 100, was " + quantiles);
        }
        if (leastStocks < 3) {
            throw new InvalidInputException("least number of stocks must be 3 or more, was " + leastStocks);
        }
    }

    private static boolean ascending(List<Integer> days, int least) {
        for (int i = 0; i < days.size(); i++) {
            if (days.get(i) < (i == 0 ? least : days.get(i - 1) + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Trading days that are needed after the last score. */
    int reach() {
        int oldest = ages.isEmpty() ? 0 : ages.get(ages.size() - 1);
        return executionLag + Math.max(horizons.get(horizons.size() - 1), oldest + mainHorizon);
    }
}
