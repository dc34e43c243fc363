package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MysqlWritableTest {
    private static void execute(MariaDbServer server, String... statements) throws SQLException {
        try (Connection admin = server.admin("mysql");
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void check(Connecting connecting) {
        new MysqlPlatform().open(connecting).checkWritable();
    }

    @Test
    void saysWhichPrivilegeIsMissingAndFindsItInARoleToo() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        TestDatabase owned = server.createDatabase();
        String reader = owned.name() + "_reader";
        execute(
                server,
                "CREATE USER " + reader + " IDENTIFIED BY 'r'",
                "GRANT SELECT, CREATE, DROP ON " + owned.name() + ".* TO " + reader);
        Connecting connecting = Reached.connecting(owned.jdbcUrl(), reader, "r");
        assertThat(Reached.fault(FaultCode.READ_ONLY, () -> check(connecting)))
                .hasMessageContaining("ALTER")
                .hasMessageContaining(reader);
        String role = owned.name() + "_role";
        execute(
                server,
                "CREATE ROLE " + role,
                "GRANT ALTER ON " + owned.name() + ".* TO " + role,
                "GRANT " + role + " TO " + reader,
                "SET DEFAULT ROLE " + role + " FOR " + reader);
        check(connecting);
    }

    @Test
    void aPrivilegeOfEverybodyCounts() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        TestDatabase owned = server.createDatabase();
        String reader = owned.name() + "_reader";
        execute(
                server,
                "CREATE USER " + reader + " IDENTIFIED BY 'r'",
                "GRANT ALL ON " + owned.name() + ".* TO PUBLIC");
        check(Reached.connecting(owned.jdbcUrl(), reader, "r"));
    }

    @Test
    void aReadOnlyServerIsRefusedExceptByThoseItObeys() throws SQLException {
        MariaDbServer server = MariaDbServer.own("--read-only", "--performance-schema");
        try {
            TestDatabase owned = server.createDatabase();
            Connecting connecting = Reached.connecting(owned);
            assertThat(Reached.fault(FaultCode.READ_ONLY, () -> check(connecting)))
                    .hasMessageContaining("read_only")
                    .matches(fault -> Canary.in(fault.getMessage()).isEmpty());
            execute(server, "GRANT READ_ONLY ADMIN ON *.* TO " + owned.user());
            check(connecting);
            seesTheHolderInFull(owned);
        } finally {
            server.stop();
        }
    }

    /** Here because a server of its own takes seconds to start. */
    private static void seesTheHolderInFull(TestDatabase owned) {
        var database = new MysqlPlatform().open(Reached.connecting(owned));
        try (var lock = database.tryLock().orElseThrow()) {
            assertThat(database.lockHolder().orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("since")
                    .isEqualTo(Reached.HOLDER);
            assertThat(lock.stillHeld()).isTrue();
        }
    }
}
