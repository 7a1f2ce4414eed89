package io.qvm.factor.formula;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs what recurses deeply on a thread with a large stack.
 *
 * <p>A recursive parser takes stack for every level of what it is given, and only it can say that the levels are too many.
 * Who reads many formulas does it within one call: a thread takes a millisecond to start.
 */
public final class LargeStack {
    /** Address space, not memory: a page is taken when it is reached. */
    private static final long BYTES = 256L << 20;

    private LargeStack() {}

    private static final class Reader extends Thread {
        Reader(Runnable work) {
            super(null, work, "formula-reader", BYTES);
            setDaemon(true);
        }
    }

    /** Runs work on such a thread, the current one if it is one, and gives its result or throws its exception. */
    public static <T> T call(Supplier<T> work) {
        if (Thread.currentThread() instanceof Reader) {
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        new Reader(task).start();
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
