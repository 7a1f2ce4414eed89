/**
 * The border to the Jupyter kernel: its start, what it shows, and how it words errors. Nothing outside of this package knows
 * the kernel, so that plain programs run without it.
 */
@NullMarked
package io.qvm.notebook.kernel;

import org.jspecify.annotations.NullMarked;
