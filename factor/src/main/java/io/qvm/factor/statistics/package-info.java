/** Statistics that windows, cross-sections and normalisation have in common. */
@NullMarked
package io.qvm.factor.statistics;

import org.jspecify.annotations.NullMarked;
