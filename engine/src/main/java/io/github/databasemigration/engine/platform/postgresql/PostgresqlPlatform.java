package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platform;

/** PostgreSQL, 12 and newer. */
public final class PostgresqlPlatform implements Platform {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:postgresql:");
    }

    @Override
    public Database open(Connecting connecting) {
        return PostgresqlDatabase.open(connecting);
    }
}
