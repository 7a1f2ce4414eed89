/**
 * Imports: a folder of CSV and Parquet files becomes rows of the canonical tables.
 *
 * <p>The files are staged in DuckDB as the preset's tables, cell by cell checked; the preset's queries run over these;
 * what they give is checked again, compared with what the database holds, and written in one transaction. Whatever is
 * wrong is reported by file, line, column, value and reason before anything is written.
 */
@NullMarked
package io.qvm.store.imports;

import org.jspecify.annotations.NullMarked;
