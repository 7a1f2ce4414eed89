/** To be filled. */
@NullMarked
package io.qvm.backtest;

import org.jspecify.annotations.NullMarked;
