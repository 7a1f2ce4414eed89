/**
 * Research in a few fluent calls: open a store, look at scores, run a strategy, change one parameter, compare.
 *
 * <p>{@link io.qvm.notebook.Qvm} is the entry. What it gives shows itself at the end of a cell ({@link io.qvm.notebook.Shown})
 * and hands out tables as DFLib data frames; the same calls serve plain Java programs, where nothing is shown unless asked
 * for. Everything is computed by the modules that the commands use, so that a strategy saved here and run there gives the
 * same bits.
 */
@NullMarked
package io.qvm.notebook;

import org.jspecify.annotations.NullMarked;
