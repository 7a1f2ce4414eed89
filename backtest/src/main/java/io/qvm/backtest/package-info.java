/**
 * Stage 2: from scores to holdings and daily returns.
 *
 * <p>{@link io.qvm.backtest.Backtest} reads top-down as the workflow does: a {@code schedule} says which days count and on
 * which of them to decide; the {@code funnel} decides, with weights from {@code construction}; the {@code overlay} says how
 * much of the capital to invest; the {@code simulation} trades. All of it follows the {@code rules} of a strategy file. What
 * exists only to repeat another engine's numbers lives in {@code reference}.
 *
 * <p>Everything is a pure function of strategy, scores and market data, and nothing of a day depends on a later one.
 */
@NullMarked
package io.qvm.backtest;

import org.jspecify.annotations.NullMarked;
