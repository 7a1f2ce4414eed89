/** To be filled. */
@NullMarked
package io.qvm.report;

import org.jspecify.annotations.NullMarked;
