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

    /**
     * Prepares a brake outside the application's own schema: while it is on, {@link #braked} takes a minute and more,
     * and afterwards no time.
     */
    void brake(TestDatabase database) {
        switch (this) {
            case POSTGRESQL -> database.execute("CREATE SCHEMA brake");
            case MARIADB -> database.execute("CREATE DATABASE " + brakes(database));
            case SQLITE -> throw new IllegalArgumentException("SQLite cannot sleep");
        }
        database.execute(
                "CREATE TABLE " + brakes(database) + ".brake (seconds INTEGER)",
                "INSERT INTO " + brakes(database) + ".brake VALUES (90)");
    }

    void release(TestDatabase database) {
        database.execute("DELETE FROM " + brakes(database) + ".brake");
    }

    /** The statement that the brake slows down. */
    String braked(TestDatabase database) {
        return "SELECT " + sleep() + "(seconds) FROM " + brakes(database) + ".brake";
    }

    /** Whether a session is held up by the brake now. */
    boolean braking(TestDatabase database) {
        String sessions = this == POSTGRESQL
                ? "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
                        + " AND query LIKE 'SELECT pg_sleep%'"
                : "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND info LIKE 'SELECT SLEEP%'";
        return !database.query(sessions).equals("0");
    }

    private String sleep() {
        return this == POSTGRESQL ? "pg_sleep" : "SLEEP";
    }

    private String brakes(TestDatabase database) {
        return this == POSTGRESQL ? "brake" : database.name() + "_brake";
    }
}
