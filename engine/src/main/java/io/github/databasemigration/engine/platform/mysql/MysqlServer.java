package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.platform.Versions;
import java.time.Duration;
import java.util.List;

/**
 * Which of the two servers answers, for they have gone apart.
 *
 * @param mariadb true for MariaDB, false for MySQL
 * @param version as it reports it, without its build's name
 */
record MysqlServer(boolean mariadb, String version) {
    /** The largest value every server takes for its lock timeouts: a year. */
    private static final long WITHOUT_LIMIT = 31_536_000;

    /** @param reported what {@code VERSION()} says: {@code 10.11.19-MariaDB-0+deb12u1}, {@code 8.4.3} */
    static MysqlServer of(String reported) {
        return new MysqlServer(reported.contains("MariaDB"), reported.replaceFirst("[^0-9.].*", ""));
    }

    String name() {
        return mariadb ? "mariadb" : "mysql";
    }

    /** As people call it. */
    String kind() {
        return mariadb ? "MariaDB" : "MySQL";
    }

    /** The release line, within which clients and servers fit each other: {@code 10.11}. */
    String line() {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    boolean olderThan(int major, int minor) {
        return Versions.compare(version, major + "." + minor) < 0;
    }

    /**
     * Sets the limits even where they are zero, for the server may have its own defaults. The server counts lock waits
     * in whole seconds: they are rounded up. MySQL can only limit the time of SELECT statements; there the limit on the
     * whole run is the one that ends a long ALTER TABLE.
     */
    List<String> limits(SessionTimeouts timeouts) {
        long lock = timeouts.lock().isZero() ? WITHOUT_LIMIT : seconds(timeouts.lock());
        String statement = mariadb
                ? "max_statement_time = " + timeouts.statement().toMillis() / 1000.0
                : "max_execution_time = " + timeouts.statement().toMillis();
        return List.of(
                "SET SESSION lock_wait_timeout = " + lock + ", innodb_lock_wait_timeout = " + lock + ", " + statement);
    }

    private static long seconds(Duration duration) {
        return Math.min(WITHOUT_LIMIT, duration.plusMillis(999).toSeconds());
    }
}
