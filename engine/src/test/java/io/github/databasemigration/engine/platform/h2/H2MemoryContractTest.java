package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import java.util.UUID;

class H2MemoryContractTest extends DatabaseContract {
    private final String name = UUID.randomUUID().toString();

    @Override
    protected Connecting connecting() {
        return Reached.connecting("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "app", Canary.PASSWORD);
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder).usingRecursiveComparison().ignoringFields("since").isEqualTo(Reached.HOLDER);
    }

    @Override
    protected boolean reachableForOthers() {
        return false;
    }
}
