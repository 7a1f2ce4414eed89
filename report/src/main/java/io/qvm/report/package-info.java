/**
 * Pages from numbers: everything shown here was computed by {@code analysis}; this package words it and lays it out.
 *
 * <p>{@link io.qvm.report.Tearsheet} is the entry. Templates are compiled in the build; style sheet, script and chart
 * library are put into the page, which therefore opens from disk without a network. Charts are data
 * ({@link io.qvm.report.chart}), drawn in the browser by {@code charts.js}.
 */
@NullMarked
package io.qvm.report;

import org.jspecify.annotations.NullMarked;
