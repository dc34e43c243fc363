package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DatabaseAddress;
import io.github.databasemigration.engine.platform.Platform;
import java.util.List;

/** MariaDB and MySQL, both through MariaDB's driver. */
public final class MysqlPlatform implements Platform {
    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return MysqlAddress.accepts(jdbcUrl);
    }

    @Override
    public DatabaseAddress address(String jdbcUrl) {
        MysqlAddress address = MysqlAddress.parse(jdbcUrl);
        return new DatabaseAddress(List.of(address.server()), address.database());
    }

    @Override
    public Database open(Connecting connecting) {
        return new MysqlDatabase(connecting, MysqlAddress.parse(connecting.url()));
    }
}
