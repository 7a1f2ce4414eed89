/** To be filled. */
@NullMarked
package io.qvm.store;

import org.jspecify.annotations.NullMarked;
