package io.qvm.generation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How patient a run is.
 *
 * @param retryFor how long after a fault that passes, such as a lost connection, the same is tried again; zero for never
 * @param stop asked between batches; if true the run ends there
 */
public record RunConditions(Duration retryFor, BooleanSupplier stop) {
    /** Tries again for a minute, and goes on to the end. */
    public static final RunConditions DEFAULT = new RunConditions(Duration.ofSeconds(60), () -> false);
}
