/**
 * Presets: files that map a user's tables to QVM's datasets by SQL, without code.
 *
 * <p>The same SQL runs over the user's database in place, or over staged copies of files during an import.
 */
@NullMarked
package io.qvm.store.preset;

import org.jspecify.annotations.NullMarked;
