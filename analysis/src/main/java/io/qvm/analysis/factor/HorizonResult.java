package io.qvm.analysis.factor;

import java.util.List;

/**
 * How one factor ordered the returns of one horizon.
 *
 * <p>Arrays have one value per score day (information coefficients) or per portfolio, the lowest scores first.
 *
 * @param horizon trading days
 * @param rankIc Spearman correlation of score and return on each score day, NaN where there is none
 * @param linearIc Pearson correlation
 * @param rank mean of {@code rankIc} with its t-statistic
 * @param linear mean of {@code linearIc}
 * @param quantiles mean returns of the portfolios over all score days, one estimate each
 * @param spread top less bottom portfolio
 * @param monotonicity rank correlation of the portfolios' numbers with their mean returns: 1 if each earns more than the one
 *     below
 * @param topTurnover mean share of the top portfolio that was not in it {@code horizon} trading days earlier; NaN if no two
 *     score days are so far apart
 * @param autocorrelation mean rank correlation of the scores with those of {@code horizon} trading days earlier
 */
public record HorizonResult(
        int horizon,
        double[] rankIc,
        double[] linearIc,
        MeanEstimate rank,
        MeanEstimate linear,
        List<MeanEstimate> quantiles,
        MeanEstimate spread,
        double monotonicity,
        double topTurnover,
        double autocorrelation) {}
