package io.qvm.store.raw;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a few queries at a time; whoever waits for one gets its error as it was thrown. */
final class SideBySide implements AutoCloseable {
    private static final int QUERIES = 2;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(QUERIES, task -> new Thread(task, "raw-reader"));

    /** What a query will give. */
    record Result<T>(Future<T> future) {
        T get() {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    <T> Result<T> start(Callable<T> query) {
        return new Result<>(threads.submit(query));
    }

    /** Starts no further query; one that runs ends by itself. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
