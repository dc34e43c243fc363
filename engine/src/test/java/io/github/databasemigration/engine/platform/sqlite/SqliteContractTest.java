package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends DatabaseContract {
    @TempDir
    Path folder;

    @Override
    protected Connecting connecting() {
        return Reached.connecting("jdbc:sqlite:" + folder.resolve("shop.db"));
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder).usingRecursiveComparison().ignoringFields("since").isEqualTo(Reached.HOLDER);
        assertThat(holder.since()).isPresent();
    }
}
