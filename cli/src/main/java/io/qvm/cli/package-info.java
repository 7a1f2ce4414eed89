/**
 * The commands: the only place that knows a terminal, a clock and exit codes.
 *
 * <p>Each command is a class that reads its options, calls the modules in the order of the workflow and prints what
 * happened. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 data check refused.
 */
@NullMarked
package io.qvm.cli;

import org.jspecify.annotations.NullMarked;
