/** To be filled. */
@NullMarked
package io.qvm.simulator;

import org.jspecify.annotations.NullMarked;
