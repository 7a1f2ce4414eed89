/**
 * Where a run's return came from: by stock and sector, against a comparison portfolio, by stage of the funnel, and by factors.
 *
 * <p>{@link io.qvm.analysis.attribution.ContributionAnalysis} needs a run alone. What looks at single days or at stocks that
 * were not held needs market data too: {@link io.qvm.analysis.attribution.Attribution} takes both once and gives
 * contributions of any days, {@link io.qvm.analysis.attribution.BrinsonAttribution} and
 * {@link io.qvm.analysis.attribution.StageAttribution}. {@link io.qvm.analysis.attribution.FactorRegression} needs returns of
 * a run and of factors.
 *
 * <p>Parts always add up to the whole: {@link io.qvm.analysis.attribution.Linking} carries parts of single periods over to
 * many without a remainder, and what is left of rounding is stated as {@code residual}.
 */
@NullMarked
package io.qvm.analysis.attribution;

import org.jspecify.annotations.NullMarked;
