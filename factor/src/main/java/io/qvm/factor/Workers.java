package io.qvm.factor;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Divides numbered pieces of work among threads, each of which takes the next piece that nobody has taken. */
final class Workers {
    private Workers() {}

    /**
     * Does all pieces; the first that fails ends the work.
     *
     * @param pieces numbered from 0; each thread takes its own in ascending order
     * @param threads how many to use, at least 1
     * @param worker makes what one thread works with, scratch space included
     */
    static void each(int pieces, int threads, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        Callable<Integer> work = () -> {
            IntConsumer mine = worker.get();
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                try {
                    mine.accept(piece);
                } catch (RuntimeException | Error e) {
                    next.set(pieces);
                    throw e;
                }
            }
            return pieces;
        };
        int used = Math.min(threads, pieces);
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, used));
        try {
            for (var done : pool.invokeAll(Collections.nCopies(used, work))) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scoring", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            } else if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }
}
