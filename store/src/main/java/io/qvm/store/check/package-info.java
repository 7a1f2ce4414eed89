/**
 * The data check: what in raw data would make scores wrong, found before they are made.
 *
 * <p>{@link io.qvm.store.check.DataCheck} loads the data as stage 1 does and looks at whole panels and fact histories. What
 * panels cannot show (a key that occurs twice, NaN in place of NULL, corporate actions) is asked of the database, one
 * query per dataset. Each family of checks is a class; what a check is called and what it says stands in {@link
 * io.qvm.store.check.Check}, from when on it matters in a thresholds file.
 */
@NullMarked
package io.qvm.store.check;

import org.jspecify.annotations.NullMarked;
