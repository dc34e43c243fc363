package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;

/** Where the tests migrate: every platform that Alembic works with here. */
enum Server {
    POSTGRESQL,
    MARIADB,
    SQLITE;

    /** A new, empty database; SQLite's file is not there yet. */
    TestDatabase create(Path folder) {
        return switch (this) {
            case POSTGRESQL -> PostgresServer.shared().createDatabase();
            case MARIADB -> MariaDbServer.shared().createDatabase();
            case SQLITE -> new TestDatabase("jdbc:sqlite:" + folder.resolve("shop.db"), "shop.db", "", "");
        };
    }

    boolean transactionalDdl() {
        return this != MARIADB;
    }
}
