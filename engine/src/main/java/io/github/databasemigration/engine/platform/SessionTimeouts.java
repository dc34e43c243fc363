package io.github.databasemigration.engine.platform;

import java.time.Duration;

/**
 * Limits that the server enforces in every session that runs migrations.
 *
 * @param lock how long a statement may wait for a lock; zero means without limit
 * @param statement how long a statement may run; zero means without limit
 */
public record SessionTimeouts(Duration lock, Duration statement) {
    /** No limits: for sessions that only read, and for restores. */
    public static final SessionTimeouts NONE = new SessionTimeouts(Duration.ZERO, Duration.ZERO);
}
