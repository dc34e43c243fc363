package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DatabaseAddress;
import io.github.databasemigration.engine.platform.Platform;
import java.util.List;

/** H2, version 2: in a file, in the memory of this process, or behind its own TCP server. */
public final class H2Platform implements Platform {
    @Override
    public String name() {
        return "h2";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith(H2Address.SCHEME);
    }

    @Override
    public DatabaseAddress address(String jdbcUrl) {
        H2Address address = H2Address.parse(jdbcUrl);
        return new DatabaseAddress(List.of(address.server()), address.database());
    }

    @Override
    public Database open(Connecting connecting) {
        return new H2Database(connecting, H2Address.parse(connecting.url()));
    }
}
