package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platform;

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
    public Database open(Connecting connecting) {
        return new MysqlDatabase(connecting, MysqlAddress.parse(connecting.url()));
    }
}
