/**
 * Charts as data: what is to be seen, not how it is drawn.
 *
 * <p>A {@link io.qvm.report.chart.ChartSet} is serialised to JSON once and drawn by whatever shows it. Colours are named by
 * role (strategy, benchmark, sector), so that page, print and dark mode choose their own.
 */
@NullMarked
package io.qvm.report.chart;

import org.jspecify.annotations.NullMarked;
