/**
 * Databases: addresses, connections, transactions, and the schema that QVM keeps in them.
 *
 * <p>DuckDB is embedded, one process at a time; MySQL and MariaDB are reached by one driver and a small pool. Whoever
 * needs SQL takes a {@link io.qvm.store.db.Database} and asks it for a connection or a transaction.
 */
@NullMarked
package io.qvm.store.db;

import org.jspecify.annotations.NullMarked;
