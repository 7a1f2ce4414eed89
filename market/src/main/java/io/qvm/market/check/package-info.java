/**
 * What a check of raw data found: findings with examples, coverage by year, and the verdict that follows from them.
 *
 * <p>The store makes these records and the report shows them; neither may import the other.
 */
@NullMarked
package io.qvm.market.check;

import org.jspecify.annotations.NullMarked;
