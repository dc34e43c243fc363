package io.github.databasemigration.engine.platform;

import java.time.Duration;

/**
 * Limits that the server enforces in every session that runs migrations.
 *
 * @param lock how long a statement may wait for a lock; zero means without limit
 * @param patient the same for a statement that nobody has to wait behind
 * @param statement how long a statement may run; zero means without limit
 */
public record SessionTimeouts(Duration lock, Duration patient, Duration statement) {
    /** No limits: for sessions that only read, and for restores. */
    public static final SessionTimeouts NONE = new SessionTimeouts(Duration.ZERO, Duration.ZERO);

    /** No statement waits longer than another. */
    public SessionTimeouts(Duration lock, Duration statement) {
        this(lock, lock, statement);
    }
}
