/**
 * Rules of the reference engine that the normal path does not follow, each behind a named option.
 *
 * <p>A team that migrates compares its old numbers by them; nobody else needs them. Some of them look ahead; those are
 * named so and refuse to run unless the strategy file says that this is understood.
 */
@NullMarked
package io.qvm.backtest.reference;

import org.jspecify.annotations.NullMarked;
