/**
 * The decision funnel: scores, liquidity, ranking, selection, weights; with a reason for every ticker.
 */
@NullMarked
package io.qvm.backtest.funnel;

import org.jspecify.annotations.NullMarked;
