/** To be filled. */
@NullMarked
package io.qvm.generation;

import org.jspecify.annotations.NullMarked;
