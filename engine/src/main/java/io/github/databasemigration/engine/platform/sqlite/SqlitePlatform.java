package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platform;

/** SQLite in a file. */
public final class SqlitePlatform implements Platform {
    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith(SqliteFile.SCHEME);
    }

    @Override
    public Database open(Connecting connecting) {
        return new SqliteDatabase(connecting, SqliteFile.parse(connecting.url()));
    }
}
