/**
 * Functions of one day's values of all stocks, or of each group of them.
 *
 * <p>Those that take part are copied into a dense array, in the order of their columns, group by group; the function works on
 * that, and the results go back to their columns. Sums run in the order of columns, so results depend on nothing but the
 * values. Scratch arrays belong to one thread.
 */
@NullMarked
package io.qvm.factor.crosssection;

import org.jspecify.annotations.NullMarked;
