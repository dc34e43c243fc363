package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.Tap;
import io.github.databasemigration.testkit.TestDatabase;

/** A server of its own that can be killed and started again, with a tap in front of it. */
final class CrashedServer implements AutoCloseable {
    private final Life life;
    private final Tap tap;
    private final boolean transactional;
    private boolean dead;

    /** What is the same in both servers. */
    private interface Life {
        int port();

        TestDatabase create();

        void kill();

        void restart();

        void stop();
    }

    private CrashedServer(Life life, boolean transactional) {
        this.life = life;
        this.tap = new Tap(life.port());
        this.transactional = transactional;
    }

    static CrashedServer start(Server platform) {
        return new CrashedServer(
                switch (platform) {
                    case POSTGRESQL -> postgresql(PostgresServer.own());
                    // What was committed survives the server here.
                    case MARIADB -> mariaDb(MariaDbServer.own("--innodb-flush-log-at-trx-commit=1"));
                    case SQLITE -> throw new IllegalArgumentException("SQLite has no server");
                },
                platform == Server.POSTGRESQL);
    }

    private static Life postgresql(PostgresServer server) {
        return new Life() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public TestDatabase create() {
                return server.createDatabase();
            }

            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void restart() {
                server.restart();
            }

            @Override
            public void stop() {
                server.stop();
            }
        };
    }

    private static Life mariaDb(MariaDbServer server) {
        return new Life() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public TestDatabase create() {
                return server.createDatabase();
            }

            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void restart() {
                server.restart();
            }

            @Override
            public void stop() {
                server.stop();
            }
        };
    }

    /** Whether it takes back changes of the schema with their transaction. */
    boolean transactional() {
        return transactional;
    }

    Tap tap() {
        return tap;
    }

    /** A new database, reached through the tap. */
    TestDatabase create() {
        TestDatabase created = life.create();
        return new TestDatabase(
                created.jdbcUrl().replace(":" + life.port() + "/", ":" + tap.port() + "/"),
                created.name(),
                created.user(),
                created.password());
    }

    synchronized void kill() {
        dead = true;
        life.kill();
    }

    /** Starts it again if it was killed; waits for that. */
    synchronized void revive() {
        if (dead) {
            life.restart();
            dead = false;
        }
    }

    @Override
    public void close() {
        tap.close();
        life.stop();
    }
}
