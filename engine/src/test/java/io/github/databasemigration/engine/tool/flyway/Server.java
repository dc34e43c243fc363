package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.UUID;

/** The platforms that every test of the tool runs on. */
enum Server {
    POSTGRESQL(true) {
        @Override
        Connecting fresh(Path folder) {
            return Reached.connecting(PostgresServer.shared().createDatabase());
        }
    },
    MARIADB(false) {
        @Override
        Connecting fresh(Path folder) {
            return Reached.connecting(MariaDbServer.shared().createDatabase());
        }
    },
    SQLITE(true) {
        @Override
        Connecting fresh(Path folder) {
            return Reached.connecting("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
        }
    },
    H2(false) {
        @Override
        Connecting fresh(Path folder) {
            return Reached.connecting(
                    "jdbc:h2:file:" + folder.resolve("h2-" + UUID.randomUUID()), "app", Canary.PASSWORD);
        }
    };

    private final boolean transactionalDdl;

    Server(boolean transactionalDdl) {
        this.transactionalDdl = transactionalDdl;
    }

    /** Whether a failed migration leaves nothing. */
    boolean transactionalDdl() {
        return transactionalDdl;
    }

    abstract Connecting fresh(Path folder);

    /** An empty database. */
    Database open(Path folder) {
        Connecting connecting = fresh(folder);
        return Platforms.installed().find(connecting.url()).open(connecting);
    }
}
