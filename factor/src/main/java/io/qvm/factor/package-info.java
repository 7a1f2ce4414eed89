/** To be filled. */
@NullMarked
package io.qvm.factor;

import org.jspecify.annotations.NullMarked;
