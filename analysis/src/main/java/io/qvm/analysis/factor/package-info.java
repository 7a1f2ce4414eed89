/**
 * What a factor's scores are worth without any strategy: how they order the returns that follow.
 *
 * <p>{@link io.qvm.analysis.factor.FactorEvaluation} is the entry: scores and market data in, information coefficients,
 * quantile portfolios, turnover, coverage and factor returns out. Time is counted in trading days. A score of day d buys at
 * the close of the {@code executionLag}-th trading day after d and never earlier, so that nothing here could not have been
 * traded; {@link io.qvm.analysis.factor.ForwardReturns} says what is earned then. Means over overlapping horizons are judged
 * by {@link io.qvm.analysis.factor.MeanEstimate}.
 */
@NullMarked
package io.qvm.analysis.factor;

import org.jspecify.annotations.NullMarked;
