/**
 * Benchmarks: kernels by JMH on a simulated market of the reference installation's size, and the whole way through a real
 * server by {@code bench/reference_size.sh}. Figures and their machine stand in {@code docs/benchmarks.md}.
 */
@NullMarked
package io.qvm.bench;

import org.jspecify.annotations.NullMarked;
