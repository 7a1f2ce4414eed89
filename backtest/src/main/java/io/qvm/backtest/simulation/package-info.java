/**
 * From decided weights to daily returns: a share account that drifts, or constant weights.
 *
 * <p>{@link io.qvm.backtest.simulation.DriftSimulation} leads through the day: {@code CorporateActionBook} and {@code Prices}
 * move what is held, {@code OrderBook} says what is to be traded and how much of it can be ({@code Lots},
 * {@code PriceLimits}, {@code TradingHistory}), {@code Execution} trades it for what there is of money and {@code Costs}, and
 * {@code Account} holds cash and shares. {@code TradeLog}, {@code ContributionBook} and {@code DailyRecord} keep the books a
 * second time and compare.
 */
@NullMarked
package io.qvm.backtest.simulation;

import org.jspecify.annotations.NullMarked;
