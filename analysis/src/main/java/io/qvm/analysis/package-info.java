/**
 * Numbers about returns and holdings, computed once for every place that shows them.
 *
 * <p>{@link io.qvm.analysis.RunAnalysis} takes a finished run and gives everything a report draws;
 * {@link io.qvm.analysis.Metric} is one row of the listing that page, file and terminal share. Below stand the plain
 * functions over {@code double[]}: {@link io.qvm.analysis.Statistics}, {@link io.qvm.analysis.PerformanceMetrics},
 * {@link io.qvm.analysis.RelativeMetrics}, {@link io.qvm.analysis.Drawdowns}, {@link io.qvm.analysis.CalendarReturns},
 * {@link io.qvm.analysis.Rolling}.
 *
 * <p>A figure that cannot be given (too few days, nothing to divide by) is NaN, never zero and never infinite; a return
 * that cannot be (missing, below -100 %) is refused.
 */
@NullMarked
package io.qvm.analysis;

import org.jspecify.annotations.NullMarked;
