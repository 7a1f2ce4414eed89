/**
 * One calendar year of a run: months, contributions, rebalances and the funnel behind them.
 *
 * <p>{@link io.qvm.analysis.annual.YearReview} is the entry. The figures of the year are those of {@code analysis} over the
 * year's days; contributions of months are linked so that they add up to the year's return.
 */
@NullMarked
package io.qvm.analysis.annual;

import org.jspecify.annotations.NullMarked;
