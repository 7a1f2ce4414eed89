package io.qvm.store.db;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Tries database work again after faults that pass: a lost connection, a deadlock, a lock that is not given, a server that
 * restarts.
 *
 * <p>Waits grow from a tenth of a second to five seconds, with some randomness, so that two who collided do not do so again.
 * Tried for a limited time after the first fault; other faults end it at once. The work must be such that it may be repeated.
 */
public final class Retry {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Duration limit;
    private final Listener listener;
    private final BooleanSupplier stopped;

    /** Hears of each fault after which the work is tried again. */
    @FunctionalInterface
    public interface Listener {
        void retrying(String fault, int attempt, Duration wait);
    }

    /** Work that knows which attempt it is, from 1. */
    @FunctionalInterface
    public interface Work<T> {
        T attempt(int attempt);
    }

    /**
     * Rules for trying again.
     *
     * @param limit how long after the first fault the last attempt may start; zero for no second attempt
     * @param stopped asked before each further attempt; if true there is none
     */
    public Retry(Duration limit, Listener listener, BooleanSupplier stopped) {
        this.limit = limit;
        this.listener = listener;
        this.stopped = stopped;
    }

    /** Never tries twice. */
    public static Retry none() {
        return new Retry(Duration.ZERO, (fault, attempt, wait) -> {}, () -> false);
    }

    /** Does the work until it succeeds; what it threw last is thrown if it does not. */
    public <T> T call(Work<T> work) {
        AtomicLong firstFault = new AtomicLong();
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handleIf(Faults::isPassing)
                .withBackoff(FIRST_WAIT, LONGEST_WAIT)
                .withJitter(0.2)
                .withMaxRetries(-1)
                .abortIf((result, fault) -> {
                    firstFault.compareAndSet(0, System.nanoTime());
                    return stopped.getAsBoolean() || System.nanoTime() - firstFault.get() >= limit.toNanos();
                })
                .onRetryScheduled(event -> listener.retrying(
                        inWords(event.getLastException()), event.getAttemptCount() + 1, event.getDelay()))
                .build();
        try {
            return Failsafe.with(policy).get(context -> work.attempt(context.getAttemptCount() + 1));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("waiting for the database was interrupted", e);
        }
    }

    private static String inWords(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
