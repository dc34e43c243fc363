package io.github.databasemigration.engine.run;

import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An application that asks the same thing all the time, and how long it had to wait for an answer. */
final class Application implements AutoCloseable {
    private static final long PACE_NANOS = Duration.ofMillis(2).toNanos();

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private volatile SQLException failure;

    Application(TestDatabase database, String sql) {
        thread = new Thread(() -> ask(database, sql), "application");
        thread.start();
    }

    private void ask(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!closed) {
                long start = System.nanoTime();
                statement.executeQuery(sql).close();
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
                answers.incrementAndGet();
                LockSupport.parkNanos(PACE_NANOS);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    /** Waits for the answer to a question that is asked after this call. */
    void awaitAnswer() {
        long seen = answers.get();
        // The next answer may be to a question from before.
        while (answers.get() < seen + 2 && failure == null) {
            LockSupport.parkNanos(PACE_NANOS);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** How many there were. */
    long answers() {
        return answers.get();
    }

    /** The longest that an answer took. */
    Duration longestStall() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
