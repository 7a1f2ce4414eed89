/**
 * Rows into columns: reads the datasets of a preset, whole range at a time.
 *
 * <p>A dataset is one query. Its rows are streamed once into growing primitive columns, then laid out as panels or fact
 * histories. There is no query per day or per ticker, and the order of rows does not matter.
 */
@NullMarked
package io.qvm.store.raw;

import org.jspecify.annotations.NullMarked;
