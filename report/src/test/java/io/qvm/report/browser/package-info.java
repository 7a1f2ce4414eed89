/** A real browser, driven over its DevTools protocol, to see pages as readers see them. */
@NullMarked
package io.qvm.report.browser;

import org.jspecify.annotations.NullMarked;
