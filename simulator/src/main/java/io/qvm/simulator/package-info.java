/**
 * A market that never was: seeded, believable, and as unpleasant as real data.
 *
 * <p>{@link io.qvm.simulator.Simulator} is a pure function from settings to a {@link io.qvm.simulator.SimulatedMarket}. It
 * draws companies, moves the market through a crash and a bear market, lets each company's books follow its hidden
 * quality, lets prices follow the books, and only then spoils the record: filings come late, are restated or lack items,
 * stocks are suspended, split, delisted. Every stream of random numbers has its own key, so no order of computation can
 * change a number, and all transcendental functions are those of {@link StrictMath}.
 */
@NullMarked
package io.qvm.simulator;

import org.jspecify.annotations.NullMarked;
