/**
 * Weights of the selected stocks, within the constraints.
 */
@NullMarked
package io.qvm.backtest.construction;

import org.jspecify.annotations.NullMarked;
