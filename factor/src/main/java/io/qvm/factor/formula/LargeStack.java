package io.qvm.factor.formula;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs what recurses deeply on a thread with a large stack.
 *
 * <p>A recursive parser takes stack for every level of what it is given, and only it can say that the levels are too many.
 */
final class LargeStack {
    /** Address space, not memory: a page is taken when it is reached. */
    private static final long BYTES = 256L << 20;

    private LargeStack() {}

    static <T> T call(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(null, task, "formula-reader", BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a formula", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
