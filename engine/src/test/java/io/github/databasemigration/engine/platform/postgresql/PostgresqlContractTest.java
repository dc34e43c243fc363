package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Instant;

class PostgresqlContractTest extends DatabaseContract {
    private final TestDatabase owned = PostgresServer.shared().createDatabase();

    @Override
    protected Connecting connecting() {
        return Reached.connecting(owned);
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder).usingRecursiveComparison().ignoringFields("since").isEqualTo(Reached.HOLDER);
        assertThat(holder.since().orElseThrow()).isBetween(Instant.now().minusSeconds(30), Instant.now());
    }
}
