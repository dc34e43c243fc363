package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PostgresqlBackupTest extends BackupContract {
    @Override
    TestDatabase create() {
        return PostgresServer.shared().createDatabase();
    }

    /** Of the same owner: a dump is restored in the names of the owners it was taken from. */
    @Override
    TestDatabase createAnother(TestDatabase first) {
        first.execute("CREATE DATABASE " + first.name() + "_other");
        return new TestDatabase(first.jdbcUrl() + "_other", first.name() + "_other", first.user(), first.password());
    }

    @Test
    void areNotOfASchemaThatChangedMeanwhile() {
        AtomicBoolean once = new AtomicBoolean();
        Fault fault = fault(() -> take((what, bytes) -> {
            if (once.compareAndSet(false, true)) {
                test.execute("CREATE TABLE sneaked_in (id INTEGER)");
            }
        }));
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_FAILED);
        assertThat(fault).hasMessageContaining("Somebody changed the schema");
        assertThat(take().manifest().dump().rowCounts()).containsKey("public.sneaked_in");
    }

    @Override
    ByHand byHand(TestDatabase live) {
        String name = live.name() + "_by_hand";
        Map<String, String> environment = Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(PostgresServer.shared().port()),
                "PGUSER", live.user(),
                "PGPASSWORD", live.password());
        String url = live.jdbcUrl() + "_by_hand";
        return new ByHand(name, environment, new TestDatabase(url, name, live.user(), live.password()));
    }

    @Override
    Set<String> databasesOfTheServer() {
        Set<String> names = new TreeSet<>();
        try (Connection connection = PostgresServer.shared().admin("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT datname FROM pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
