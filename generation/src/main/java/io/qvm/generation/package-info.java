/**
 * Stage 1, run: decides which days to score, scores them in batches, and keeps each batch in one transaction.
 *
 * <p>This is where {@code store} and {@code factor} meet. What a score is, the engine knows; where it is kept, the store
 * knows; this package knows which days are missing and what goes into the manifest.
 */
@NullMarked
package io.qvm.generation;

import org.jspecify.annotations.NullMarked;
