package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.OwnServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.Tap;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A server of its own that can be killed and started again, with a tap in front of it. */
final class CrashedServer implements AutoCloseable {
    private final OwnServer server;
    private final Tap tap;
    private final boolean transactional;

    private CrashedServer(OwnServer server, boolean transactional) {
        this.server = server;
        this.tap = new Tap(server.port());
        this.transactional = transactional;
    }

    static CrashedServer start(Server platform) {
        return switch (platform) {
            case POSTGRESQL -> new CrashedServer(PostgresServer.own(), true);
            // What was committed survives the server here.
            case MARIADB -> new CrashedServer(MariaDbServer.own("--innodb-flush-log-at-trx-commit=1"), false);
            case SQLITE -> throw new IllegalArgumentException("SQLite has no server");
        };
    }

    /** Whether it takes back changes of the schema with their transaction. */
    boolean transactional() {
        return transactional;
    }

    Tap tap() {
        return tap;
    }

    /** A new database, reached without the tap. */
    TestDatabase create() {
        return server.createDatabase();
    }

    /** The same database, reached through the tap. */
    TestDatabase tapped(TestDatabase database) {
        return new TestDatabase(
                database.jdbcUrl().replace(":" + server.port() + "/", ":" + tap.port() + "/"),
                database.name(),
                database.user(),
                database.password());
    }

    /** A connection as administrator. */
    Connection admin() throws SQLException {
        return server.admin(transactional ? "postgres" : "mysql");
    }

    synchronized void kill() {
        server.kill();
    }

    /** Starts it again if it is dead; waits for that. */
    synchronized void revive() {
        if (!server.handle().isAlive()) {
            server.restart();
        }
    }

    @Override
    public void close() {
        tap.close();
        server.stop();
    }
}
