/** To be filled. */
@NullMarked
package io.qvm.analysis;

import org.jspecify.annotations.NullMarked;
