package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritableTest {
    private TestDatabase owned;

    @BeforeEach
    void create() {
        owned = PostgresServer.shared().createDatabase();
    }

    @Test
    void theOwnerMayWrite() {
        assertThatCode(() -> Opened.open(owned).checkWritable()).doesNotThrowAnyException();
    }

    @Test
    void aReadOnlyRoleIsRefused() {
        owned.execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on");
        refused(owned, "default_transaction_read_only");
    }

    @Test
    void aUserWithoutRightsOverTheSchemaIsRefused() {
        TestDatabase stranger = PostgresServer.shared().createDatabase();
        owned.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        refused(
                new TestDatabase(owned.jdbcUrl(), owned.name(), stranger.user(), stranger.password()),
                "may not create objects in schema public");
    }

    @Test
    void aMissingSchemaMustBeCreatable() {
        owned.execute("DROP SCHEMA public CASCADE");
        assertThatCode(() -> Opened.open(owned).checkWritable()).doesNotThrowAnyException();
        TestDatabase stranger = PostgresServer.shared().createDatabase();
        refused(
                new TestDatabase(owned.jdbcUrl(), owned.name(), stranger.user(), stranger.password()),
                "may not create one");
    }

    @Test
    void aStandbyIsRefused() {
        PostgresServer server = PostgresServer.own();
        try {
            TestDatabase there = server.createDatabase();
            server.becomeStandby();
            refused(there, "standby");
        } finally {
            server.stop();
        }
    }

    private static void refused(TestDatabase database, String reason) {
        assertThatThrownBy(() -> Opened.open(database).checkWritable()).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.READ_ONLY);
            assertThat(fault.getMessage()).contains(reason);
        });
    }
}
