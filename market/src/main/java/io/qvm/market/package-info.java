/**
 * What is known: calendar, instruments, facts and panels.
 *
 * <p>Values only. Nothing here reads a file, a database or a clock, so both stages can be pure functions over these
 * types. Numbers lie in {@code double[]}, dates by tickers, row by row; a missing number is NaN, a missing thing an
 * {@link java.util.Optional}.
 */
@NullMarked
package io.qvm.market;

import org.jspecify.annotations.NullMarked;
