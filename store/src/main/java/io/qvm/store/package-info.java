/**
 * Where it is kept: raw data, scores and runs.
 *
 * <p>{@link io.qvm.store.RawStore} reads whole ranges into panels and fact histories, from QVM's own tables or, through
 * a preset, from a user's. {@link io.qvm.store.ScoreStore} keeps {@code factor_scores_qvm} and its manifest, {@link
 * io.qvm.store.RunStore} what backtests leave behind.
 */
@NullMarked
package io.qvm.store;

import org.jspecify.annotations.NullMarked;
