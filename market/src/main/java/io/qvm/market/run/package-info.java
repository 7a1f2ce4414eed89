/**
 * What a backtest leaves behind: holdings, trades, daily returns, decisions.
 *
 * <p>Plain records between the engine that makes them, the store that keeps them and the reports that show them.
 */
@NullMarked
package io.qvm.market.run;

import org.jspecify.annotations.NullMarked;
