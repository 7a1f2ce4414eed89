/** What tests share: a real MariaDB server, the reference data, random markets. */
@NullMarked
package io.qvm.testing;

import org.jspecify.annotations.NullMarked;
