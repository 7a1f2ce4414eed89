/**
 * From decided weights to daily returns: a share account that drifts, or constant weights.
 */
@NullMarked
package io.qvm.backtest.simulation;

import org.jspecify.annotations.NullMarked;
