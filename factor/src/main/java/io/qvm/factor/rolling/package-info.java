/**
 * Functions of the last trading days of each ticker: sums, moments, lines, extremes, quantiles, ages.
 *
 * <p><b>Layout.</b> A series is one {@code double[]}, rows by columns, row by row: a row is a trading day, a column a
 * ticker. NaN is missing; every other value is finite, which the caller sees to.
 *
 * <p><b>What a result depends on.</b> The result of row t is a function of the values, and of the dates, of the rows of
 * its window, t - n + 1 to t. Not to within rounding: bit for bit. Which row the data in memory begin with, which rows are
 * asked for and what lies before the window change nothing, so that days can be computed in any batches, and one day again
 * alone. That rules out the usual running sum, from which leaving values are subtracted: it keeps a residue of every value
 * that ever left, all of it if that was 1e300.
 *
 * <p><b>How it is fast all the same.</b> Rows are divided into {@link io.qvm.factor.rolling.RowCalendar blocks}, weeks for
 * short windows and calendar months for others, that do not depend on where the data begin. A window is the tail of its
 * oldest block, whole blocks, and the head of its newest. Tails are built backwards and heads forwards, one row at a time,
 * whole blocks are put together once per pair of oldest and newest block; a row's result is then two merges of states, see
 * {@link io.qvm.factor.rolling.Aggregate}, whatever the length of the window. A window within one block is summed up
 * directly. Quantiles and ranks keep the window's values sorted instead, which is exact.
 *
 * <p><b>Cost.</b> About four merges a value, and one more for each 440 rows of the window. Memory grows with the rows, not
 * with rows times window. Loops run over columns, in tiles whose states stay in the cache.
 *
 * <p><b>Error.</b> A value goes through at most 31 + n/21 + 31 merges, not n additions. Moments are merged by the update of
 * Chan, Golub and LeVeque (<i>Updating formulae and a pairwise algorithm for computing sample variances</i>, 1979), those
 * of third and fourth order by Pébay's (SAND2008-6212), both relative to a value of the window itself. That matters: the
 * mean of 1e9 plus noise has an absolute error of 1e-7, which the plain update passes on to the deviations. With an origin
 * o out of the window, (o - mean)² is at most the sum of squared deviations, so that the condition number of the variance
 * is at most sqrt(1 + n) (Chan, Golub and LeVeque 1983), whatever the level of the values.
 *
 * <p>A result that is no finite number, by overflow or by 0/0, is missing.
 */
@NullMarked
package io.qvm.factor.rolling;

import org.jspecify.annotations.NullMarked;
