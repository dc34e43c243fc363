package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How the tests of every platform reach a database, and what they ask of it. */
public final class Reached {
    public static final Holder HOLDER =
            new Holder("ann", "build7", Optional.of(4711L), Optional.of("r-20261122-1"), Optional.empty());
    public static final SessionTimeouts TIMEOUTS = new SessionTimeouts(Duration.ofMillis(1500), Duration.ofSeconds(90));

    private Reached() {}

    /** As the owner of a test database. */
    public static Connecting connecting(TestDatabase database) {
        return connecting(database.jdbcUrl(), database.user(), database.password());
    }

    /** As anybody. */
    public static Connecting connecting(String url, String user, String password) {
        Credentials credentials = new Credentials(Optional.of(user), Optional.of(Secret.of(password)));
        return new Connecting(
                url, credentials, TIMEOUTS, HOLDER, Map.of(), Redactor.of(credentials), new Cancellation());
    }

    /** Without user and password. */
    public static Connecting connecting(String url) {
        return new Connecting(url, Credentials.NONE, TIMEOUTS, HOLDER, Map.of(), Redactor.NONE, new Cancellation());
    }

    /** The first column of the only row. */
    public static String text(Connection connection, String sql) throws SQLException {
        return Rows.text(connection, sql);
    }

    /** Runs statements in a session for migrations. */
    public static void execute(Database database, String... statements) {
        try (Connection connection = database.connect()) {
            Rows.run(connection, List.of(statements));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Expects a fault, and gives it back. */
    public static Fault fault(FaultCode code, ThrowingCallable call) {
        Fault[] caught = new Fault[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(Fault.class, fault -> caught[0] = fault);
        assertThat(caught[0].code()).as(caught[0].getMessage()).isEqualTo(code);
        assertThat(caught[0].getMessage()).doesNotContain("\n");
        assertThat(caught[0].remedy()).isNotBlank().doesNotContain("\n");
        return caught[0];
    }
}
