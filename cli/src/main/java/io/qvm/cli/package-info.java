/** To be filled. */
@NullMarked
package io.qvm.cli;

import org.jspecify.annotations.NullMarked;
