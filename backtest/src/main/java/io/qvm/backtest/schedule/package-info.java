/**
 * Days: which ones a run covers and on which of them it decides.
 */
@NullMarked
package io.qvm.backtest.schedule;

import org.jspecify.annotations.NullMarked;
