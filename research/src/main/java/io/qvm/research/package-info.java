/**
 * Many backtests on one load of scores and prices: product suites, parameter sweeps, ablation, capacity; and the comparison
 * of a run with its repetition.
 *
 * <p>Pure functions over loaded data, like the engine they call; what is kept, and where, is up to the caller.
 */
@NullMarked
package io.qvm.research;

import org.jspecify.annotations.NullMarked;
