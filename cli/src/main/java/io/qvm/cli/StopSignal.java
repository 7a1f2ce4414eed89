package io.qvm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets a run end between two batches when the process is told to end (Ctrl-C, SIGTERM).
 *
 * <p>The process waits for that, but not for ever: what is cut off then is a transaction, of which nothing stays.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-signal");
    private volatile boolean stopping;

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        stopping = true;
        System.err.println("qvm: stopping after this batch ...");
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("qvm: the batch takes too long; it is left out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return stopping;
    }

    /** The run has ended and said so. */
    @Override
    public void close() {
        ended.countDown();
        if (!stopping) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now; the hook finds that the run has ended.
            }
        }
    }
}
