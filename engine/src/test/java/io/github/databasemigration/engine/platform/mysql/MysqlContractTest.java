package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Instant;

class MysqlContractTest extends DatabaseContract {
    private final TestDatabase owned = MariaDbServer.shared().createDatabase();

    @Override
    protected Connecting connecting() {
        return Reached.connecting(owned);
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder.who()).isEqualTo("database user " + owned.user());
        assertThat(holder.host()).isEqualTo("127.0.0.1");
        assertThat(holder.pid()).isEqualTo(Reached.HOLDER.pid());
        assertThat(holder.since().orElseThrow()).isBetween(Instant.now().minusSeconds(30), Instant.now());
    }
}
