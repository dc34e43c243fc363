package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DatabaseContract;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2FileContractTest extends DatabaseContract {
    @TempDir
    Path folder;

    @Override
    protected Connecting connecting() {
        return Reached.connecting("jdbc:h2:file:" + folder.resolve("shop"), "app", Canary.PASSWORD);
    }

    @Override
    protected void checkHolder(Holder holder) {
        assertThat(holder).usingRecursiveComparison().ignoringFields("since").isEqualTo(Reached.HOLDER);
        assertThat(holder.since()).isPresent();
    }
}
