/** Functions of the last trading days of each ticker. */
@NullMarked
package io.qvm.factor.rolling;

import org.jspecify.annotations.NullMarked;
