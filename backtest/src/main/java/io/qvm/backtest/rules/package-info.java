/**
 * What a strategy file may say: one record per block of the file.
 *
 * <p>Components are the keys of the file in snake_case. A key that is left out arrives as null in the constructor, which
 * puts the default in its place; accessors never return null. A value that cannot be is refused with a message that names
 * what would be right; the file reader adds file, line and key.
 */
@NullMarked
package io.qvm.backtest.rules;

import org.jspecify.annotations.NullMarked;
