package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DatabaseAddress;
import io.github.databasemigration.engine.platform.Platform;
import java.nio.file.Path;
import java.util.List;

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
    public DatabaseAddress address(String jdbcUrl) {
        Path file = SqliteFile.parse(jdbcUrl).path();
        return new DatabaseAddress(List.of(file.toString()), file.getFileName().toString());
    }

    @Override
    public Database open(Connecting connecting) {
        return new SqliteDatabase(connecting, SqliteFile.parse(connecting.url()));
    }
}
