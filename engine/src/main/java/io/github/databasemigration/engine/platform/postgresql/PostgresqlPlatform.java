package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DatabaseAddress;
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
    public DatabaseAddress address(String jdbcUrl) {
        Address address = Address.parse(jdbcUrl);
        return new DatabaseAddress(
                address.hosts().stream().map(Address.Host::toString).toList(), address.database());
    }

    @Override
    public boolean separatesSchemas() {
        return true;
    }

    @Override
    public Database open(Connecting connecting) {
        return PostgresqlDatabase.open(connecting);
    }
}
