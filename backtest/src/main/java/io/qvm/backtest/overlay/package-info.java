/**
 * How much of the capital to invest: market regimes and a volatility target, by what was known at the close.
 */
@NullMarked
package io.qvm.backtest.overlay;

import org.jspecify.annotations.NullMarked;
