/**
 * Strict YAML files: models, strategies, presets and settings are all read here, in one way.
 *
 * <p>A file becomes a record or an error that names file, line and the nearest valid key; nothing is ignored and nothing
 * is guessed.
 */
@NullMarked
package io.qvm.config;

import org.jspecify.annotations.NullMarked;
