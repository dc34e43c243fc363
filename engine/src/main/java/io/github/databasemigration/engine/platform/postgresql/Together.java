package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Parts of one piece of work that run at the same time and end together: the first that fails stops the others and is
 * what the caller hears of, and {@link #close} returns when all have ended.
 */
final class Together implements AutoCloseable {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "postgresql-client");
        thread.setDaemon(true);
        return thread;
    });
    private final Cancellation.Registration registration;

    /** @param outer stops all parts too */
    Together(Cancellation outer) {
        registration =
                outer.whileRunning(() -> cancellation.request(outer.reason().orElse("the run was stopped")));
    }

    /** What stops the parts. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Starts a part in the background. */
    <T> Future<T> start(Callable<T> part) {
        return threads.submit(() -> {
            try {
                return part.call();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                cancellation.request("another part of the work failed");
                throw e;
            }
        });
    }

    /** Whether a part ends within a time. */
    boolean ends(Future<?> part, Duration within) {
        try {
            part.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for a part. Throws what the first part that failed threw. */
    <T> T result(Future<T> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            RuntimeException first = failure.get();
            throw first != null ? first : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static Fault interrupted() {
        Thread.currentThread().interrupt();
        return new Fault(FaultCode.CANCELLED, "Interrupted.", "Run the command again.");
    }

    /** Stops what still runs and waits until it has ended: no process and no session stays behind. */
    @Override
    public void close() {
        registration.close();
        cancellation.request("the work has ended");
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
