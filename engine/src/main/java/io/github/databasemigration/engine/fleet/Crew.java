package io.github.databasemigration.engine.fleet;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A few threads that share the work on many targets. */
final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService threads;

    Crew(int size) {
        this.size = size;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, "fleet-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does the work on each, beginning with the first; comes back when all of it is done. */
    <T> void each(List<T> all, Consumer<T> work) {
        Queue<T> waiting = new ConcurrentLinkedQueue<>(all);
        List<? extends Future<?>> workers = IntStream.range(0, Math.min(size, all.size()))
                .mapToObj(i -> threads.submit(() -> {
                    for (T next = waiting.poll(); next != null; next = waiting.poll()) {
                        work.accept(next);
                    }
                }))
                .toList();
        workers.forEach(Crew::join);
    }

    private static void join(Future<?> worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.get();
                break;
            } catch (InterruptedException e) {
                // Whoever migrates is stopped by a cancellation, never left alone.
                interrupted = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException defect ? defect : new IllegalStateException(e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
