/**
 * Pages on paper: the same HTML page, printed by a Chromium that is installed on the machine.
 *
 * <p>A page is drawn by its own script and laid out by its own print style, so that the PDF shows what the screen shows.
 */
@NullMarked
package io.qvm.report.pdf;

import org.jspecify.annotations.NullMarked;
