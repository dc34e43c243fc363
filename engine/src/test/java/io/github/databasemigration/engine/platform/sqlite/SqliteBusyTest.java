package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBusyTest {
    @Test
    void aFileThatSomebodyKeepsToHimselfIsSaidToBeInUse(@TempDir Path folder) throws SQLException {
        Database database = new SqlitePlatform().open(Reached.connecting("jdbc:sqlite:" + folder.resolve("x.db")));
        Reached.execute(database, "CREATE TABLE t (a)");
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThat(Reached.fault(FaultCode.LOCKED, () -> database.schema(Set.of())))
                    .hasMessageContaining("in use");
            database.checkWritable();
            statement.execute("COMMIT");
        }
        assertThat(database.schema(Set.of())).hasSize(1);
    }
}
