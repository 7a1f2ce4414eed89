/** To be filled. */
@NullMarked
package io.qvm.bench;

import org.jspecify.annotations.NullMarked;
