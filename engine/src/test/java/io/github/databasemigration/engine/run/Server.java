package io.github.databasemigration.engine.run;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;

/** The platforms, each with an empty database for a test. */
enum Server {
    POSTGRESQL(true),
    MARIADB(false),
    SQLITE(true),
    H2(false);

    private final boolean transactionalDdl;

    Server(boolean transactionalDdl) {
        this.transactionalDdl = transactionalDdl;
    }

    boolean transactionalDdl() {
        return transactionalDdl;
    }

    TestDatabase create(Path folder) {
        return switch (this) {
            case POSTGRESQL -> PostgresServer.shared().createDatabase();
            case MARIADB -> MariaDbServer.shared().createDatabase();
            case SQLITE -> new TestDatabase("jdbc:sqlite:" + folder.resolve("shop.db"), "shop.db", "", "");
            case H2 -> new TestDatabase("jdbc:h2:file:" + folder.resolve("shop"), "SHOP", "sa", "");
        };
    }
}
