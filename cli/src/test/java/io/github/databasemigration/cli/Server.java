package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;

/** The platforms, each with an empty database for a test. */
enum Server {
    POSTGRESQL,
    MARIADB,
    SQLITE;

    TestDatabase create(CanaryWatch watch) {
        return switch (this) {
            case POSTGRESQL -> PostgresServer.shared().createDatabase();
            case MARIADB -> MariaDbServer.shared().createDatabase();
            case SQLITE -> {
                Path file = watch.newFolder("sqlite").resolve("shop.db");
                yield new TestDatabase("jdbc:sqlite:" + file, "shop.db", "", "");
            }
        };
    }

    /** A statement that takes this long. */
    String sleep(int seconds) {
        return switch (this) {
            case POSTGRESQL -> "SELECT pg_sleep(" + seconds + ")";
            case MARIADB -> "SELECT SLEEP(" + seconds + ")";
            case SQLITE -> throw new IllegalArgumentException("SQLite cannot sleep");
        };
    }

    /** How many sessions are busy with a {@link #sleep} in a database. */
    int sleeping(TestDatabase database) {
        return Integer.parseInt(database.query(
                switch (this) {
                    case POSTGRESQL ->
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND state = 'active' AND query LIKE 'SELECT pg_sleep%'";
                    case MARIADB ->
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
                                + " AND info LIKE 'SELECT SLEEP%'";
                    case SQLITE -> throw new IllegalArgumentException("SQLite cannot sleep");
                }));
    }
}
