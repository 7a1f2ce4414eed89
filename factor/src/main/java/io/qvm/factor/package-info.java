/**
 * Stage 1, pure: a factor model and market data in, scores out.
 *
 * <p>{@link io.qvm.factor.Models} finds a model file and {@link io.qvm.factor.FactorModel} checks it; {@link
 * io.qvm.factor.FactorEngine} scores days with it. A day's way: facts as known ({@code KnownFacts}, {@code FactSteps}),
 * market values and past returns, metrics by formula, normalisation, factors, composite ({@code DayScorer}). Which rule
 * counts at each step is the model's choice among the options of {@link io.qvm.factor.ModelSpec}; no class here knows a
 * sector, an item or a metric by name.
 */
@NullMarked
package io.qvm.factor;

import org.jspecify.annotations.NullMarked;
